// POST /auth/refresh. Contract: #/paths/~1auth~1refresh/post
import { describe, expect, test } from 'vitest';
import { refreshTokenDefinition } from '../operations/refresh-token/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('refreshToken: POST /auth/refresh', () => {
  const examples: readonly Example[] = [
    {
      name: 'the example',
      request: {
        body: {
          refreshToken: 'AT8rjB5tSk97mlEsjg1_azR8nmZ5dCVA3pRL4H_B-QrnAAAAAKlqKTv71Tv5HjHDjlqr5zYzBkyN4mpnwmEUvVvbx4sJ',
        },
      },
    },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(refreshTokenDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(refreshTokenDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'refreshToken is missing', field: 'refreshToken', request: { body: {} } },
    { name: 'refreshToken is no string', field: 'refreshToken', request: { body: { refreshToken: 42 } } },
    { name: 'refreshToken is too short', field: 'refreshToken', request: { body: { refreshToken: '' } } },
    { name: 'refreshToken is too long', field: 'refreshToken', request: { body: { refreshToken: 'a'.repeat(4097) } } },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: {
        body: {
          refreshToken: 'AT8rjB5tSk97mlEsjg1_azR8nmZ5dCVA3pRL4H_B-QrnAAAAAKlqKTv71Tv5HjHDjlqr5zYzBkyN4mpnwmEUvVvbx4sJ',
          unexpected: 'value',
        },
      },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(refreshTokenDefinition, request);
    expectField(answer, field);
    expectDeclared(refreshTokenDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      refreshTokenDefinition,
      {
        body: {
          refreshToken: 'AT8rjB5tSk97mlEsjg1_azR8nmZ5dCVA3pRL4H_B-QrnAAAAAKlqKTv71Tv5HjHDjlqr5zYzBkyN4mpnwmEUvVvbx4sJ',
        },
      },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(refreshTokenDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(refreshTokenDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(refreshTokenDefinition, answer);
  });
});
