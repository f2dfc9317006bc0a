import { updateUser } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { accountOf } from '../accounts/active-account.js';
import type { FlowContext } from '../context.js';
import { seal } from '../crypto/sealed-text.js';
import type { Caller } from '../sessions/principal.js';
import { newTotpSecret, otpauthUri } from './totp.js';

/** A new secret, to be put into the authenticator app. */
export interface MfaSetup {
  /** Base 32. */
  readonly secret: string;
  readonly otpauthUri: string;
}

/**
 * Makes the secret of an authenticator that is to be. It counts for nothing until the authenticator is proven, and takes
 * the place of an earlier one that was not.
 *
 * @returns undefined when MFA is on
 * @throws HttpError 401 when the account has gone meanwhile; the errors of KMS and DynamoDB
 */
export async function setUp(caller: Caller, context: FlowContext): Promise<MfaSetup | undefined> {
  const user = await accountOf(caller);
  const { userId } = user;
  if (user.mfaEnabled) return undefined;
  const secret = newTotpSecret();
  const pendingTotpSecret = await seal(secret, { userId, purpose: 'totp-secret' });
  const condition = { status: 'ACTIVE', mfaEnabled: false } as const;
  const changed = await updateUser({ userId }, { set: { pendingTotpSecret }, if: condition });
  if (changed === undefined) {
    if ((await accountOf(caller)).mfaEnabled) return undefined;
    throw unauthorized();
  }
  context.audit({ event: 'mfa.setup', outcome: 'success', subject: userId });
  return { secret, otpauthUri: otpauthUri(secret, user.email) };
}
