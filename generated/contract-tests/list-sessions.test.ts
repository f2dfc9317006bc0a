// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import { describe, expect, test } from 'vitest';
import { listSessionsDefinition } from '../operations/list-sessions/models.js';
import { expectDeclared, expectStatus } from './_answers.js';
import { callOperation, type Example } from './_api.js';

describe('listSessions: GET /auth/sessions', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: {} }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(listSessionsDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(listSessionsDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(listSessionsDefinition, {}, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(listSessionsDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      listSessionsDefinition,
      { headers: { authorization: 'Bearer forged' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(listSessionsDefinition, answer);
  });
});
