import type { ErrorFacts } from './error-facts.js';
import { generalBody, requestIdProperties, timestampProperties, validationBody } from './error-shapes.js';

/** The body of an error, in the shape that the contract gives to errors of its kind. */
export function errorBody(facts: ErrorFacts): Record<string, unknown> {
  return facts.fields === undefined ? generalBody(facts) : validationBody(facts);
}

/** An error body of a service with the request id and the time under the contract's names, where it says neither. */
export function completeErrorBody(body: unknown, facts: Pick<ErrorFacts, 'requestId' | 'timestamp'>): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given: Record<string, unknown> = { ...body };
  for (const name of requestIdProperties) given[name] ??= facts.requestId;
  for (const name of timestampProperties) given[name] ??= facts.timestamp;
  return given;
}
