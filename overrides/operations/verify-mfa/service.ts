import type { VerifyMfaService } from '../../../generated/operations/verify-mfa/service.js';
import { loginResponse } from '../../auth/login/response.js';
import { passChallenge } from '../../auth/mfa/pass-challenge.js';

/** Completes a login with the second factor. */
export const verifyMfa: VerifyMfaService = async ({ body }, context) => {
  const outcome = await passChallenge(body.sessionToken, body.code, context);
  switch (outcome.kind) {
    case 'logged-in':
      return { status: 200, body: loginResponse(outcome) };
    case 'wrong-code':
      return { status: 401, body: { error: 'INVALID_MFA_CODE', message: 'The code is not correct.' } };
    case 'over': {
      const message = 'This login is over. Please log in again.';
      return { status: 401, body: { error: 'INVALID_MFA_SESSION', message } };
    }
  }
};
