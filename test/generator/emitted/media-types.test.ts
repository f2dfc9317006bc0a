import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../support/project.js';
import { emitBackend, send, type Backend, type Document, type Served } from './backend.js';

const text = { type: 'string' };
const problem = { type: 'object', required: ['message'], properties: { message: text } };
const report = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const asReport = { 'text/csv': { schema: text }, 'application/json': { schema: report } };
const asProblem = { 'application/problem+json': { schema: problem }, 'application/json': { schema: problem } };
const get = (operationId: string, responses: object): object => ({ get: { operationId, security: [], responses } });

const contract: Document = {
  openapi: '3.1.0',
  info: { title: 'Case', version: '1.0.0' },
  paths: {
    '/report': get('getReport', {
      200: {
        description: 'The report.',
        content: { ...asReport, 'image/png': { schema: { type: 'string', format: 'binary' } } },
      },
      202: { description: 'Not yet.', content: { 'application/json': { schema: report } } },
      404: { description: 'No report.', content: asProblem },
    }),
    '/strict': get('getStrict', {
      200: { description: 'The report.', content: asReport },
      406: { description: 'In no such form.', content: { 'application/json': { schema: problem } } },
    }),
    '/single': get('getSingle', {
      200: { description: 'The report.', content: { 'application/json': { schema: report } } },
      406: { description: 'In no such form.', content: { 'application/json': { schema: problem } } },
    }),
    '/plain': get('getPlain', {
      200: { description: 'The report.', content: { 'application/json': { schema: report } } },
    }),
    '/other': get('getOther', { default: { description: 'The report.', content: asReport } }),
    '/same': get('getSame', {
      200: {
        description: 'Names that come to the same.',
        content: {
          'application/json': { schema: report },
          'application/vnd.a+json': { schema: report },
          'application/vnd-a-json': { schema: text },
        },
      },
    }),
  },
};

let backend: Backend;
beforeAll(async () => {
  const operations = ['getReport', 'getStrict', 'getSingle', 'getPlain', 'getOther', 'getSame'];
  backend = await emitBackend(
    'media-types',
    contract,
    Object.fromEntries(operations.map((operation) => [operation, 'filled'])),
  );
});
afterAll(() => backend.project.remove());

/** What the service is told that the caller prefers, and the answer. */
async function asked(
  operation: string,
  accept: string | readonly string[] | undefined,
): Promise<{ readonly told: unknown; readonly answer: Served }> {
  let told: unknown = 'not called';
  backend.services[operation] = (input) => {
    told = (input as unknown as { accept?: string }).accept;
    return told === 'text/csv' ? { status: 200, contentType: told, body: 'n\n1' } : { status: 200, body: { n: 1 } };
  };
  const answer = await send(backend, operation, { method: 'GET', headers: accept === undefined ? {} : { accept } });
  return { told, answer };
}

describe('The preferred media type', () => {
  const json = 'application/json';
  const csv = 'text/csv';
  const rows: readonly (readonly [accept: string | readonly string[] | undefined, told: string])[] = [
    [undefined, json],
    ['', json],
    ['text/csv', csv],
    ['TEXT/CSV', csv],
    ['text/*', csv],
    ['*/*', json],
    ['*', json],
    ['image/png', 'image/png'],
    ['application/json;q=0.5, text/csv', csv],
    ['application/json;q=0.5, text/csv;q=0.4', json],
    ['text/csv;q=0.001, application/json;q=0', csv],
    ['*/*;q=0.1, text/*;q=0.2', csv],
    ['application/json;q=0, */*', 'image/png'],
    ['application/json;q=0, image/*;q=0.9, */*', csv],
    ['*/*, text/csv;q=0, image/*;q=0', json],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', json],
    ['text/html, text/csv;q=.2, */*; q=.1', csv],
    [['text/html', 'text/csv'], csv],
    ['application/json; charset=utf-8;q=0.1, text/csv ; q=0.2', csv],
    ['application/json; charset=UTF-8', json],
    ['text/csv;header=present', csv],
    ['text/csv;header=present, text/*;q=0.1, application/json;q=0.5', json],
    ['text/csv;note="a,b;q=0", text/csv;q=0.3, application/json;q=0.2', csv],
    // None of it is accepted: the first, since the contract declares no refusal.
    ['text/html', json],
    ['text/csv;q=0', json],
    ['application/json;q=0, text/*;q=0, image/*;q=0', json],
    // What cannot be read says nothing.
    ['text/csv;q=high', json],
    [';;,,"', json],
    ['"'.repeat(8000), json],
    [',"\\'.repeat(3000), json],
  ];
  test.each(rows)('of %j is %s', async (accept, told) => {
    expect((await asked('getReport', accept)).told).toBe(told);
  });

  test('is told where an answer has several, also one of the default', async () => {
    expect((await asked('getOther', 'text/csv')).told).toBe('text/csv');
    expect((await asked('getPlain', 'text/csv')).told).toBeUndefined();
  });
});

