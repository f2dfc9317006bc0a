import { getSession } from '../../../generated/entities/index.js';
import type { Session, SessionKey } from '../../../generated/entities/index.js';
import { revokeToken } from '../../aws/cognito-auth.js';
import type { DomainContext } from '../context.js';
import { clientSecret } from '../login/client-secret.js';
import { count } from '../metrics.js';
import { eachSession } from './each.js';
import { removeSession } from './remove.js';
import { openSecrets } from './secrets.js';
import { allSessions } from './standing.js';

/**
 * Sessions that one request ends: more than an account may have, and few enough for the time that a function has. What
 * is left of earlier epochs is dead, and expires; what is left of too many goes with the next login.
 */
const atMost = 200;

/**
 * Ends one session. It goes from the table first: from then on the authorizer refuses its access tokens and a refresh
 * finds nothing. Revoking follows and may fail, so that a session ends also while KMS or Cognito is down.
 *
 * It is read before, and deleted in a transaction: a deletion whose answer got lost would find nothing when it is tried
 * again, and the tokens would stay good at Cognito.
 *
 * @returns the session that was ended; undefined when there was none, or somebody else has ended it meanwhile
 * @throws the errors of DynamoDB; the session may then stand
 */
export async function endSession(
  key: SessionKey,
  context: DomainContext,
  read = getSession,
): Promise<Session | undefined> {
  const session = await read(key, { consistent: true });
  if (session === undefined || !(await removeSession(session))) return undefined;
  await revoke(async () => (await openSecrets(session)).cognitoToken, context);
  return session;
}

/**
 * Removes the sessions of epochs before this one and revokes their tokens. They are dead already, so a failure is
 * logged and goes no further: the table drops what is left in time. Challenges are left to the sweep.
 *
 * @param epoch undefined when nothing is to be ended
 */
export async function endEarlierSessions(
  userId: string,
  epoch: number | undefined,
  context: DomainContext,
): Promise<void> {
  if (epoch === undefined) return;
  try {
    const earlier = (await allSessions(userId)).filter(({ sessionEpoch }) => sessionEpoch < epoch);
    await endAll(earlier, context);
  } catch (error) {
    context.logger.warn('Sessions that no longer stand could not be removed.', { error });
  }
}

/**
 * Ends the oldest sessions of an account that has more than it may. It comes after the start of one: of parallel logins
 * the last one that looks sees all. A failure goes no further than the log, since the next login looks again.
 *
 * @returns how many were too many
 */
export async function endSurplusSessions(userId: string, context: DomainContext): Promise<number> {
  try {
    const sessions = [...(await allSessions(userId))].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    const surplus = sessions.slice(0, Math.max(0, sessions.length - context.settings.sessionsPerAccount));
    await endAll(surplus, context);
    return surplus.length;
  } catch (error) {
    context.logger.warn('The oldest sessions of an account could not be ended.', { error });
    return 0;
  }
}

async function endAll(sessions: readonly Session[], context: DomainContext): Promise<void> {
  await eachSession(sessions.slice(0, atMost), (session) => endSession(session, context));
}

/**
 * Revokes a refresh token at Cognito, and with it its access tokens. A failure is counted and goes no further: without
 * a session the tokens are refused here all the same.
 */
export async function revokeIfPossible(refreshToken: string, context: DomainContext): Promise<void> {
  await revoke(async () => refreshToken, context);
}

async function revoke(refreshToken: () => Promise<string>, context: DomainContext): Promise<void> {
  try {
    await revokeToken(await refreshToken(), await clientSecret());
  } catch (error) {
    count('TokenNotRevoked', context);
    context.logger.warn('A refresh token could not be revoked.', { error });
  }
}
