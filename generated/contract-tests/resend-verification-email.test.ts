// POST /auth/email/resend. Contract: #/paths/~1auth~1email~1resend/post
import { describe, expect, test } from 'vitest';
import { resendVerificationEmailDefinition } from '../operations/resend-verification-email/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('resendVerificationEmail: POST /auth/email/resend', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: { body: { email: 'ada@example.com' } } }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(resendVerificationEmailDefinition, request, { prepared: true });
    expectStatus(answer, [202]);
    expectDeclared(resendVerificationEmailDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'email is missing', field: 'email', request: { body: {} } },
    { name: 'email is no string', field: 'email', request: { body: { email: 42 } } },
    { name: 'email is no email', field: 'email', request: { body: { email: 'not-an-email' } } },
    { name: 'email is too short', field: 'email', request: { body: { email: 'aa' } } },
    { name: 'email is too long', field: 'email', request: { body: { email: 'a'.repeat(255) } } },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: { body: { email: 'ada@example.com', unexpected: 'value' } },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(resendVerificationEmailDefinition, request);
    expectField(answer, field);
    expectDeclared(resendVerificationEmailDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      resendVerificationEmailDefinition,
      { body: { email: 'ada@example.com' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(resendVerificationEmailDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(resendVerificationEmailDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(resendVerificationEmailDefinition, answer);
  });
});
