import { challenge } from './error-shapes.js';
import { requestHeaders } from './gateway-answers.js';
import { exposedHeaders, runtimeHeaders } from './headers.js';

/** An answer that the gateway makes by itself. */
export interface GatewayAnswer {
  /** API Gateway's response type, or our name for several of them. */
  readonly type: string;
  readonly status: number;
  readonly contentType: string;
  /** A template of API Gateway; `$context.requestId` stands for the id of the request. */
  readonly body: string;
  /** Seconds after which a caller who was told to wait may come back; 1 unless said. */
  readonly retryAfter?: number;
}

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
  { status, contentType, retryAfter = 1 }: Pick<GatewayAnswer, 'status' | 'contentType' | 'retryAfter'>,
  origins: readonly string[],
): Readonly<Record<string, string>> {
  return {
    ...commonHeaders(),
    'content-type': `${contentType}; charset=utf-8`,
    // RFC 9110 15.5.2 wants a challenge with a 401.
    ...(status === 401 ? { 'www-authenticate': challenge } : {}),
    ...(status === 429 || status === 503 ? { 'retry-after': String(retryAfter) } : {}),
    ...corsHeaders(origins),
  };
}

/** What every answer of the gateway's own has. */
function commonHeaders(): Readonly<Record<string, string>> {
  const { 'x-request-id': _requestId, ...common } = runtimeHeaders('', undefined, []);
  return { ...common, 'content-security-policy': 'sandbox', 'x-frame-options': 'DENY' };
}

/** Seconds for which a browser may remember what it may send. */
const maxAge = 600;

/** The answer to a browser that asks before it calls (Fetch standard, "CORS-preflight fetch"), but for the request id. */
export interface PreflightHeaders {
  /** Whoever asks. */
  readonly always: Readonly<Record<string, string>>;
  /**
   * For exactly the origins of the stage's frontends, beside `access-control-allow-origin` with the one that asks. An
   * origin is never reflected otherwise (ASVS 3.4.2).
   */
  readonly known: Readonly<Record<string, string>>;
}

/** @param methods of the path */
export function preflightHeaders(methods: readonly string[]): PreflightHeaders {
  return {
    always: commonHeaders(),
    known: {
      'access-control-allow-headers': requestHeaders.join(', '),
      'access-control-allow-methods': methods
        .map((method) => method.toUpperCase())
        .sort()
        .join(', '),
      'access-control-expose-headers': exposedHeaders,
      'access-control-max-age': String(maxAge),
    },
  };
}

function corsHeaders([origin, ...others]: readonly string[]): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': others.length === 0 ? origin : '*',
    'access-control-expose-headers': exposedHeaders,
  };
}
