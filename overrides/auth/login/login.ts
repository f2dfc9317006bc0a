import type { User } from '../../../generated/entities/index.js';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import type { CognitoTokens } from '../../aws/cognito-auth.js';
import { activeAccount } from '../accounts/active-account.js';
import { nobodysEmail, normaliseEmail } from '../accounts/email.js';
import type { FlowContext } from '../context.js';
import { notify } from '../mail/queue.js';
import { openChallenge, type OpenChallenge } from '../mfa/challenge.js';
import { count } from '../metrics.js';
import { isNewDevice } from '../sessions/device.js';
import { endSurplus } from '../sessions/end-own.js';
import { revokeIfPossible } from '../sessions/end.js';
import { startSession, type StartedSession } from '../sessions/start.js';
import { countFailure, lookUp, type LoginAccount } from './look-up.js';
import { provePassword } from './prove-password.js';

/** A completed login. */
export interface LoggedIn extends StartedSession {
  readonly kind: 'logged-in';
}

/** A login that needs the second factor. Its tokens are held until then. */
export interface Challenged extends OpenChallenge {
  readonly kind: 'challenged';
}

/** Seconds. The account was changed beside the login, by the enabling of MFA or its deletion for example. */
const retryAfterChange = 1;

/** How a login ended that was not refused. */
export type LoginOutcome = LoggedIn | Challenged | { readonly kind: 'email-not-verified' };

/**
 * Logs in with email and password, as far as an account without MFA; with MFA it opens the challenge of the second
 * factor, and the password is no login yet. Every refusal takes the same calls in the same order: two reads, Cognito,
 * one write (ASVS 5.0, 6.3.8).
 *
 * @returns undefined when the login is refused, for whatever reason
 * @throws HttpError 503 and errors of AWS; no token and no session is left then
 */
export async function login(
  credentials: { readonly email: string; readonly password: string },
  context: FlowContext,
): Promise<LoginOutcome | undefined> {
  const email = normaliseEmail(credentials.email) ?? nobodysEmail;
  const account = await lookUp(email);
  const tokens = await provePassword(email, credentials.password, context);
  if (tokens === undefined) return refuse(account, 'WRONG_CREDENTIALS', context);
  try {
    return await admit(account, tokens, context);
  } catch (error) {
    await revokeIfPossible(tokens.refreshToken, context);
    throw error;
  }
}

/** Decides on a login whose password is right. Throws or refuses without leaving a session or a challenge. */
async function admit(
  account: LoginAccount,
  tokens: CognitoTokens,
  context: FlowContext,
): Promise<LoginOutcome | undefined> {
  const { user } = account;
  if (user === undefined) throw serviceUnavailable(retryAfterChange);
  const { enumeration, unverifiedLogin } = context.settings;
  const isEarly = user.status === 'ACTIVE' && !user.emailVerified && !unverifiedLogin;
  if (isEarly && enumeration === 'contract') {
    await revokeIfPossible(tokens.refreshToken, context);
    return postpone(user, context);
  }
  const obstacle = user.status === 'ACTIVE' ? undefined : 'NOT_ACTIVE';
  const reason = isEarly ? 'EMAIL_NOT_VERIFIED' : obstacle;
  const admitted = reason ?? (await (user.mfaEnabled ? challenge : start)(user, tokens, context)) ?? 'SESSIONS_ENDED';
  if (typeof admitted !== 'string') return admitted;
  if (admitted === 'SESSIONS_ENDED' && (await isSamePassword(user))) throw serviceUnavailable(retryAfterChange);
  await revokeIfPossible(tokens.refreshToken, context);
  return refuse(account, admitted, context);
}

async function challenge(user: User, tokens: CognitoTokens, context: FlowContext): Promise<Challenged | undefined> {
  const opened = await openChallenge(user, tokens, context);
  if (opened === undefined) return undefined;
  context.audit({ event: 'login.challenge', outcome: 'success', subject: user.userId, factor: 'password' });
  return { kind: 'challenged', ...opened };
}

async function start(user: User, tokens: CognitoTokens, context: FlowContext): Promise<LoggedIn | undefined> {
  const isNew = isNewDevice(user, context.source);
  const started = await startSession(user, tokens, context);
  if (started === undefined) return undefined;
  context.audit({ event: 'login', outcome: 'success', subject: user.userId, factor: 'password' });
  await endSurplus(user.userId, context);
  if (isNew) await notify(user.userId, 'new-device-login', context);
  return { kind: 'logged-in', ...started };
}

/** Whether the password that was proven is still the account's, as far as the account knows. */
async function isSamePassword({ userId, passwordChangedAt }: User): Promise<boolean> {
  const user = await activeAccount(userId);
  return user !== undefined && user.passwordChangedAt === passwordChangedAt;
}

/**
 * The password is right, so it is no failed login. Not with `enumeration: strict`: whoever registers an email and then
 * logs in would learn whether it had an account before, since only a free one takes their password.
 */
function postpone({ userId: subject }: User, context: FlowContext): LoginOutcome {
  const reason = 'EMAIL_NOT_VERIFIED';
  context.audit({ event: 'login', outcome: 'failure', subject, factor: 'password', reason });
  return { kind: 'email-not-verified' };
}

async function refuse(
  { userId, user, emailHash }: LoginAccount,
  reason: string,
  context: FlowContext,
): Promise<undefined> {
  await countFailure(userId, context);
  count('FailedLogin', context);
  const subject = user?.userId ?? emailHash;
  context.audit({ event: 'login', outcome: 'failure', subject, factor: 'password', reason });
  return undefined;
}
