// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import { describe, expect, test } from 'vitest';
import { exportAccountDefinition } from '../operations/export-account/models.js';
import { expectDeclared, expectStatus } from './_answers.js';
import { callOperation, type Example } from './_api.js';

describe('exportAccount: GET /users/me/export', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: {} }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(exportAccountDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(exportAccountDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(exportAccountDefinition, {}, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(exportAccountDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      exportAccountDefinition,
      { headers: { authorization: 'Bearer forged' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(exportAccountDefinition, answer);
  });
});
