// GET /users/profile. Contract: #/paths/~1users~1profile/get
import { describe, expect, test } from 'vitest';
import { getUserProfileDefinition } from '../operations/get-user-profile/models.js';
import { expectDeclared, expectStatus } from './_answers.js';
import { callOperation, type Example } from './_api.js';

describe('getUserProfile: GET /users/profile', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: {} }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(getUserProfileDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(getUserProfileDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(getUserProfileDefinition, {}, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(getUserProfileDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      getUserProfileDefinition,
      { headers: { authorization: 'Bearer forged' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(getUserProfileDefinition, answer);
  });
});
