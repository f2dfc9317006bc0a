// POST /auth/mfa/setup. Contract: #/paths/~1auth~1mfa~1setup/post
import { describe, expect, test } from 'vitest';
import { setupMfaDefinition } from '../operations/setup-mfa/models.js';
import { expectDeclared } from './_answers.js';
import { callOperation } from './_api.js';

describe('setupMfa: POST /auth/mfa/setup', () => {
  test('401 without credentials', async () => {
    const answer = await callOperation(setupMfaDefinition, { body: {} }, { anonymous: true });
    expect(answer.status).toBe(401);
    expectDeclared(setupMfaDefinition, answer);
  });

  test('401 with credentials that nobody gave out', async () => {
    const answer = await callOperation(
      setupMfaDefinition,
      { headers: { authorization: 'Bearer forged' }, body: {} },
      { anonymous: true },
    );
    expect(answer.status).toBe(401);
    expectDeclared(setupMfaDefinition, answer);
  });
});
