import type { DisableMfaService } from '../../../generated/operations/disable-mfa/service.js';
import { reauthenticationFailed } from '../../auth/login/response.js';
import { disable } from '../../auth/mfa/disable.js';
import { callerOf } from '../../auth/sessions/principal.js';

/** Turns MFA off after fresh proof of both factors. */
export const disableMfa: DisableMfaService = async ({ body, principal }, context) => {
  const isOff = await disable(callerOf(principal), body, context);
  return isOff ? { status: 200, body: { enabled: false } } : reauthenticationFailed;
};
