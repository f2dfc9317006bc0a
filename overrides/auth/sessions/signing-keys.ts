import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { Fetcher } from 'aws-jwt-verify/https';
import { environment } from '../../../generated/http/environment.js';

/** Milliseconds, and bytes: the keys of a pool are two kilobytes. */
const timeout = 3_000;
const largestKeySet = 65_536;

/**
 * Fetches the keys of the pool: from Cognito, or from the endpoint that the SDK would ask in its place
 * (`AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER`). Where a token says its keys are (`jku`) is never looked at.
 */
const fetcher: Fetcher = {
  fetch: async (uri) => {
    const response = await fetch(keySetUrl(uri), { signal: AbortSignal.timeout(timeout), redirect: 'error' });
    if (!response.ok) throw new Error(`The pool's keys were answered with status ${response.status}.`);
    const keySet = await response.arrayBuffer();
    if (keySet.byteLength > largestKeySet) throw new Error("The pool's keys are larger than they can be.");
    return keySet;
  },
};

/** Where the keys are fetched from, in place of Cognito's own address. */
function keySetUrl(cognitosOwn: string): string {
  const endpoint = process.env['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];
  if (endpoint === undefined || endpoint === '') return cognitosOwn;
  return `${endpoint.replace(/\/+$/, '')}/${environment('COGNITO_USER_POOL_ID')}/.well-known/jwks.json`;
}

/**
 * A cache of the pool's keys for the life of the function. After a fetch that did not bring the key that a token
 * names, it fetches none for ten seconds (its penalty box), so that made-up key ids cause no storm.
 */
export function createKeyCache(): SimpleJwksCache {
  return new SimpleJwksCache({ fetcher });
}
