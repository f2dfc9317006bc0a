// POST /auth/email/verify. Contract: #/paths/~1auth~1email~1verify/post
import { describe, expect, test } from 'vitest';
import { verifyEmailDefinition } from '../operations/verify-email/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('verifyEmail: POST /auth/email/verify', () => {
  const examples: readonly Example[] = [
    {
      name: 'example 1',
      request: {
        body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: 'correct horse battery staple' },
      },
    },
    {
      name: 'example 2',
      request: {
        body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', newPassword: 'nine violet umbrellas in march' },
      },
    },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(verifyEmailDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(verifyEmailDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'token is missing', field: 'token', request: { body: { password: 'correct horse battery staple' } } },
    {
      name: 'token is no string',
      field: 'token',
      request: { body: { token: 42, password: 'correct horse battery staple' } },
    },
    {
      name: 'token is too short',
      field: 'token',
      request: {
        body: { token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', password: 'correct horse battery staple' },
      },
    },
    {
      name: 'token is too long',
      field: 'token',
      request: {
        body: { token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', password: 'correct horse battery staple' },
      },
    },
    {
      name: 'token does not match its pattern',
      field: 'token',
      request: {
        body: { token: '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!', password: 'correct horse battery staple' },
      },
    },
    {
      name: 'password is no string',
      field: 'password',
      request: { body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: 42 } },
    },
    {
      name: 'password is too short',
      field: 'password',
      request: { body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: '' } },
    },
    {
      name: 'password is too long',
      field: 'password',
      request: { body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: 'a'.repeat(129) } },
    },
    {
      name: 'newPassword is no string',
      field: 'newPassword',
      request: {
        body: {
          token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw',
          password: 'correct horse battery staple',
          newPassword: 42,
        },
      },
    },
    {
      name: 'newPassword is too short',
      field: 'newPassword',
      request: {
        body: {
          token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw',
          password: 'correct horse battery staple',
          newPassword: 'aaaaaaaaaaa',
        },
      },
    },
    {
      name: 'newPassword is too long',
      field: 'newPassword',
      request: {
        body: {
          token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw',
          password: 'correct horse battery staple',
          newPassword: 'a'.repeat(129),
        },
      },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: {
        body: {
          token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw',
          password: 'correct horse battery staple',
          unexpected: 'value',
        },
      },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(verifyEmailDefinition, request);
    expectField(answer, field);
    expectDeclared(verifyEmailDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      verifyEmailDefinition,
      { body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: 'correct horse battery staple' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(verifyEmailDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(verifyEmailDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(verifyEmailDefinition, answer);
  });
});
