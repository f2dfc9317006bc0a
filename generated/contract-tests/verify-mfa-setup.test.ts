// POST /auth/mfa/verify-setup. Contract: #/paths/~1auth~1mfa~1verify-setup/post
import { describe, expect, test } from 'vitest';
import { verifyMfaSetupDefinition } from '../operations/verify-mfa-setup/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('verifyMfaSetup: POST /auth/mfa/verify-setup', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(verifyMfaSetupDefinition, { body: { code: '492039' } }, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      verifyMfaSetupDefinition,
      { headers: { authorization: 'Bearer forged' }, body: { code: '492039' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(verifyMfaSetupDefinition, answer);
  });
});
