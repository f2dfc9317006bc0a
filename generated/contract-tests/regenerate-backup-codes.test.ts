// POST /auth/mfa/backup-codes. Contract: #/paths/~1auth~1mfa~1backup-codes/post
import { describe, expect, test } from 'vitest';
import { regenerateBackupCodesDefinition } from '../operations/regenerate-backup-codes/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('regenerateBackupCodes: POST /auth/mfa/backup-codes', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(
      regenerateBackupCodesDefinition,
      { body: { password: 'correct horse battery staple', code: '492039' } },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(regenerateBackupCodesDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      regenerateBackupCodesDefinition,
      {
        headers: { authorization: 'Bearer forged' },
        body: { password: 'correct horse battery staple', code: '492039' },
      },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(regenerateBackupCodesDefinition, answer);
  });
});
