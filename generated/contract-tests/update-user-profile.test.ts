// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import { describe, expect, test } from 'vitest';
import { updateUserProfileDefinition } from '../operations/update-user-profile/models.js';
import { expectDeclared, expectField, expectStatus } from './_answers.js';
import { callOperation, type Broken, type Example } from './_api.js';

describe('updateUserProfile: PUT /users/profile', () => {
  const examples: readonly Example[] = [
    { name: 'example 1', request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London' } } },
    { name: 'example 2', request: { body: { preferences: { theme: 'dark', weeklySummary: true, pageSize: 25 } } } },
  ];

  test.each(examples)('$name is answered as declared', async ({ request }) => {
    const answer = await callOperation(updateUserProfileDefinition, request, { prepared: true });
    expectStatus(answer, [200]);
    expectDeclared(updateUserProfileDefinition, answer);
  });

  const broken: readonly Broken[] = [
    { name: 'body is missing', field: 'body', request: {} },
    {
      name: 'firstName is no string',
      field: 'firstName',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', firstName: 42 } },
    },
    {
      name: 'firstName is too short',
      field: 'firstName',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', firstName: '' } },
    },
    {
      name: 'firstName is too long',
      field: 'firstName',
      request: {
        body: {
          phoneNumber: '+442079460958',
          timezone: 'Europe/London',
          firstName: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      },
    },
    {
      name: 'firstName does not match its pattern',
      field: 'firstName',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', firstName: '!!!!!!' } },
    },
    {
      name: 'lastName is no string',
      field: 'lastName',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', lastName: 42 } },
    },
    {
      name: 'lastName is too short',
      field: 'lastName',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', lastName: '' } },
    },
    {
      name: 'lastName is too long',
      field: 'lastName',
      request: {
        body: {
          phoneNumber: '+442079460958',
          timezone: 'Europe/London',
          lastName: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      },
    },
    {
      name: 'lastName does not match its pattern',
      field: 'lastName',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', lastName: '!!!!!!' } },
    },
    {
      name: 'phoneNumber is no string',
      field: 'phoneNumber',
      request: { body: { phoneNumber: 42, timezone: 'Europe/London' } },
    },
    {
      name: 'phoneNumber is too short',
      field: 'phoneNumber',
      request: { body: { phoneNumber: 'aa', timezone: 'Europe/London' } },
    },
    {
      name: 'phoneNumber is too long',
      field: 'phoneNumber',
      request: { body: { phoneNumber: 'aaaaaaaaaaaaaaaaa', timezone: 'Europe/London' } },
    },
    {
      name: 'phoneNumber does not match its pattern',
      field: 'phoneNumber',
      request: { body: { phoneNumber: '!!!!!!', timezone: 'Europe/London' } },
    },
    {
      name: 'dateOfBirth is no string',
      field: 'dateOfBirth',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', dateOfBirth: 42 } },
    },
    {
      name: 'dateOfBirth is no date',
      field: 'dateOfBirth',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', dateOfBirth: '2026-02-30' } },
    },
    {
      name: 'timezone is no string',
      field: 'timezone',
      request: { body: { phoneNumber: '+442079460958', timezone: 42 } },
    },
    {
      name: 'timezone is too short',
      field: 'timezone',
      request: { body: { phoneNumber: '+442079460958', timezone: '' } },
    },
    {
      name: 'timezone is too long',
      field: 'timezone',
      request: { body: { phoneNumber: '+442079460958', timezone: 'a'.repeat(65) } },
    },
    {
      name: 'timezone does not match its pattern',
      field: 'timezone',
      request: { body: { phoneNumber: '+442079460958', timezone: '!!!!!!' } },
    },
    {
      name: 'locale is no string',
      field: 'locale',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', locale: 42 } },
    },
    {
      name: 'locale is too short',
      field: 'locale',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', locale: 'a' } },
    },
    {
      name: 'locale is too long',
      field: 'locale',
      request: {
        body: {
          phoneNumber: '+442079460958',
          timezone: 'Europe/London',
          locale: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      },
    },
    {
      name: 'locale does not match its pattern',
      field: 'locale',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', locale: '!!!!!!' } },
    },
    {
      name: 'preferences is no object',
      field: 'preferences',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', preferences: 'not an object' } },
    },
    {
      name: 'unexpected is not known',
      field: 'unexpected',
      request: { body: { phoneNumber: '+442079460958', timezone: 'Europe/London', unexpected: 'value' } },
    },
  ];

  test.each(broken)('400 when $name', async ({ field, request }) => {
    const answer = await callOperation(updateUserProfileDefinition, request);
    expectField(answer, field);
    expectDeclared(updateUserProfileDefinition, answer);
  });

  test('415 when the body is not JSON', async () => {
    const answer = await callOperation(
      updateUserProfileDefinition,
      { body: { phoneNumber: '+442079460958', timezone: 'Europe/London' } },
      { contentType: 'text/plain' },
    );
    expect(answer.status).toBe(415);
    expectDeclared(updateUserProfileDefinition, answer);
  });

  test('413 when the body is too large', async () => {
    const answer = await callOperation(updateUserProfileDefinition, { body: { filler: 'x'.repeat(70000) } });
    expect(answer.status).toBe(413);
    expectDeclared(updateUserProfileDefinition, answer);
  });

  test('401 without credentials', async () => {
    const answer = await callOperation(
      updateUserProfileDefinition,
      { body: { phoneNumber: '+442079460958', timezone: 'Europe/London' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(updateUserProfileDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      updateUserProfileDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: { phoneNumber: '+442079460958', timezone: 'Europe/London' },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(updateUserProfileDefinition, answer);
  });
});
