// POST /auth/register. Contract: #/paths/~1auth~1register/post
import { describe, expect, test } from 'vitest';
import { registerUserDefinition } from '../operations/register-user/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('registerUser: POST /auth/register', () => {
  const examples: readonly Example[] = [
    {
      name: 'example 1',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'example 2',
      request: {
        body: {
          email: 'bjork@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Björk',
          lastName: 'Guðmundsdóttir',
          locale: 'is-IS',
        },
      },
    },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(registerUserDefinition, request, { prepared: true });
    expectStatus(answer, [201]);
    expectDeclared(registerUserDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    {
      name: 'email is missing',
      field: 'email',
      request: { body: { password: 'seven quiet lanterns at dusk', firstName: 'Ada', lastName: 'Lovelace' } },
    },
    {
      name: 'password is missing',
      field: 'password',
      request: { body: { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' } },
    },
    {
      name: 'firstName is missing',
      field: 'firstName',
      request: { body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk', lastName: 'Lovelace' } },
    },
    {
      name: 'lastName is missing',
      field: 'lastName',
      request: { body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk', firstName: 'Ada' } },
    },
    {
      name: 'email is no string',
      field: 'email',
      request: {
        body: { email: 42, password: 'seven quiet lanterns at dusk', firstName: 'Ada', lastName: 'Lovelace' },
      },
    },
    {
      name: 'email is no email',
      field: 'email',
      request: {
        body: {
          email: 'not-an-email',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'email is too short',
      field: 'email',
      request: {
        body: { email: 'aa', password: 'seven quiet lanterns at dusk', firstName: 'Ada', lastName: 'Lovelace' },
      },
    },
    {
      name: 'email is too long',
      field: 'email',
      request: {
        body: {
          email: 'a'.repeat(255),
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'password is no string',
      field: 'password',
      request: { body: { email: 'ada@example.com', password: 42, firstName: 'Ada', lastName: 'Lovelace' } },
    },
    {
      name: 'password is too short',
      field: 'password',
      request: { body: { email: 'ada@example.com', password: 'aaaaaaaaaaa', firstName: 'Ada', lastName: 'Lovelace' } },
    },
    {
      name: 'password is too long',
      field: 'password',
      request: {
        body: { email: 'ada@example.com', password: 'a'.repeat(129), firstName: 'Ada', lastName: 'Lovelace' },
      },
    },
    {
      name: 'firstName is no string',
      field: 'firstName',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 42,
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'firstName is too short',
      field: 'firstName',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: '',
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'firstName is too long',
      field: 'firstName',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'firstName does not match its pattern',
      field: 'firstName',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: '!!!!!!',
          lastName: 'Lovelace',
        },
      },
    },
    {
      name: 'lastName is no string',
      field: 'lastName',
      request: {
        body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk', firstName: 'Ada', lastName: 42 },
      },
    },
    {
      name: 'lastName is too short',
      field: 'lastName',
      request: {
        body: { email: 'ada@example.com', password: 'seven quiet lanterns at dusk', firstName: 'Ada', lastName: '' },
      },
    },
    {
      name: 'lastName is too long',
      field: 'lastName',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      },
    },
    {
      name: 'lastName does not match its pattern',
      field: 'lastName',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: '!!!!!!',
        },
      },
    },
    {
      name: 'locale is no string',
      field: 'locale',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
          locale: 42,
        },
      },
    },
    {
      name: 'locale is too short',
      field: 'locale',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
          locale: 'a',
        },
      },
    },
    {
      name: 'locale is too long',
      field: 'locale',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
          locale: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      },
    },
    {
      name: 'locale does not match its pattern',
      field: 'locale',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
          locale: '!!!!!!',
        },
      },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
          unexpected: 'value',
        },
      },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(registerUserDefinition, request);
    expectField(answer, field);
    expectDeclared(registerUserDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      registerUserDefinition,
      {
        body: {
          email: 'ada@example.com',
          password: 'seven quiet lanterns at dusk',
          firstName: 'Ada',
          lastName: 'Lovelace',
        },
      },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(registerUserDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(registerUserDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(registerUserDefinition, answer);
  });
});
