// POST /auth/login. Contract: #/paths/~1auth~1login/post
import { describe, expect, test } from 'vitest';
import { loginUserDefinition } from '../operations/login-user/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('loginUser: POST /auth/login', () => {
  const examples: readonly Example[] = [
    { name: 'the example', request: { body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk' } } },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(loginUserDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(loginUserDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'email is missing', field: 'email', request: { body: { password: 'seven quiet lanterns at dusk' } } },
    { name: 'password is missing', field: 'password', request: { body: { email: 'ada@example.com' } } },
    {
      name: 'email is no string',
      field: 'email',
      request: { body: { email: 42, password: 'seven quiet lanterns at dusk' } },
    },
    {
      name: 'email is no email',
      field: 'email',
      request: { body: { email: 'not-an-email', password: 'seven quiet lanterns at dusk' } },
    },
    {
      name: 'email is too short',
      field: 'email',
      request: { body: { email: 'aa', password: 'seven quiet lanterns at dusk' } },
    },
    {
      name: 'email is too long',
      field: 'email',
      request: { body: { email: 'a'.repeat(255), password: 'seven quiet lanterns at dusk' } },
    },
    { name: 'password is no string', field: 'password', request: { body: { email: 'ada@example.com', password: 42 } } },
    { name: 'password is too short', field: 'password', request: { body: { email: 'ada@example.com', password: '' } } },
    {
      name: 'password is too long',
      field: 'password',
      request: { body: { email: 'ada@example.com', password: 'a'.repeat(129) } },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: { body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk', unexpected: 'value' } },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(loginUserDefinition, request);
    expectField(answer, field);
    expectDeclared(loginUserDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      loginUserDefinition,
      { body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(loginUserDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(loginUserDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(loginUserDefinition, answer);
  });
});
