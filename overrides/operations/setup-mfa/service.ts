import { SetupMfaError } from '../../../generated/operations/setup-mfa/errors.js';
import type { SetupMfaService } from '../../../generated/operations/setup-mfa/service.js';
import { emailNotVerified, reauthenticationFailed } from '../../auth/login/response.js';
import { qrCodeOf } from '../../auth/mfa/qr-code.js';
import { setUp } from '../../auth/mfa/set-up.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Begins the setup of an authenticator app after fresh proof. It turns nothing on. */
export const setupMfa: SetupMfaService = async ({ body, principal }, context) => {
  const setup = await setUp(callerOf(principal), body.password, context);
  switch (setup.kind) {
    case 'begun': {
      const { secret, otpauthUri } = setup;
      return { status: 200, body: { secret, otpauthUri, qrCode: await qrCodeOf(otpauthUri) } };
    }
    case 'already-on': {
      const message = 'Multi-factor authentication is already on.';
      throw new SetupMfaError({ status: 409, body: { error: 'MFA_ALREADY_ENABLED', message } });
    }
    case 'email-not-verified':
      return emailNotVerified;
    case 'not-proven':
      return reauthenticationFailed;
  }
};
