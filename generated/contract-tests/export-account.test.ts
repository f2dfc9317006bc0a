// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import { describe, expect, test } from 'vitest';
import { exportAccountDefinition } from '../operations/export-account/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('exportAccount: GET /users/me/export', () => {
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
