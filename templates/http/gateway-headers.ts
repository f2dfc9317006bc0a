import { challenge } from './error-shapes.js';
import { exposedHeaders, runtimeHeaders } from './headers.js';

/** An answer that the gateway makes by itself. */
export interface GatewayAnswer {
  /** API Gateway's response type, or our name for several of them. */
  readonly type: string;
  readonly status: number;
  readonly contentType: string;
  /** A template of API Gateway; `$context.requestId` stands for the id of the request. */
  readonly body: string;
}

/** Seconds after which a caller who was told to may come back. */
const retryAfter = 1;

/**
 * The headers of one of the gateway's own answers by lower-case name, but for the request id: those that functions send,
 * without a single quote in them, since API Gateway takes values between single quotes.
 *
 * A browser lets a page read an answer that names its origin. A gateway answer cannot choose among several, so that it
 * then admits all of them: it holds nothing of a caller, and no credentials go with it.
 *
 * @param origins of the stage's frontends
 */
export function gatewayHeaders(
  { status, contentType }: Pick<GatewayAnswer, 'status' | 'contentType'>,
  origins: readonly string[],
): Readonly<Record<string, string>> {
  const { 'x-request-id': _requestId, ...common } = runtimeHeaders('', undefined, []);
  return {
    ...common,
    'content-security-policy': 'sandbox',
    'x-frame-options': 'DENY',
    'content-type': `${contentType}; charset=utf-8`,
    // RFC 9110 15.5.2 wants a challenge with a 401.
    ...(status === 401 ? { 'www-authenticate': challenge } : {}),
    ...(status === 429 || status === 503 ? { 'retry-after': String(retryAfter) } : {}),
    ...corsHeaders(origins),
  };
}

function corsHeaders([origin, ...others]: readonly string[]): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': others.length === 0 ? origin : '*',
    'access-control-expose-headers': exposedHeaders,
  };
}
