// POST /auth/logout. Contract: #/paths/~1auth~1logout/post
import { describe, expect, test } from 'vitest';
import { logoutUserDefinition } from '../operations/logout-user/models.js';
import { expectDeclared, expectStatus } from './_answers.js';
import { callOperation, type Example } from './_api.js';

describe('logoutUser: POST /auth/logout', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: {} }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(logoutUserDefinition, request, { prepared: true });
    expectStatus(answer, [204]);
    expectDeclared(logoutUserDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(logoutUserDefinition, {}, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(logoutUserDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      logoutUserDefinition,
      { headers: { authorization: 'Bearer forged' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(logoutUserDefinition, answer);
  });
});
