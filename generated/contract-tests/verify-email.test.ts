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
        body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: 'seven quiet lanterns at dusk' },
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
    { name: 'token is missing', field: 'token', request: { body: { password: 'seven quiet lanterns at dusk' } } },
    {
      name: 'token is no string',
      field: 'token',
      request: { body: { token: 42, password: 'seven quiet lanterns at dusk' } },
    },
    {
      name: 'token is too short',
      field: 'token',
      request: {
        body: { token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', password: 'seven quiet lanterns at dusk' },
      },
    },
    {
      name: 'token is too long',
      field: 'token',
      request: {
        body: { token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', password: 'seven quiet lanterns at dusk' },
      },
    },
    {
      name: 'token does not match its pattern',
      field: 'token',
      request: {
        body: { token: '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!', password: 'seven quiet lanterns at dusk' },
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
          password: 'seven quiet lanterns at dusk',
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
          password: 'seven quiet lanterns at dusk',
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
          password: 'seven quiet lanterns at dusk',
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
          password: 'seven quiet lanterns at dusk',
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
      { body: { token: 'Md3MmtmuISOeFhsSbiK4YzGPgyzaK4Cp3j0BVOKnMIw', password: 'seven quiet lanterns at dusk' } },
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
