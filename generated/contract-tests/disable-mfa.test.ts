// POST /auth/mfa/disable. Contract: #/paths/~1auth~1mfa~1disable/post
import { describe, expect, test } from 'vitest';
import { disableMfaDefinition } from '../operations/disable-mfa/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('disableMfa: POST /auth/mfa/disable', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(
      disableMfaDefinition,
      { body: { password: 'correct horse battery staple', code: '492039' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(disableMfaDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      disableMfaDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: { password: 'correct horse battery staple', code: '492039' },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(disableMfaDefinition, answer);
  });
});
