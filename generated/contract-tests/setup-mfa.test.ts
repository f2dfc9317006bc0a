// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { describe, expect, test } from 'vitest';
import { setupMfaDefinition } from '../operations/setup-mfa/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('setupMfa: POST /auth/mfa/setup', () => {
  const examples: readonly Example[] = [
    { name: 'the example', request: { body: { password: 'seven quiet lanterns at dusk' } } },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(setupMfaDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(setupMfaDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'password is missing', field: 'password', request: { body: {} } },
    { name: 'password is no string', field: 'password', request: { body: { password: 42 } } },
    { name: 'password is too short', field: 'password', request: { body: { password: '' } } },
    { name: 'password is too long', field: 'password', request: { body: { password: 'a'.repeat(129) } } },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: { body: { password: 'seven quiet lanterns at dusk', unexpected: 'value' } },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(setupMfaDefinition, request);
    expectField(answer, field);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      setupMfaDefinition,
      { body: { password: 'seven quiet lanterns at dusk' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(setupMfaDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(
      setupMfaDefinition,
      { body: { password: 'seven quiet lanterns at dusk' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      setupMfaDefinition,
      { headers: { authorization: 'Bearer forged' }, body: { password: 'seven quiet lanterns at dusk' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(setupMfaDefinition, answer);
  });
});
