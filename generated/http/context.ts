import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Settings } from '../settings.js';
import type { AuditEvent } from './audit.js';
import { unauthorized } from './errors.js';

/** What a service gets beside its input: everything that is not business data. */
export interface OperationContext<Repository> {
  /** The id of this request, as in the `x-request-id` header of the answer and in every log line. */
  readonly requestId: string;
  /** The current time. Services take all time from here, never from `Date`. */
  now(): Date;
  /** Carries the request id and the operation on every line. */
  readonly logger: Logger;
  /** Published when the request ends. */
  readonly metrics: Metrics;
  /** Writes one audit event; the subject is hashed before it is logged. */
  audit(event: AuditEvent): void;
  /** The contract's settings for this stage. */
  readonly settings: Settings;
  /** The operation's data access. */
  readonly repository: Repository;
  /** Who called, as the gateway saw it. */
  readonly source: RequestSource;
}

/** Where a request came from. */
export interface RequestSource {
  /** The address of the connection at the gateway; no header of the caller has a say in it. */
  readonly address: string;
  /** As sent, without control characters and cut to 256 characters; empty if there was none. */
  readonly userAgent: string;
}

/** The authenticated caller, as the gateway's authorizer found it. */
export interface Principal {
  /** Name of the security scheme in the contract. */
  readonly scheme: string;
  /** Stable id of the caller, as the authorizer found it. */
  readonly subject: string;
  /** What else the authorizer handed on. The gateway turns values into strings. */
  readonly claims: Readonly<Record<string, string | number | boolean | null>>;
}

/** Keys of the authorizer context that are no claims: our own two, and what the gateway adds. */
const notClaims: ReadonlySet<string> = new Set(['scheme', 'subject', 'principalId', 'integrationLatency']);

const userAgentLimit = 256;

/**
 * The caller of a request. Only the authorizer can write `requestContext.authorizer`, so what
 * stands there is trusted; what does not stand there is not looked for anywhere else.
 *
 * @throws HttpError 401, when the operation is secured and no subject is there: an operation
 * that is deployed without its authorizer refuses rather than serves (ASVS 8.3.1)
 */
export function principalOf(event: APIGatewayProxyEvent, secured: boolean): Principal | undefined {
  const context: Readonly<Record<string, unknown>> = event.requestContext.authorizer ?? {};
  const { scheme, subject } = context;
  if (typeof subject !== 'string' || subject === '' || typeof scheme !== 'string') {
    if (secured) throw unauthorized();
    return undefined;
  }
  const claims = Object.entries(context).filter(
    (entry): entry is [string, string | number | boolean | null] => !notClaims.has(entry[0]) && isScalar(entry[1]),
  );
  return { scheme, subject, claims: Object.fromEntries(claims) };
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** The caller's address and program, from the gateway's own account of the connection. */
export function sourceOf(event: APIGatewayProxyEvent): RequestSource {
  const { sourceIp, userAgent } = event.requestContext.identity;
  return {
    address: sourceIp,
    // It may be kept and shown: no control characters, no endless text.
    userAgent: (userAgent ?? '').replace(/[\p{Cc}\p{Cs}]/gu, ' ').slice(0, userAgentLimit),
  };
}
