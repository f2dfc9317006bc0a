// DELETE /auth/sessions/{sessionId}. Contract: #/paths/~1auth~1sessions~1{sessionId}/delete
import { describe, expect, test } from 'vitest';
import { revokeSessionDefinition } from '../operations/revoke-session/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('revokeSession: DELETE /auth/sessions/{sessionId}', () => {
  const examples: readonly Example[] = [
    { name: 'the example', request: { path: { sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' } } },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(revokeSessionDefinition, request, { prepared: true });
    expectStatus(answer, [204]);
    expectDeclared(revokeSessionDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'path.sessionId is no uuid', field: 'path.sessionId', request: { path: { sessionId: 'not-a-uuid' } } },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(revokeSessionDefinition, request);
    expectField(answer, field);
    expectDeclared(revokeSessionDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(
      revokeSessionDefinition,
      { path: { sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(revokeSessionDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      revokeSessionDefinition,
      { path: { sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }, headers: { authorization: 'Bearer forged' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(revokeSessionDefinition, answer);
  });
});
