// POST /auth/mfa/verify. Contract: #/paths/~1auth~1mfa~1verify/post
import { describe, expect, test } from 'vitest';
import { verifyMfaDefinition } from '../operations/verify-mfa/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('verifyMfa: POST /auth/mfa/verify', () => {
  const examples: readonly Example[] = [
    {
      name: 'example 1',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: '7H3K-92MV-QX4T-B6ND' } },
    },
    {
      name: 'example 2',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: '492039' } },
    },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(verifyMfaDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(verifyMfaDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'sessionToken is missing', field: 'sessionToken', request: { body: { code: '7H3K-92MV-QX4T-B6ND' } } },
    {
      name: 'code is missing',
      field: 'code',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8' } },
    },
    {
      name: 'sessionToken is no string',
      field: 'sessionToken',
      request: { body: { sessionToken: 42, code: '7H3K-92MV-QX4T-B6ND' } },
    },
    {
      name: 'sessionToken is too short',
      field: 'sessionToken',
      request: { body: { sessionToken: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', code: '7H3K-92MV-QX4T-B6ND' } },
    },
    {
      name: 'sessionToken is too long',
      field: 'sessionToken',
      request: { body: { sessionToken: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', code: '7H3K-92MV-QX4T-B6ND' } },
    },
    {
      name: 'sessionToken does not match its pattern',
      field: 'sessionToken',
      request: { body: { sessionToken: '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!', code: '7H3K-92MV-QX4T-B6ND' } },
    },
    {
      name: 'code is no string',
      field: 'code',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: 42 } },
    },
    {
      name: 'code is too short',
      field: 'code',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: 'aaaaa' } },
    },
    {
      name: 'code is too long',
      field: 'code',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: 'aaaaaaaaaaaaaaaaaaaa' } },
    },
    {
      name: 'code does not match its pattern',
      field: 'code',
      request: { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: '!!!!!!' } },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: {
        body: {
          sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8',
          code: '7H3K-92MV-QX4T-B6ND',
          unexpected: 'value',
        },
      },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(verifyMfaDefinition, request);
    expectField(answer, field);
    expectDeclared(verifyMfaDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      verifyMfaDefinition,
      { body: { sessionToken: 'w0o9I11IYUVnG5SSJFg5JGgQP_NdCpd1RIlG5lsbQq8', code: '7H3K-92MV-QX4T-B6ND' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(verifyMfaDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(verifyMfaDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(verifyMfaDefinition, answer);
  });
});
