import { AwsError } from '../endpoint/index.js';
import type { Identity } from './identity.js';
import type { SigningKey } from './jwt.js';
import { normaliseEmail } from './state.js';
import type { Change, State, User } from './state.js';
import type { PoolSettings, PreTokenGenerationEvent } from './types.js';

/** What every action works on. */
export interface Pool {
  readonly settings: PoolSettings;
  readonly identity: Identity;
  readonly key: SigningKey;
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly trigger: ((event: PreTokenGenerationEvent) => Promise<PreTokenGenerationEvent>) | undefined;
  /**
   * Changes the memory at once, so that a check right before it cannot be overtaken, and resolves when
   * the change is kept.
   */
  readonly commit: (changes: readonly Change[]) => Promise<void>;
}

/**
 * Makes sure that a call is about the one pool there is.
 *
 * @throws AwsError `ResourceNotFoundException`
 */
export function requirePool({ identity }: Pool, userPoolId: string): void {
  if (userPoolId === identity.userPoolId) return;
  throw new AwsError('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`);
}

/**
 * Makes sure that a call is about the one app client there is.
 *
 * @throws AwsError `ResourceNotFoundException`
 */
export function requireClient({ identity }: Pool, clientId: string): void {
  if (clientId === identity.clientId) return;
  throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

/** Finds a user by email, of any case, or by `sub`, which is the username that Cognito generates. */
export function findUser({ state }: Pool, username: string): User | undefined {
  const sub = state.subByEmail.get(normaliseEmail(username)) ?? username;
  return state.users.get(sub);
}

/** The change that takes a user's place, modified now unless only the failures changed. */
export function userChange(user: User): Change {
  return { table: 'users', key: user.sub, value: user };
}

/** The changes that remove a user with everything of theirs. */
export function removal({ state }: Pool, sub: string): Change[] {
  const grants = [...(state.grantsBySub.get(sub) ?? [])];
  return [{ table: 'users', key: sub }, ...grants.flatMap((originJti) => grantRemoval(state, originJti))];
}

/** The changes that remove a grant with its refresh tokens. */
export function grantRemoval(state: State, originJti: string): Change[] {
  const tokens = [...(state.tokensByGrant.get(originJti) ?? [])];
  return [{ table: 'grants', key: originJti }, ...tokens.map((key): Change => ({ table: 'tokens', key }))];
}
