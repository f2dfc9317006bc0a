import { randomUUID } from 'node:crypto';
import {
  checkUserPart,
  createMfaChallengePart,
  deleteMfaChallenge,
  getMfaChallenge,
  updateMfaChallenge,
} from '../../../generated/entities/index.js';
import type { MfaChallenge, User } from '../../../generated/entities/index.js';
import { tooManyRequests } from '../../../generated/http/errors.js';
import { revokeToken, type CognitoTokens } from '../../aws/cognito-auth.js';
import { after, unixSeconds, type DomainContext } from '../context.js';
import { dueShardOf } from '../due-items.js';
import { newToken } from '../crypto/random-token.js';
import { open, seal } from '../crypto/sealed-text.js';
import { clientSecret } from '../login/client-secret.js';
import { sessionOfLogin } from '../sessions/token-claims.js';
import { commit } from '../transactions.js';

/** Codes that one challenge takes (ASVS 5.0, 6.6.3). */
const maxAttempts = 5;

/** Seconds that a challenge stays in the table after its end, so that the sweep finds it. */
const keptAfterEnd = 86_400;

/** What a login is answered that needs a second factor. */
export interface OpenChallenge {
  /** Only its holder has it. */
  readonly sessionToken: string;
  /** Seconds until the challenge ends. */
  readonly expiresIn: number;
}

/**
 * Holds the tokens of a proven password until the second factor is proven too: encrypted, behind a token that is stored
 * as a hash, and only while the account's epoch is the one from before the proof.
 *
 * @param user with MFA on, as read before Cognito was asked
 * @returns undefined when the account's sessions were ended meanwhile
 * @throws the errors of KMS and DynamoDB; no challenge is left then
 */
export async function openChallenge(
  user: User,
  tokens: CognitoTokens,
  { now, settings }: DomainContext,
): Promise<OpenChallenge | undefined> {
  const { userId, sessionEpoch } = user;
  const originJti = sessionOfLogin(tokens.accessToken, user);
  const { token, hash } = newToken();
  const createdAt = now();
  const dueAt = after(createdAt, settings.mfaChallengeSeconds);
  const challenge: MfaChallenge = {
    tokenHash: hash,
    userId,
    originJti,
    sessionEpoch,
    tokens: await seal(JSON.stringify(tokens), { userId, purpose: 'mfa-challenge' }),
    attempts: 0,
    createdAt: createdAt.toISOString(),
    dueShard: dueShardOf(hash),
    dueAt: dueAt.toISOString(),
    expiresAt: unixSeconds(after(dueAt, keptAfterEnd)),
  };
  const isCurrent = checkUserPart({ userId }, { status: 'ACTIVE', mfaEnabled: true, sessionEpoch });
  try {
    const { committed } = await commit([isCurrent, createMfaChallengePart(challenge)], { token: randomUUID() });
    return committed ? { sessionToken: token, expiresIn: settings.mfaChallengeSeconds } : undefined;
  } catch (error) {
    // It may have been written although the answer got lost. Nobody holds its token, and the tokens are being revoked.
    await deleteMfaChallenge({ tokenHash: hash }).catch(() => undefined);
    throw error;
  }
}

/** The challenge that a session token opens, unless it is over. */
export async function findChallenge(
  tokenHash: string,
  { now }: Pick<DomainContext, 'now'>,
): Promise<MfaChallenge | undefined> {
  const challenge = await getMfaChallenge({ tokenHash }, { consistent: true });
  return challenge !== undefined && Date.parse(challenge.dueAt) > now().getTime() ? challenge : undefined;
}

/**
 * Counts one more code against a challenge, before it is checked.
 *
 * @returns false when the challenge has been passed meanwhile
 * @throws HttpError 429 until the challenge ends, when it takes no more
 */
export async function reserveAttempt(
  { tokenHash, dueAt }: MfaChallenge,
  { now }: Pick<DomainContext, 'now'>,
): Promise<boolean> {
  const change = { add: { attempts: 1 }, if: { attempts: { lessThan: maxAttempts } } };
  if ((await updateMfaChallenge({ tokenHash }, change)) !== undefined) return true;
  if ((await getMfaChallenge({ tokenHash }, { consistent: true })) === undefined) return false;
  throw tooManyRequests((Date.parse(dueAt) - now().getTime()) / 1000);
}

/** Takes an attempt back that was none of the caller's fault. One that cannot be taken back stays counted. */
export async function giveBackAttempt({ tokenHash }: MfaChallenge, { logger }: DomainContext): Promise<void> {
  try {
    await updateMfaChallenge({ tokenHash }, { add: { attempts: -1 }, if: { attempts: { atLeast: 1 } } });
  } catch (error) {
    logger.warn('An attempt at a challenge could not be given back.', { error });
  }
}

/**
 * The tokens that a challenge holds, `expiresIn` as it is now.
 *
 * @throws the errors of KMS
 */
export async function heldTokens(
  { userId, tokens, createdAt }: MfaChallenge,
  { now }: Pick<DomainContext, 'now'>,
): Promise<CognitoTokens> {
  const held = JSON.parse(await open(tokens, { userId, purpose: 'mfa-challenge' })) as CognitoTokens;
  const age = Math.ceil((now().getTime() - Date.parse(createdAt)) / 1000);
  return { ...held, expiresIn: Math.max(1, held.expiresIn - age) };
}

/**
 * Ends a challenge that no login will come of. Its tokens are revoked before it goes, so that one who stops in between
 * leaves it to the sweep.
 *
 * @throws the errors of KMS, Cognito and DynamoDB; the challenge then stays
 */
export async function discardChallenge(challenge: MfaChallenge, context: DomainContext): Promise<void> {
  const { refreshToken } = await heldTokens(challenge, context);
  await revokeToken(refreshToken, await clientSecret());
  await deleteMfaChallenge({ tokenHash: challenge.tokenHash });
}
