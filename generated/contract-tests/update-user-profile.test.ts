// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import { describe, expect, test } from 'vitest';
import { updateUserProfileDefinition } from '../operations/update-user-profile/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('updateUserProfile: PUT /users/profile', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(
      updateUserProfileDefinition,
      { body: { phoneNumber: '+442079460958', timezone: 'Europe/London' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(updateUserProfileDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      updateUserProfileDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: { phoneNumber: '+442079460958', timezone: 'Europe/London' },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(updateUserProfileDefinition, answer);
  });
});
