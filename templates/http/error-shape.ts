import type { ErrorFacts } from './error-facts.js';

/** How the backend words the errors that it answers by itself, in one of the contract's schemas. */
export interface ErrorShape {
  readonly contentType: string;
  readonly kind: 'json' | 'text';
  readonly body: (facts: ErrorFacts) => unknown;
  /** The properties that the runtime fills in where a service says neither. */
  readonly completed?: Readonly<Record<string, 'requestId' | 'timestamp'>>;
}

/** An error body of a service with the request id and the time under the contract's names, where it leaves them out. */
export function completeErrorBody(
  body: unknown,
  { completed = {} }: Pick<ErrorShape, 'completed'>,
  facts: Pick<ErrorFacts, 'requestId' | 'timestamp'>,
): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const given: Record<string, unknown> = { ...body };
  for (const [name, fact] of Object.entries(completed)) given[name] ??= facts[fact];
  return given;
}
