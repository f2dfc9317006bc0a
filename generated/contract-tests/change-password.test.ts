// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import { describe, expect, test } from 'vitest';
import { changePasswordDefinition } from '../operations/change-password/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('changePassword: POST /auth/password/change', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(
      changePasswordDefinition,
      {
        body: {
          currentPassword: 'correct horse battery staple',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
        },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(changePasswordDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      changePasswordDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: {
          currentPassword: 'correct horse battery staple',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
        },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(changePasswordDefinition, answer);
  });
});
