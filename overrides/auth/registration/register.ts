import { putRegistrationIntent } from '../../../generated/entities/index.js';
import type { RegistrationIntent } from '../../../generated/entities/index.js';
import { adminSetUserPassword } from '../../aws/cognito-users.js';
import { cognitoFault, inCognito } from '../cognito-faults.js';
import type { DomainContext } from '../context.js';
import { queueMailIfPossible } from '../mail/queue.js';
import { makeItems } from './account-items.js';
import { newAttempt, type Registration } from './attempt.js';
import { settleLeftovers } from './leftovers.js';
import { makePendingUser } from './pending-user.js';
import { closeAttempt, rollBack } from './roll-back.js';

/** How a registration ended. */
export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly userId: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'password-refused' };

/**
 * Makes an account in Cognito and in the table, as a whole or not at all: a saga, with an intent written first that
 * says what would have to be undone. Of rivals for one email Cognito lets one pass; the others make nothing.
 *
 * @throws HttpError 503 when Cognito throttles or is down, else the error of AWS that stopped it; what was made has been
 * undone by then
 */
export async function register(registration: Registration, context: DomainContext): Promise<RegistrationOutcome> {
  const attempt = newAttempt(registration.email, context.now());
  await settleLeftovers(attempt.emailHash, context);
  await putRegistrationIntent(attempt);
  const outcome = await makeAccount(attempt, registration, context);
  if (outcome.kind === 'registered') {
    await queueMailIfPossible({ kind: 'email-verification', email: attempt.email }, context);
  }
  return outcome;
}

async function makeAccount(
  attempt: RegistrationIntent,
  registration: Registration,
  context: DomainContext,
): Promise<RegistrationOutcome> {
  const pending = await inCognito(context, () =>
    orRollBack(attempt, context, () => makePendingUser(attempt, registration.password)),
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
  await inCognito(context, () =>
    orRollBack(attempt, context, () => adminSetUserPassword(userId, registration.password)),
  );
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
