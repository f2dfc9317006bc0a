import type { VerifyMfaSetupService } from '../../../generated/operations/verify-mfa-setup/service.js';
import { enable } from '../../auth/mfa/enable.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Turns MFA on once the authenticator app is proven. */
export const verifyMfaSetup: VerifyMfaSetupService = async ({ body, principal }, context) => {
  const enabling = await enable(callerOf(principal), body.code, context);
  switch (enabling.kind) {
    case 'enabled':
      return { status: 200, body: { enabled: true, backupCodes: enabling.backupCodes } };
    case 'wrong-code':
      return { status: 400, body: { error: 'INVALID_MFA_CODE', message: 'The code is not correct.' } };
    case 'not-started': {
      const message = 'Begin the setup of multi-factor authentication first.';
      return { status: 400, body: { error: 'MFA_SETUP_NOT_STARTED', message } };
    }
  }
};
