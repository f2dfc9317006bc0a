import { randomUUID } from 'node:crypto';
import {
  deleteOneTimeToken,
  getUser,
  putAccountIntentPart,
  updateOneTimeTokenPart,
  updateUserPart,
} from '../../../generated/entities/index.js';
import type { AccountIntent, User } from '../../../generated/entities/index.js';
import { newIntent } from '../accounts/account-intent.js';
import { removeAccount } from '../accounts/remove-account.js';
import { registrantOf } from '../accounts/verify-email.js';
import { inCognito } from '../cognito-faults.js';
import type { DomainContext, FlowContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { notify } from '../mail/queue.js';
import { judgePassword } from '../passwords/policy.js';
import type { PasswordRefused } from '../passwords/refusal.js';
import { raisedEpoch } from '../sessions/epoch.js';
import { findToken } from '../tokens/one-time-token.js';
import { commit } from '../transactions.js';
import type { NewUser } from './account-items.js';
import { newAttempt } from './attempt.js';
import { settleLeftovers } from './leftovers.js';
import { makeAccount } from './register.js';

/** How a take-over ended. After a refusal of the password the token is as good as before. */
export type TakeOverOutcome = { readonly kind: 'taken-over' } | { readonly kind: 'invalid-token' } | PasswordRefused;

/** A take-over that may go on: of an unproven account that stands, or of one whose deletion has begun. */
interface Claim {
  readonly hash: string;
  /** Of the unproven account. */
  readonly userId: string;
  readonly email: string;
  readonly names: NewUser;
  /** Absent once the account is gone. */
  readonly user: User | undefined;
}

/**
 * Gives a mailbox's owner the email that somebody else has registered, by the token of the verification mail. The
 * unproven account is deleted with all that hangs on it, and a new one is made, with a new id and a proven email.
 *
 * One transaction decides: the old account is dead, and the token keeps what the new one is made of. Whatever fails
 * afterwards, the same link goes on where it stopped, and the reconciler finishes the deletion. Of parallel uses
 * Cognito lets one make the account.
 *
 * @throws HttpError 503 when Cognito throttles or is down; the errors of AWS
 */
export async function takeOver(token: string, newPassword: string, context: FlowContext): Promise<TakeOverOutcome> {
  const claim = await claimOf(sha256(token), context);
  const refusal = await judgePassword(newPassword, { ...claim?.names, email: claim?.email ?? '' }, context);
  if (refusal !== undefined) return refusal;
  if (claim === undefined || !(await deleteUnproven(claim, context))) return refuse(context);
  const { email, names, hash } = claim;
  const attempt = await newAttempt(email, context.now());
  await settleLeftovers(attempt.emailHash, context);
  const registration = { ...names, email, password: newPassword, isProven: true };
  const outcome = await makeAccount(attempt, registration, context);
  if (outcome.kind === 'password-refused') return outcome;
  if (outcome.kind === 'taken') return refuse(context);
  await forget(hash, context);
  const { userId } = outcome;
  context.audit({ event: 'register', outcome: 'success', subject: userId });
  context.audit({ event: 'email.verify', outcome: 'success', subject: userId });
  await notify(userId, 'email-verified', context);
  return { kind: 'taken-over' };
}

function refuse(context: FlowContext): TakeOverOutcome {
  context.audit({ event: 'email.verify', outcome: 'failure', reason: 'INVALID_TOKEN' });
  return { kind: 'invalid-token' };
}

async function claimOf(hash: string, context: DomainContext): Promise<Claim | undefined> {
  const user = await registrantOf(hash, context);
  if (user !== undefined) {
    const { userId, email, firstName, lastName, locale } = user;
    return { hash, userId, email, names: { firstName, lastName, locale }, user };
  }
  const begun = await findToken(hash, 'VERIFY_EMAIL', context);
  if (begun?.email === undefined) return undefined;
  const { userId, email, firstName = '', lastName = '', locale } = begun;
  const left = await getUser({ userId }, { consistent: true });
  return { hash, userId, email, names: { firstName, lastName, locale }, user: left };
}

/** Removes the unproven account, as far as it is still there. False when it is proven meanwhile, or the token is used. */
async function deleteUnproven({ hash, email, names, user }: Claim, context: FlowContext): Promise<boolean> {
  if (user === undefined) return true;
  const { userId } = user;
  const intent = newIntent(userId, 'DELETION', context.now());
  if (user.status === 'ACTIVE') {
    if (!(await decide(hash, intent, { email, ...names }))) return false;
    context.audit({ event: 'account.take-over', outcome: 'success', subject: userId });
  }
  // The token is not the deleted account's any more: it outlives it.
  await inCognito(context, () => removeAccount({ ...user, emailVerificationTokenHash: undefined }, intent));
  return true;
}

async function decide(
  hash: string,
  intent: AccountIntent,
  successor: NewUser & { readonly email: string },
): Promise<boolean> {
  const change = {
    ...raisedEpoch,
    set: { status: 'DELETING' },
    remove: ['emailVerificationTokenHash'],
    if: { status: 'ACTIVE', emailVerified: false, emailVerificationTokenHash: hash },
  } as const;
  const { committed } = await commit(
    [
      updateOneTimeTokenPart({ hash }, { set: successor, if: { consumedAt: { absent: true } } }),
      updateUserPart({ userId: intent.userId }, change),
      putAccountIntentPart(intent),
    ],
    { token: randomUUID() },
  );
  return committed;
}

/** The account stands, so a token that stays can make no other one. */
async function forget(hash: string, { logger }: DomainContext): Promise<void> {
  try {
    await deleteOneTimeToken({ hash });
  } catch (error) {
    logger.warn('A token that was used stays until it expires.', { error });
  }
}
