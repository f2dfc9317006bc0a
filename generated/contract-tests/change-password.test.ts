// POST /auth/password/change. Contract: #/paths/~1auth~1password~1change/post
import { describe, expect, test } from 'vitest';
import { changePasswordDefinition } from '../operations/change-password/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('changePassword: POST /auth/password/change', () => {
  const examples: readonly Example[] = [
    {
      name: 'example 1',
      request: {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
        },
      },
    },
    {
      name: 'example 2',
      request: {
        body: { currentPassword: 'seven quiet lanterns at dusk', newPassword: 'nine violet umbrellas in march' },
      },
    },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(changePasswordDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(changePasswordDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    {
      name: 'currentPassword is missing',
      field: 'currentPassword',
      request: { body: { newPassword: 'nine violet umbrellas in march', code: '492039' } },
    },
    {
      name: 'newPassword is missing',
      field: 'newPassword',
      request: { body: { currentPassword: 'seven quiet lanterns at dusk', code: '492039' } },
    },
    {
      name: 'currentPassword is no string',
      field: 'currentPassword',
      request: { body: { currentPassword: 42, newPassword: 'nine violet umbrellas in march', code: '492039' } },
    },
    {
      name: 'currentPassword is too short',
      field: 'currentPassword',
      request: { body: { currentPassword: '', newPassword: 'nine violet umbrellas in march', code: '492039' } },
    },
    {
      name: 'currentPassword is too long',
      field: 'currentPassword',
      request: {
        body: { currentPassword: 'a'.repeat(129), newPassword: 'nine violet umbrellas in march', code: '492039' },
      },
    },
    {
      name: 'newPassword is no string',
      field: 'newPassword',
      request: { body: { currentPassword: 'seven quiet lanterns at dusk', newPassword: 42, code: '492039' } },
    },
    {
      name: 'newPassword is too short',
      field: 'newPassword',
      request: {
        body: { currentPassword: 'seven quiet lanterns at dusk', newPassword: 'aaaaaaaaaaa', code: '492039' },
      },
    },
    {
      name: 'newPassword is too long',
      field: 'newPassword',
      request: {
        body: { currentPassword: 'seven quiet lanterns at dusk', newPassword: 'a'.repeat(129), code: '492039' },
      },
    },
    {
      name: 'code is no string',
      field: 'code',
      request: {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: 42,
        },
      },
    },
    {
      name: 'code is too short',
      field: 'code',
      request: {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: 'aaaaa',
        },
      },
    },
    {
      name: 'code is too long',
      field: 'code',
      request: {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: 'aaaaaaaaaaaaaaaaaaaa',
        },
      },
    },
    {
      name: 'code does not match its pattern',
      field: 'code',
      request: {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: '!!!!!!',
        },
      },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
          unexpected: 'value',
        },
      },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(changePasswordDefinition, request);
    expectField(answer, field);
    expectDeclared(changePasswordDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      changePasswordDefinition,
      {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
        },
      },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(changePasswordDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(changePasswordDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(changePasswordDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(
      changePasswordDefinition,
      {
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
        },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(changePasswordDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      changePasswordDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: {
          currentPassword: 'seven quiet lanterns at dusk',
          newPassword: 'nine violet umbrellas in march',
          code: '492039',
        },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(changePasswordDefinition, answer);
  });
});
