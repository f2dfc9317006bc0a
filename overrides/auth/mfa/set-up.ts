import { updateUser } from '../../../generated/entities/index.js';
import { unauthorized } from '../../../generated/http/errors.js';
import { accountOf } from '../accounts/active-account.js';
import type { FlowContext } from '../context.js';
import { seal } from '../crypto/sealed-text.js';
import { reauthenticateByPassword } from '../login/reauthenticate.js';
import type { Caller } from '../sessions/principal.js';
import { newTotpSecret, otpauthUri } from './totp.js';

/** A new secret, to be put into the authenticator app. */
export interface MfaSetup {
  readonly kind: 'begun';
  /** Base 32. */
  readonly secret: string;
  readonly otpauthUri: string;
}

/** How the beginning of a setup ended. */
export type SetupOutcome =
  | MfaSetup
  | { readonly kind: 'already-on' }
  | { readonly kind: 'email-not-verified' }
  | { readonly kind: 'not-proven' };

/**
 * Makes the secret of an authenticator that is to be. It counts for nothing until the authenticator is proven, and takes
 * the place of an earlier one that was not. Whoever holds only an access token, or registered an email that is not
 * theirs, could lock its owner out with a factor: so the password is asked for, and the email has to be proven (ASVS 5.0,
 * 7.5.1).
 *
 * @throws HttpError 401 when the account has gone meanwhile, 503 when Cognito is down; the errors of KMS and DynamoDB
 */
export async function setUp(caller: Caller, password: string, context: FlowContext): Promise<SetupOutcome> {
  const user = await accountOf(caller);
  const { userId } = user;
  if (user.mfaEnabled) return { kind: 'already-on' };
  if (!user.emailVerified) return { kind: 'email-not-verified' };
  if (!(await reauthenticateByPassword(user, password, context))) return { kind: 'not-proven' };
  const secret = newTotpSecret();
  const pendingTotpSecret = await seal(secret, { userId, purpose: 'totp-secret' });
  // Of the same epoch, so that a password that is replaced meanwhile proves nothing any more.
  const condition = { status: 'ACTIVE', mfaEnabled: false, sessionEpoch: user.sessionEpoch } as const;
  const changed = await updateUser({ userId }, { set: { pendingTotpSecret }, if: condition });
  if (changed === undefined) {
    if ((await accountOf(caller)).mfaEnabled) return { kind: 'already-on' };
    throw unauthorized();
  }
  context.audit({ event: 'mfa.setup', outcome: 'success', subject: userId });
  return { kind: 'begun', secret, otpauthUri: otpauthUri(secret, user.email) };
}
