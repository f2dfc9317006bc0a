// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { describe, expect, test } from 'vitest';
import { setupMfaDefinition } from '../operations/setup-mfa/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('setupMfa: POST /auth/mfa/setup', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: { body: {} } }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(setupMfaDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(setupMfaDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'unexpected is not known', field: 'unexpected', request: { body: { unexpected: 'value' } } },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(setupMfaDefinition, request);
    expectField(answer, field);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(setupMfaDefinition, { body: {} }, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      setupMfaDefinition,
      { headers: { authorization: 'Bearer forged' }, body: {} },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(setupMfaDefinition, answer);
  });
});
