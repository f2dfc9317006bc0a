// POST /auth/password/reset-confirm. Contract: #/paths/~1auth~1password~1reset-confirm/post
import { describe, expect, test } from 'vitest';
import { confirmPasswordResetDefinition } from '../operations/confirm-password-reset/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('confirmPasswordReset: POST /auth/password/reset-confirm', () => {
  const examples: readonly Example[] = [
    {
      name: 'the example',
      request: {
        body: { token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM', newPassword: 'nine violet umbrellas in march' },
      },
    },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(confirmPasswordResetDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(confirmPasswordResetDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'token is missing', field: 'token', request: { body: { newPassword: 'nine violet umbrellas in march' } } },
    {
      name: 'newPassword is missing',
      field: 'newPassword',
      request: { body: { token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM' } },
    },
    {
      name: 'token is no string',
      field: 'token',
      request: { body: { token: 42, newPassword: 'nine violet umbrellas in march' } },
    },
    {
      name: 'token is too short',
      field: 'token',
      request: {
        body: { token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', newPassword: 'nine violet umbrellas in march' },
      },
    },
    {
      name: 'token is too long',
      field: 'token',
      request: {
        body: { token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', newPassword: 'nine violet umbrellas in march' },
      },
    },
    {
      name: 'token does not match its pattern',
      field: 'token',
      request: {
        body: { token: '!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!', newPassword: 'nine violet umbrellas in march' },
      },
    },
    {
      name: 'newPassword is no string',
      field: 'newPassword',
      request: { body: { token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM', newPassword: 42 } },
    },
    {
      name: 'newPassword is too short',
      field: 'newPassword',
      request: { body: { token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM', newPassword: 'aaaaaaaaaaa' } },
    },
    {
      name: 'newPassword is too long',
      field: 'newPassword',
      request: { body: { token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM', newPassword: 'a'.repeat(129) } },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: {
        body: {
          token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM',
          newPassword: 'nine violet umbrellas in march',
          unexpected: 'value',
        },
      },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(confirmPasswordResetDefinition, request);
    expectField(answer, field);
    expectDeclared(confirmPasswordResetDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      confirmPasswordResetDefinition,
      { body: { token: 'oD9Qp59lRpUeWo5tNxWL1Vc4pSMaGGpaeoxt1C442gM', newPassword: 'nine violet umbrellas in march' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(confirmPasswordResetDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(confirmPasswordResetDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(confirmPasswordResetDefinition, answer);
  });
});
