import { CognitoJwtVerifier } from 'aws-jwt-verify';
import {
  JwtBaseError,
  JwtInvalidSignatureAlgorithmError,
  FetchError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwkValidationError,
} from 'aws-jwt-verify/error';
import { environment } from '../../../generated/http/environment.js';
import { createKeyCache } from './signing-keys.js';
import type { SessionClaims } from './token-claims.js';

/** The one algorithm of Cognito's tokens. Others are refused even if a key would allow them (RFC 8725, 3.1). */
const algorithm = 'RS256';

/**
 * Faults that say nothing about the token: the keys could not be had. The penalty box is none of them: it waits only
 * after the keys were fetched and the token's was not among them.
 */
const keyFaults = [FetchError, JwksNotAvailableInCacheError, JwksValidationError, JwkValidationError];

type Verifier = ReturnType<typeof createVerifier>;

let verifier: Verifier | undefined;

/**
 * Verifies an access token of this backend's own client: signature with the pool's cached keys, issuer, client,
 * `token_use` and expiry (ASVS 5.0, 9.1.1 to 9.2.3).
 *
 * @returns the session it belongs to; undefined when the token does not count
 * @throws when that could not be found out, since the pool's keys cannot be had
 */
export async function verifyAccessToken(token: string, now: Date): Promise<SessionClaims | undefined> {
  verifier ??= createVerifier();
  try {
    const { sub, exp, origin_jti: originJti } = await verifier.verify(token);
    if (typeof sub !== 'string' || sub === '' || typeof originJti !== 'string' || originJti === '') return undefined;
    // The library goes by the clock of the machine, and lets a token pass that never expires.
    return typeof exp === 'number' && exp * 1000 > now.getTime() ? { userId: sub, originJti } : undefined;
  } catch (error) {
    if (error instanceof JwtBaseError && !keyFaults.some((fault) => error instanceof fault)) return undefined;
    throw error;
  }
}

function createVerifier() {
  return CognitoJwtVerifier.create(
    {
      userPoolId: environment('COGNITO_USER_POOL_ID'),
      clientId: environment('COGNITO_CLIENT_ID'),
      tokenUse: 'access',
      customJwtCheck: ({ header }) => {
        if (header.alg === algorithm) return;
        throw new JwtInvalidSignatureAlgorithmError('The algorithm is not allowed', header.alg, algorithm);
      },
    },
    { jwksCache: createKeyCache() },
  );
}
