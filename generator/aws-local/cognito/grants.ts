import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { grantRemoval } from './pool.js';
import type { Pool } from './pool.js';
import type { Change, Grant, RefreshToken, State, User } from './state.js';

/** How long an expired grant is remembered, so that its tokens are refused as expired rather than as unknown. */
const memoryMs = 24 * 60 * 60_000;

/** How many revoked grants are remembered as such; those before are unknown. */
const rememberedRevoked = 1_000;

/** The header of a JWE, as the service's refresh tokens have it; the rest of ours is random. */
const jweHeader = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url');

/** A refresh token and the record that it is known by. */
export interface NewRefreshToken {
  readonly text: string;
  readonly record: RefreshToken;
}

/** A grant for a user who has just proven their password. */
export function newGrant({ settings }: Pool, user: User, at: number): Grant {
  return {
    originJti: randomUUID(),
    sub: user.sub,
    epoch: user.epoch,
    eventId: randomUUID(),
    authenticatedAt: at,
    expiresAt: at + settings.refreshTokenSeconds * 1_000,
    revoked: false,
  };
}

/** A refresh token of a grant. */
export function newRefreshToken({ originJti }: Grant): NewRefreshToken {
  const text = [256, 12, 900, 16].reduce(
    (token, size) => `${token}.${randomBytes(size).toString('base64url')}`,
    jweHeader,
  );
  return { text, record: { hash: hashToken(text), originJti, rotatedAt: undefined } };
}

/** What a refresh token is known by. */
export function hashToken(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Whether a grant was ended before its time: by itself, with all of its user's, or with its user. */
export function isRevoked(grant: Grant, user: User | undefined): boolean {
  return grant.revoked || user === undefined || user.epoch !== grant.epoch;
}

/** The change that keeps a grant. */
export function grantChange(grant: Grant): Change {
  return { table: 'grants', key: grant.originJti, value: grant };
}

/** The change that keeps a refresh token. */
export function tokenChange(record: RefreshToken): Change {
  return { table: 'tokens', key: record.hash, value: record };
}

/**
 * The changes that forget grants which expired more than a day ago, and of the revoked ones all but those of the newest
 * sign-ins: their tokens are refused either way. Without it memory would grow with every sign-out.
 */
export function staleGrants(state: State, at: number): Change[] {
  const all = [...state.grants.values()];
  const revoked = all
    .filter((grant) => isRevoked(grant, state.users.get(grant.sub)))
    .toSorted((left, right) => left.authenticatedAt - right.authenticatedAt);
  const stale = new Set([
    ...all.filter(({ expiresAt }) => expiresAt + memoryMs < at),
    ...revoked.slice(0, Math.max(0, revoked.length - rememberedRevoked)),
  ]);
  return [...stale].flatMap(({ originJti }) => grantRemoval(state, originJti));
}
