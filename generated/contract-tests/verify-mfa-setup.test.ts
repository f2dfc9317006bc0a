// POST /auth/mfa/verify-setup. Contract: #/paths/~1auth~1mfa~1verify-setup/post
import { describe, expect, test } from 'vitest';
import { verifyMfaSetupDefinition } from '../operations/verify-mfa-setup/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('verifyMfaSetup: POST /auth/mfa/verify-setup', () => {
  const examples: readonly Example[] = [{ name: 'the example', request: { body: { code: '492039' } } }];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(verifyMfaSetupDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'code is missing', field: 'code', request: { body: {} } },
    { name: 'code is no string', field: 'code', request: { body: { code: 42 } } },
    { name: 'code is too short', field: 'code', request: { body: { code: 'aaaaa' } } },
    { name: 'code is too long', field: 'code', request: { body: { code: 'aaaaaaa' } } },
    { name: 'code does not match its pattern', field: 'code', request: { body: { code: '!!!!!!' } } },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: { body: { code: '492039', unexpected: 'value' } },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(verifyMfaSetupDefinition, request);
    expectField(answer, field);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      verifyMfaSetupDefinition,
      { body: { code: '492039' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(verifyMfaSetupDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(verifyMfaSetupDefinition, { body: { code: '492039' } }, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      verifyMfaSetupDefinition,
      { headers: { authorization: 'Bearer forged' }, body: { code: '492039' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });
});
