/// <reference types="node" />
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { headersOf } from './event.js';

/** The header that carries the request id, in requests and answers. */
export const requestIdHeader = 'x-request-id';

/** Safe in a header, a log line and a search box; anything else is replaced, not repaired. */
const safeId = /^[A-Za-z0-9._-]{8,128}$/;

/** Whether a caller's id may be taken over. */
export function isSafeRequestId(id: string): boolean {
  return safeId.test(id);
}

/**
 * The id of a request: the caller's own if it is safe, so that one id follows a request through
 * several systems; else the gateway's, which its access log also has; else a new UUID.
 */
export function requestIdOf(event: APIGatewayProxyEvent): string {
  const [own, ...others] = headersOf(event).get(requestIdHeader) ?? [];
  if (own !== undefined && others.length === 0 && isSafeRequestId(own)) return own;
  const gateways = event.requestContext.requestId;
  return typeof gateways === 'string' && isSafeRequestId(gateways) ? gateways : randomUUID();
}
