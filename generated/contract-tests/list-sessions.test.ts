// GET /auth/sessions. Contract: #/paths/~1auth~1sessions/get
import { describe, expect, test } from 'vitest';
import { listSessionsDefinition } from '../operations/list-sessions/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('listSessions: GET /auth/sessions', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: {} }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(listSessionsDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(listSessionsDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'query.cursor is too short', field: 'query.cursor', request: { query: { cursor: '' } } },
    { name: 'query.cursor is too long', field: 'query.cursor', request: { query: { cursor: 'a'.repeat(257) } } },
    { name: 'query.limit is no number', field: 'query.limit', request: { query: { limit: 'many' } } },
    { name: 'query.limit is no whole number', field: 'query.limit', request: { query: { limit: 1.5 } } },
    { name: 'query.limit is too small', field: 'query.limit', request: { query: { limit: 0 } } },
    { name: 'query.limit is too large', field: 'query.limit', request: { query: { limit: 101 } } },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(listSessionsDefinition, request);
    expectField(answer, field);
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
