import { isStandardAttribute } from './attributes.js';
import type { Identity } from './identity.js';
import { createIdentity, issuerOf } from './identity.js';
import { perform } from './engine.js';
import { isRevoked, staleGrants } from './grants.js';
import { signingKey } from './jwt.js';
import type { Pool } from './pool.js';
import { apply, emailOf, emptyState } from './state.js';
import type { Change, State, User } from './state.js';
import { memoryStore, openStore, StateUnavailable } from './store.js';
import type { Store } from './store.js';
import type { CognitoEngine, CognitoOptions, PoolSettings, UserSnapshot } from './types.js';

/** How often what no longer matters is forgotten. */
const forgetEveryMs = 60_000;

/**
 * Starts a user pool with one app client. With a folder, ids, secret and signing key are those of the last
 * time; settings are those given now.
 *
 * @throws StateUnavailable when the folder cannot be opened, among others because it is in use or of another region
 * @throws RangeError for settings that the service refuses
 */
export async function startCognito(options: CognitoOptions): Promise<CognitoEngine> {
  requireSettings(options.pool);
  const store = options.directory === undefined ? memoryStore() : await openStore(options.directory);
  const identity = await loadIdentity(store, options).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const state = loadState(store);
  const pool: Pool = {
    settings: options.pool,
    identity,
    key: signingKey(identity),
    state,
    now: () => options.now().getTime(),
    trigger: options.preTokenGeneration,
    commit: (changes) => {
      apply(state, changes);
      return store.write(changes);
    },
  };
  const forget = async (): Promise<void> => {
    const stale = staleGrants(state, pool.now());
    if (stale.length > 0) await pool.commit(stale);
  };
  await forget();
  // A write that fails fails every later one as well, and those are answered for.
  const forgetting = setInterval(() => void forget().catch(() => {}), forgetEveryMs).unref();
  return engineOf(pool, {
    ...store,
    close: () => {
      clearInterval(forgetting);
      return store.close();
    },
  });
}

function engineOf(pool: Pool, store: Pick<Store, 'close'>): CognitoEngine {
  const { identity, key, state } = pool;
  let closed: Promise<void> | undefined;
  return {
    targetPrefix: 'AWSCognitoIdentityProviderService',
    call: (action, input, meta) => perform(pool, action, input, meta),
    userPoolId: identity.userPoolId,
    clientId: identity.clientId,
    clientSecret: identity.clientSecret,
    issuer: issuerOf(identity),
    jwksRoute: {
      path: `/${identity.userPoolId}/.well-known/jwks.json`,
      contentType: 'application/json',
      body: () => key.jwks,
    },
    snapshot: () => [...state.users.values()].map((user) => snapshotOf(user, state, pool.now())),
    close: () => (closed ??= store.close()),
  };
}

/** Limits of `CreateUserPool` and `CreateUserPoolClient`. */
function requireSettings({ explicitAuthFlows, rotation, passwordPolicy, schema }: PoolSettings): void {
  const { minimumLength } = passwordPolicy;
  const faults = [
    rotation.enabled && explicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH')
      ? 'Refresh token rotation excludes ALLOW_REFRESH_TOKEN_AUTH.'
      : '',
    // The service would fill in ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_SRP_AUTH and ALLOW_CUSTOM_AUTH.
    explicitAuthFlows.length === 0 ? 'An empty list of flows allows others than none.' : '',
    rotation.graceSeconds < 0 || rotation.graceSeconds > 60 ? 'The grace of a rotation is 0 to 60 seconds.' : '',
    minimumLength < 6 || minimumLength > 99 ? 'The minimum length of passwords is 6 to 99.' : '',
    schema.some(({ name }) => !isStandardAttribute(name) && !/^custom:.{1,20}$/.test(name))
      ? 'A custom attribute is custom: and at most 20 characters.'
      : '',
  ].filter((fault) => fault !== '');
  if (faults.length > 0) throw new RangeError(faults.join(' '));
}

async function loadIdentity(
  { loaded, saveIdentity }: Store,
  { pool, directory, now }: CognitoOptions,
): Promise<Identity> {
  if (loaded.identity === undefined) {
    const identity = await createIdentity(pool.region, now());
    await saveIdentity(identity);
    return identity;
  }
  if (loaded.identity.region === pool.region) return loaded.identity;
  throw new StateUnavailable(directory ?? '', false, new Error(`It holds a pool of ${loaded.identity.region}.`));
}

/** Users come back by key; in the map they are in the order of their creation. */
function loadState({ loaded }: Store): State {
  const state = emptyState();
  apply(
    state,
    loaded.changes.toSorted((left, right) => sequenceOf(left) - sequenceOf(right)),
  );
  return state;
}

function sequenceOf(change: Change): number {
  return change.table === 'users' ? (change.value?.sequence ?? 0) : 0;
}

function snapshotOf(user: User, state: State, at: number): UserSnapshot {
  const grants = [...(state.grantsBySub.get(user.sub) ?? [])].flatMap((originJti) => state.grants.get(originJti) ?? []);
  const { failures } = user;
  return {
    sub: user.sub,
    email: emailOf(user),
    status: user.status,
    enabled: user.enabled,
    attributes: user.attributes,
    createdAt: new Date(user.createdAt),
    modifiedAt: new Date(user.modifiedAt),
    failedAttempts: failures?.count ?? 0,
    lockedUntil: failures !== undefined && failures.lockedUntil > at ? new Date(failures.lockedUntil) : undefined,
    sessions: grants.filter((grant) => !isRevoked(grant, user) && grant.expiresAt > at).length,
  };
}
