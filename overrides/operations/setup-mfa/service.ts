import { SetupMfaError } from '../../../generated/operations/setup-mfa/errors.js';
import type { SetupMfaService } from '../../../generated/operations/setup-mfa/service.js';
import { qrCodeOf } from '../../auth/mfa/qr-code.js';
import { setUp } from '../../auth/mfa/set-up.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Begins the setup of an authenticator app. It turns nothing on. */
export const setupMfa: SetupMfaService = async ({ principal }, context) => {
  const setup = await setUp(callerOf(principal), context);
  if (setup === undefined) {
    const message = 'Multi-factor authentication is already on.';
    throw new SetupMfaError({ status: 409, body: { error: 'MFA_ALREADY_ENABLED', message } });
  }
  return { status: 200, body: { ...setup, qrCode: await qrCodeOf(setup.otpauthUri) } };
};
