import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend, type Backend } from '../../generator/aws-local/index.js';
import { temporaryProject } from '../support/project.js';

/** A contract whose error has no room for a reason. */
const contract = {
  openapi: '3.1.0',
  info: { title: 'Transfers', version: '1' },
  paths: {
    '/transfers': {
      put: {
        operationId: 'makeTransfer',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['amount'],
                properties: { amount: { type: 'number' } },
              },
            },
          },
        },
        responses: {
          204: { description: 'Made.' },
          400: {
            description: 'Not valid.',
            content: {
              'application/json': { schema: { type: 'object', properties: { Message: { type: 'string' } } } },
            },
          },
        },
      },
    },
  },
};

const project = temporaryProject('refusals');
const logs: string[] = [];
let backend: Backend;
beforeAll(async () => {
  project.write('openapi.json', JSON.stringify(contract));
  backend = await startBackend({
    contract: project.path('openapi.json'),
    out: project.path('generated'),
    overrides: project.path('overrides'),
    port: 0,
    mock: true,
    onLog: (line) => void logs.push(line),
  });
});
afterAll(async () => {
  await backend.close();
  project.remove();
});

it('the reason for a refusal is in the log and in the list of requests, without what the caller sent', async () => {
  const answer = await fetch(`${backend.url}/transfers`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ amount: 'canary-value', 'canary-key': 1 }),
  });
  expect([answer.status, await answer.json()]).toEqual([400, { Message: 'The request is not valid.' }]);
  const line = logs.find((one) => one.includes('The request is refused.')) ?? expect.fail();
  expect(JSON.parse(line)).toMatchObject({
    status: 400,
    code: 'VALIDATION_ERROR',
    requestId: answer.headers.get('x-request-id'),
    fields: [
      { field: 'amount', message: expect.any(String) },
      { field: '*', message: expect.any(String) },
    ],
  });
  expect(logs.join('\n')).not.toContain('canary');
  const requests = (await (await fetch(new URL('/_dev/api/requests', backend.url))).json()) as object[];
  expect(requests[0]).toMatchObject({
    validationErrors: [
      { field: 'amount', message: expect.any(String) },
      { field: 'canary-key', message: expect.any(String) },
    ],
  });
  expect(JSON.stringify(requests)).not.toContain('canary-value');
});