describe('An answer of several media types', () => {
  test('has the one that the service names, whatever was asked for', async () => {
    const { answer } = await asked('getReport', 'text/csv');
    expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'n\n1',
    ]);
    backend.services['getReport'] = () => ({ status: 200, contentType: 'image/png', body: new Uint8Array([1]) });
    const image = await send(backend, 'getReport', { method: 'GET', headers: { accept: 'application/json' } });
    expect([image.headers['content-type'], image.body, image.isBase64Encoded]).toEqual(['image/png', 'AQ==', true]);
  });

  test('has the first one where the service names none', async () => {
    const { answer } = await asked('getReport', 'image/png');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json).toEqual({ n: 1 });
  });

  test('is checked by the model of its media type', async () => {
    backend.services['getReport'] = () => ({ status: 200, contentType: 'text/csv', body: { n: 1 } });
    const answer = await send(backend, 'getReport', { method: 'GET' });
    expect([answer.statusCode, answer.log]).toEqual([500, expect.stringContaining('body: Must be a string.')]);
  });

  test('cannot be of a media type that its status does not declare', async () => {
    backend.services['getReport'] = () => ({ status: 202, contentType: 'text/csv', body: 'n' });
    const answer = await send(backend, 'getReport', { method: 'GET' });
    expect([answer.statusCode, answer.log]).toEqual([500, expect.stringContaining('with this content type')]);
  });

  test('says that it depends on Accept, and others do not', async () => {
    expect((await asked('getReport', undefined)).answer.headers['vary']).toBe('Origin, Accept');
    expect((await asked('getPlain', undefined)).answer.headers['vary']).toBe('Origin');
    backend.services['getReport'] = () => ({ status: 202, body: { n: 1 } });
    expect((await send(backend, 'getReport', { method: 'GET' })).headers['vary']).toBe('Origin');
  });

  test('may be an error, returned or thrown', async () => {
    const type = 'application/problem+json';
    const failure = { status: 404, contentType: type, body: { message: 'None' } };
    const GetReportError = backend.errors['GetReportError'];
    if (!GetReportError) throw new Error('no class of errors is emitted');
    for (const service of [
      () => failure,
      () => {
        throw new GetReportError(failure);
      },
    ]) {
      backend.services['getReport'] = service;
      const answer = await send(backend, 'getReport', { method: 'GET' });
      expect([answer.statusCode, answer.headers['content-type'], answer.json['message']]).toEqual([
        404,
        `${type}; charset=utf-8`,
        'None',
      ]);
    }
  });
});

describe('Where the contract declares 406', () => {
  test.each(['getStrict', 'getSingle'])('who accepts no declared media type is refused: %s', async (operation) => {
    for (const accept of ['text/html', 'application/json;q=0, text/csv;q=0', 'image/*']) {
      const { told, answer } = await asked(operation, accept);
      expect([told, answer.statusCode, answer.json['message']]).toEqual(['not called', 406, expect.any(String)]);
      expect(answer.headers['vary']).toBe('Origin, Accept');
    }
  });

  test('all others are answered', async () => {
    expect((await asked('getStrict', undefined)).answer.statusCode).toBe(200);
    expect((await asked('getStrict', 'text/html, */*;q=0.1')).answer.statusCode).toBe(200);
    expect((await asked('getSingle', 'application/*')).answer.statusCode).toBe(200);
  });
});

test('Types tell a service what it is asked for and what it may answer', { timeout: 60_000 }, async () => {
  const { project } = backend;
  project.write(
    'overrides/types.ts',
    `import type { GetReportInput, GetReportService } from '../generated/operations/get-report/service.js';
import type { GetPlainInput } from '../generated/operations/get-plain/service.js';
import { GetReportError } from '../generated/operations/get-report/errors.js';
type Result = Awaited<ReturnType<GetReportService>>;
export const right: GetReportService = async ({ accept }) =>
  accept === 'text/csv' ? { status: 200, contentType: accept, body: 'n' } : { status: 200, body: { n: 1 } };
export const asked: readonly GetReportInput['accept'][] = ['application/json', 'image/png', 'text/csv'];
// @ts-expect-error this one is not declared
export const unknown: GetReportInput['accept'] = 'text/html';
// @ts-expect-error the body is of another media type
export const other: Result = { status: 200, contentType: 'text/csv', body: { n: 1 } };
// @ts-expect-error the status has no such media type
export const status: Result = { status: 202, contentType: 'text/csv', body: 'n' };
// @ts-expect-error there is no choice
export const plain: keyof GetPlainInput = 'accept';
export const failure = new GetReportError({ status: 404, contentType: 'application/problem+json', body: { message: 'm' } });
`,
  );
  expect(await compile(project.folder, '--exactOptionalPropertyTypes')).toBe('');
});
