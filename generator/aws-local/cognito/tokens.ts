import { randomUUID } from 'node:crypto';
import { issuerOf } from './identity.js';
import { signJwt } from './jwt.js';
import type { Claims } from './jwt.js';
import type { Pool } from './pool.js';
import type { Grant, User } from './state.js';
import { throughTrigger } from './trigger.js';
import type { Drafts, Occasion } from './trigger.js';

/** What an access token needs for Cognito's own user operations. */
export const userAdminScope = 'aws.cognito.signin.user.admin';

/** Attributes whose claims are booleans. */
const booleanAttributes = new Set(['email_verified', 'phone_number_verified']);

/** `AuthenticationResultType`, without a refresh token. */
export interface SignedTokens {
  readonly AccessToken: string;
  readonly ExpiresIn: number;
  readonly IdToken: string;
  readonly TokenType: 'Bearer';
}

/**
 * Makes and signs access and ID token ("Understanding user pool JSON web tokens" of the developer
 * guide), after the trigger had its say.
 *
 * @throws AwsError as `throughTrigger`
 */
export async function signTokens(
  pool: Pool,
  user: User,
  grant: Grant,
  occasion: Occasion,
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<SignedTokens> {
  const drafts = await throughTrigger(pool, user, occasion, clientMetadata, draftTokens(pool, user, grant));
  const scope = drafts.scopes.join(' ');
  const [AccessToken, IdToken] = await Promise.all([
    signJwt(scope === '' ? drafts.access : { ...drafts.access, scope }, pool.key),
    signJwt(drafts.id, pool.key),
  ]);
  return { AccessToken, ExpiresIn: pool.settings.accessTokenSeconds, IdToken, TokenType: 'Bearer' };
}

function draftTokens({ settings, identity, now }: Pool, user: User, grant: Grant): Drafts {
  const issuedAt = Math.floor(now() / 1_000);
  const shared = {
    sub: user.sub,
    iss: issuerOf(identity),
    origin_jti: grant.originJti,
    event_id: grant.eventId,
    auth_time: Math.floor(grant.authenticatedAt / 1_000),
    iat: issuedAt,
  };
  return {
    access: {
      ...shared,
      client_id: identity.clientId,
      token_use: 'access',
      exp: issuedAt + settings.accessTokenSeconds,
      jti: randomUUID(),
      username: user.sub,
    },
    id: {
      ...attributeClaims(user),
      ...shared,
      'cognito:username': user.sub,
      aud: identity.clientId,
      token_use: 'id',
      exp: issuedAt + settings.idTokenSeconds,
      jti: randomUUID(),
    },
    scopes: [userAdminScope],
  };
}

function attributeClaims(user: User): Claims {
  return Object.fromEntries(
    Object.entries(user.attributes).map(([name, value]) => [
      name,
      booleanAttributes.has(name) ? value.toLowerCase() === 'true' : value,
    ]),
  );
}
