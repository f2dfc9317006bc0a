// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import { describe, expect, test } from 'vitest';
import { deleteAccountDefinition } from '../operations/delete-account/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('deleteAccount: POST /users/me/delete', () => {
  const examples: readonly Example[] = [
    { name: 'example 1', request: { body: { password: 'seven quiet lanterns at dusk', code: '492039' } } },
    { name: 'example 2', request: { body: { password: 'seven quiet lanterns at dusk' } } },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(deleteAccountDefinition, request, { prepared: true });
    expectStatus(answer, [204]);
    expectDeclared(deleteAccountDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    { name: 'password is missing', field: 'password', request: { body: { code: '492039' } } },
    { name: 'password is no string', field: 'password', request: { body: { password: 42, code: '492039' } } },
    { name: 'password is too short', field: 'password', request: { body: { password: '', code: '492039' } } },
    {
      name: 'password is too long',
      field: 'password',
      request: { body: { password: 'a'.repeat(129), code: '492039' } },
    },
    {
      name: 'code is no string',
      field: 'code',
      request: { body: { password: 'seven quiet lanterns at dusk', code: 42 } },
    },
    {
      name: 'code is too short',
      field: 'code',
      request: { body: { password: 'seven quiet lanterns at dusk', code: 'aaaaa' } },
    },
    {
      name: 'code is too long',
      field: 'code',
      request: { body: { password: 'seven quiet lanterns at dusk', code: 'aaaaaaaaaaaaaaaaaaaa' } },
    },
    {
      name: 'code does not match its pattern',
      field: 'code',
      request: { body: { password: 'seven quiet lanterns at dusk', code: '!!!!!!' } },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: { body: { password: 'seven quiet lanterns at dusk', code: '492039', unexpected: 'value' } },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(deleteAccountDefinition, request);
    expectField(answer, field);
    expectDeclared(deleteAccountDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      deleteAccountDefinition,
      { body: { password: 'seven quiet lanterns at dusk', code: '492039' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(deleteAccountDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(deleteAccountDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(deleteAccountDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(
      deleteAccountDefinition,
      { body: { password: 'seven quiet lanterns at dusk', code: '492039' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(deleteAccountDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      deleteAccountDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: { password: 'seven quiet lanterns at dusk', code: '492039' },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(deleteAccountDefinition, answer);
  });
});
