// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import { describe, expect, test } from 'vitest';
import { deleteAccountDefinition } from '../operations/delete-account/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('deleteAccount: POST /users/me/delete', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(
      deleteAccountDefinition,
      { body: { password: 'correct horse battery staple', code: '492039' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(deleteAccountDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      deleteAccountDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: { password: 'correct horse battery staple', code: '492039' },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(deleteAccountDefinition, answer);
  });
});
