import type { UserStatus } from './types.js';

/** A password as it is kept: scrypt with its own salt, both base64url. */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
}

/** Failed sign-ins; see `lockout.ts`. Times are in milliseconds since 1970. */
export interface Failures {
  readonly count: number;
  readonly lastAt: number;
  readonly lockedUntil: number;
}

/** A user. Times are in milliseconds since 1970. */
export interface User {
  readonly sub: string;
  /** Creation order, which `ListUsers` pages by. */
  readonly sequence: number;
  /** All but `sub`; always an `email`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly password: PasswordHash;
  readonly passwordSetAt: number;
  readonly failures: Failures | undefined;
  /** Raised by whatever ends all of a user's sign-ins; those of an earlier epoch are revoked. */
  readonly epoch: number;
}

/** What one authentication gave rise to: tokens that share an `origin_jti`. Times are in milliseconds since 1970. */
export interface Grant {
  readonly originJti: string;
  readonly sub: string;
  readonly epoch: number;
  readonly eventId: string;
  readonly authenticatedAt: number;
  /** Of its refresh tokens, also of rotated ones. */
  readonly expiresAt: number;
  readonly revoked: boolean;
}

/** A refresh token by its SHA-256 (base64url). */
export interface RefreshToken {
  readonly hash: string;
  readonly originJti: string;
  /** When it was first exchanged for another, with rotation; milliseconds since 1970. */
  readonly rotatedAt: number | undefined;
}

/** Replaces or, without a value, removes one record. A list of them is one change of state: all or nothing. */
export type Change =
  | { readonly table: 'users'; readonly key: string; readonly value?: User }
  | { readonly table: 'grants'; readonly key: string; readonly value?: Grant }
  | { readonly table: 'tokens'; readonly key: string; readonly value?: RefreshToken };

/** Everything the engine knows of its users. Changed by `apply` only. */
export interface State {
  readonly users: Map<string, User>;
  readonly grants: Map<string, Grant>;
  readonly tokens: Map<string, RefreshToken>;
  /** From normalised email to `sub`. */
  readonly subByEmail: Map<string, string>;
  /** From `sub` to `originJti`. */
  readonly grantsBySub: Map<string, Set<string>>;
  /** From `originJti` to hashes. */
  readonly tokensByGrant: Map<string, Set<string>>;
  /** The highest of any user so far. */
  lastSequence: number;
}

/** A state without users. */
export function emptyState(): State {
  return {
    users: new Map(),
    grants: new Map(),
    tokens: new Map(),
    subByEmail: new Map(),
    grantsBySub: new Map(),
    tokensByGrant: new Map(),
    lastSequence: 0,
  };
}

/** Sign-in names are compared without case (`UsernameConfiguration: { CaseSensitive: false }`). */
export function normaliseEmail(email: string): string {
  return email.toLowerCase();
}

/** A user's email as it was given. */
export function emailOf(user: User): string {
  return user.attributes['email'] ?? '';
}

/** Changes maps and their indexes. */
export function apply(state: State, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.table === 'users') applyUser(state, change.key, change.value);
    else if (change.table === 'grants') {
      replace(state.grants, state.grantsBySub, change.key, change.value, (grant) => grant.sub);
    } else replace(state.tokens, state.tokensByGrant, change.key, change.value, (token) => token.originJti);
  }
}

function applyUser(state: State, sub: string, user: User | undefined): void {
  const before = state.users.get(sub);
  if (before !== undefined) state.subByEmail.delete(normaliseEmail(emailOf(before)));
  if (user === undefined) state.users.delete(sub);
  else {
    state.users.set(sub, user);
    state.lastSequence = Math.max(state.lastSequence, user.sequence);
    state.subByEmail.set(normaliseEmail(emailOf(user)), sub);
  }
}

/** Sets or removes a record and its key in the index of its owner, which no change alters. */
function replace<T>(
  records: Map<string, T>,
  index: Map<string, Set<string>>,
  key: string,
  value: T | undefined,
  ownerOf: (record: T) => string,
): void {
  const before = records.get(key);
  if (value !== undefined) {
    records.set(key, value);
    const owner = ownerOf(value);
    const keys = index.get(owner);
    if (keys === undefined) index.set(owner, new Set([key]));
    else keys.add(key);
  } else if (before !== undefined) {
    records.delete(key);
    const keys = index.get(ownerOf(before));
    keys?.delete(key);
    if (keys?.size === 0) index.delete(ownerOf(before));
  }
}
