import { AwsError } from '../endpoint/index.js';
import type { Claims } from './jwt.js';
import type { Pool } from './pool.js';
import type { User } from './state.js';
import type { PreTokenGenerationEvent } from './types.js';

/** Why tokens are made; the rest of the event's `triggerSource`. */
export type Occasion = 'TokenGeneration_Authentication' | 'TokenGeneration_RefreshTokens';

/** Claims of both tokens and the access token's scopes, before they are signed. */
export interface Drafts {
  readonly id: Claims;
  readonly access: Claims;
  readonly scopes: readonly string[];
}

/** Claims that the trigger cannot change, by "Pre token generation Lambda trigger" of the developer guide. */
const fixedClaims = new Set(
  (
    'acr amr at_hash aud auth_time azp c_hash client_id cnf cognito:username device_key event_id exp iat identities ' +
    'iss jti nbf nonce origin_jti s_hash scope sub token_use username version'
  ).split(' '),
);

/**
 * Lets the pool's trigger change what is about to be signed.
 *
 * @throws AwsError `UserLambdaValidationException` if it fails, `InvalidLambdaResponseException` if it returns no event
 */
export async function throughTrigger(
  pool: Pool,
  user: User,
  occasion: Occasion,
  clientMetadata: Readonly<Record<string, string>> | undefined,
  drafts: Drafts,
): Promise<Drafts> {
  if (pool.trigger === undefined) return drafts;
  const event = triggerEvent(pool, user, occasion, drafts.scopes, clientMetadata);
  const returned = await pool.trigger(event).catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    throw new AwsError('UserLambdaValidationException', `PreTokenGeneration failed with error ${text}.`);
  });
  const response: unknown = (returned as Partial<PreTokenGenerationEvent> | undefined)?.response;
  if (typeof response !== 'object' || response === null) {
    throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
  const details = (response as Partial<PreTokenGenerationEvent['response']>).claimsAndScopeOverrideDetails;
  return {
    id: withOverrides(drafts.id, details?.idTokenGeneration),
    access: withOverrides(drafts.access, details?.accessTokenGeneration),
    scopes: withScopes(drafts.scopes, details?.accessTokenGeneration),
  };
}

function triggerEvent(
  { settings, identity }: Pool,
  user: User,
  occasion: Occasion,
  scopes: readonly string[],
  clientMetadata: Readonly<Record<string, string>> | undefined,
): PreTokenGenerationEvent {
  const event = {
    version: '2',
    triggerSource: occasion,
    region: settings.region,
    userPoolId: identity.userPoolId,
    userName: user.sub,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: identity.clientId },
    request: {
      userAttributes: { sub: user.sub, 'cognito:user_status': user.status, ...user.attributes },
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: [...scopes],
      ...(clientMetadata === undefined ? {} : { clientMetadata: { ...clientMetadata } }),
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
  // The service sends nulls where the published type has absent members.
  return event as unknown as PreTokenGenerationEvent;
}

interface ClaimOverrides {
  readonly claimsToAddOrOverride?: Readonly<Record<string, unknown>> | undefined;
  readonly claimsToSuppress?: readonly string[] | undefined;
}

function withOverrides(claims: Claims, overrides: ClaimOverrides | null | undefined): Claims {
  const suppressed = new Set(overrides?.claimsToSuppress ?? []);
  const changed = { ...claims, ...only(overrides?.claimsToAddOrOverride ?? {}, (name) => !fixedClaims.has(name)) };
  return only(changed, (name) => fixedClaims.has(name) || !suppressed.has(name));
}

interface ScopeOverrides {
  readonly scopesToAdd?: readonly string[] | undefined;
  readonly scopesToSuppress?: readonly string[] | undefined;
}

function withScopes(scopes: readonly string[], overrides: ScopeOverrides | null | undefined): string[] {
  const suppressed = new Set(overrides?.scopesToSuppress ?? []);
  return [...new Set([...scopes, ...(overrides?.scopesToAdd ?? [])])].filter((scope) => !suppressed.has(scope));
}

function only(claims: Claims, keeps: (name: string) => boolean): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => keeps(name)));
}
