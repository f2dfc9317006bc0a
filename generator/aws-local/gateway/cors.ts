/**
 * CORS headers for a request's origin, or undefined if it is not exactly one of the allowed ones. An
 * origin is never reflected otherwise (ASVS 3.4.2). No `Access-Control-Allow-Credentials`: tokens
 * travel in the `Authorization` header.
 */
export function corsHeaders(allowed: readonly string[], origin: string | undefined): [string, string][] | undefined {
  const known = allowed.find((candidate) => candidate === origin);
  if (known === undefined) return undefined;
  return [
    ['access-control-allow-origin', known],
    ['access-control-expose-headers', 'x-request-id, Retry-After'],
  ];
}
