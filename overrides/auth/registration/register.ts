import { deleteRegistrationIntent, putRegistrationIntent } from '../../../generated/entities/index.js';
import type { RegistrationIntent } from '../../../generated/entities/index.js';
import { changedNothing } from '../../aws/errors.js';
import { normaliseEmail } from '../accounts/email.js';
import { cognitoFault, inCognito } from '../cognito-faults.js';
import type { DomainContext, FlowContext } from '../context.js';
import { queueMailIfPossible } from '../mail/queue.js';
import { count } from '../metrics.js';
import { judgePassword } from '../passwords/policy.js';
import type { PasswordRefused } from '../passwords/refusal.js';
import { makeItems, removeItems, type NewUser } from './account-items.js';
import { closeAttempt, makeDue, newAttempt } from './attempt.js';
import { confirmUser, makePendingUser, removePendingUser } from './cognito-user.js';
import { settleLeftovers } from './leftovers.js';

/** What a caller wants to register. */
export interface Registration extends NewUser {
  /** As it was typed. */
  readonly email: string;
  readonly password: string;
}

/** What became of an attempt. */
type AttemptOutcome = { readonly kind: 'registered'; readonly userId: string } | { readonly kind: 'taken' };

/** How a registration ended. The email is the normalised one. */
export type RegistrationOutcome =
  | (AttemptOutcome & { readonly email: string })
  | { readonly kind: 'email-refused' }
  | PasswordRefused;

/**
 * Registers an account: email and password are judged before anything is asked of AWS, and the owner gets a mail.
 *
 * @throws HttpError 503 when Cognito throttles or is down, else the error of AWS that stopped it; what was made has been
 * undone by then
 */
export async function register(registration: Registration, context: FlowContext): Promise<RegistrationOutcome> {
  const email = normaliseEmail(registration.email);
  if (email === undefined) return { kind: 'email-refused' };
  const { firstName, lastName } = registration;
  const refusal = await judgePassword(registration.password, { email, firstName, lastName }, context);
  if (refusal !== undefined) return refusal;
  const attempt = await newAttempt(email, context.now());
  await settleLeftovers(attempt.emailHash, context);
  const outcome = await makeAccount(attempt, registration, context);
  await tell(outcome, attempt, context);
  return outcome.kind === 'password-refused' ? outcome : { ...outcome, email };
}

/** With `enumeration: strict` the answer does not tell that an email is taken, so its owner is told. */
async function tell(
  outcome: AttemptOutcome | PasswordRefused,
  { email, emailHash: subject }: RegistrationIntent,
  context: FlowContext,
): Promise<void> {
  if (outcome.kind === 'registered') {
    context.audit({ event: 'register', outcome: 'success', subject: outcome.userId });
    return queueMailIfPossible({ kind: 'email-verification', email }, context);
  }
  const reason = outcome.kind === 'taken' ? 'TAKEN' : 'PASSWORD_REFUSED';
  context.audit({ event: 'register', outcome: 'failure', subject, reason });
  if (outcome.kind === 'taken' && context.settings.enumeration === 'strict') {
    const { address } = context.source;
    await queueMailIfPossible({ kind: 'registration-of-taken-email', email, address }, context);
  }
}

/**
 * Makes an account in Cognito and in the table, as a whole or not at all: a saga, with an intent written first that
 * says what would have to be undone. Of rivals for one email Cognito lets one pass; the others make nothing.
 *
 * @throws HttpError 503 when Cognito throttles or is down, else the error of AWS that stopped it
 */
export async function makeAccount(
  attempt: RegistrationIntent,
  registration: Registration,
  context: DomainContext,
): Promise<AttemptOutcome | PasswordRefused> {
  const { password } = registration;
  await putRegistrationIntent(attempt);
  const pending = await inCognito(context, () =>
    orRollBack(attempt, context, () => makePendingUser(attempt, password)),
  );
  if (pending.kind !== 'made') {
    await closeAttempt(attempt, context);
    if (pending.kind === 'refused') throw cognitoFault(pending.error, context);
    return pending;
  }
  const { userId } = pending;
  const isClaimed = await orRollBack(attempt, context, () => makeItems(attempt, userId, registration, context.now()));
  if (!isClaimed) {
    await rollBack(attempt, undefined, context);
    return { kind: 'taken' };
  }
  await inCognito(context, () => orRollBack(attempt, context, () => confirmUser(userId, password)));
  await closeAttempt(attempt, context);
  return { kind: 'registered', userId };
}

/** A step of the saga: its failure undoes the steps before it and, as far as it took effect, itself. */
async function orRollBack<T>(attempt: RegistrationIntent, context: DomainContext, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    await rollBack(attempt, error, context);
    throw error;
  }
}

/**
 * Undoes an attempt in reverse, only what it made itself. Never throws: whoever calls has an error of its own to
 * report. What cannot be undone now stays under its intent for the reconciler, and `ROLLBACK_FAILED` is counted.
 *
 * @param cause why the attempt failed; undefined when it lost to another
 */
async function rollBack(attempt: RegistrationIntent, cause: unknown, context: DomainContext): Promise<void> {
  try {
    await removeItems(attempt);
    await removePendingUser(attempt);
    // A call that timed out may take effect after we have looked: then the intent stays, and the reconciler looks again.
    if (cause === undefined || changedNothing(cause)) await deleteRegistrationIntent(attempt);
  } catch (error) {
    count('ROLLBACK_FAILED', context);
    context.logger.error('A registration could not be rolled back.', { attemptId: attempt.attemptId, error });
    await makeDue(attempt, context);
  }
}
