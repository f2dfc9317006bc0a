import type { Frontend } from './stage-configuration.js';
import { requestIdHeader } from './request-id.js';

/** The headers of an answer that a browser lets a page of another origin read. */
export const exposedHeaders = `${requestIdHeader}, Retry-After`;

/** Two years in seconds, as the preload list of browsers asks for. */
const hstsMaxAge = 63_072_000;

/**
 * The headers that the runtime puts on every answer, by lower-case name (ASVS 3.4, 14.3.2).
 * A service cannot replace them.
 *
 * @param origin the request's `Origin`; it is answered only if it is exactly that of one of the
 * stage's frontends, and is never reflected otherwise (ASVS 3.4.2)
 */
export function runtimeHeaders(
  requestId: string,
  origin: string | undefined,
  frontends: readonly Frontend[],
): Readonly<Record<string, string>> {
  return {
    'strict-transport-security': `max-age=${hstsMaxAge}; includeSubDomains`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    // Answers are data. Should a browser show one as a page, it may load nothing and not be framed.
    'content-security-policy': "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    [requestIdHeader]: requestId,
    ...corsHeaders(origin, frontends),
    // Also without an Origin: a cache must not keep an answer for a caller of another origin.
    vary: 'Origin',
  };
}

/**
 * CORS for one of our own frontends. No `Access-Control-Allow-Credentials`: what proves a caller
 * travels in a header that scripts set, and cookies have nothing to do here.
 */
function corsHeaders(origin: string | undefined, frontends: readonly Frontend[]): Readonly<Record<string, string>> {
  const frontend = frontends.find((candidate) => candidate.origin === origin);
  if (frontend === undefined) return {};
  return {
    'access-control-allow-origin': frontend.origin,
    'access-control-expose-headers': exposedHeaders,
  };
}
