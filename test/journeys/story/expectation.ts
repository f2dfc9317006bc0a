import type { Body, Reply } from '../../support/client.js';

/** A condition that a value must meet, with its name: `a list of 10`. */
export interface Condition {
  readonly name: string;
  readonly meets: (value: unknown) => boolean;
}

/** What must come of a request. */
export interface Expectation {
  readonly status: number;
  /** By path into the body, `user.emailVerified`: a value that must be equal, or a condition. */
  readonly holds?: Readonly<Record<string, string | number | boolean | Condition>>;
  /** Looks further into the answer: gives what is wrong with it, in words without secrets. */
  readonly flaw?: (reply: Reply) => string | undefined;
}

/** Any text but the empty one. */
export const someText: Condition = { name: 'a text', meets: (value) => typeof value === 'string' && value !== '' };

/** Not there. */
export const nothing: Condition = { name: 'nothing', meets: (value) => value === undefined };

/** A list of so many members. */
export function listOf(length: number): Condition {
  return { name: `a list of ${length}`, meets: (value) => Array.isArray(value) && value.length === length };
}

/** A text that differs from an earlier one. */
export function otherThan(text: string): Condition {
  return { name: 'another text than before', meets: (value) => someText.meets(value) && value !== text };
}

/** The first thing about an answer that is not as expected, in words without secrets; undefined when all is. */
export function surpriseIn(reply: Reply, { status: expected, holds = {}, flaw }: Expectation): string | undefined {
  const { status, body } = reply;
  if (status !== expected) return `expected status ${expected}, got ${status}${errorIn(body)}`;
  for (const [path, wanted] of Object.entries(holds)) {
    const value = path.split('.').reduce<unknown>((outer, name) => (outer as Body | undefined)?.[name], body);
    const isMet = typeof wanted === 'object' ? wanted.meets(value) : value === wanted;
    if (isMet) continue;
    const name = typeof wanted === 'object' ? wanted.name : JSON.stringify(wanted);
    return `expected "${path}" to be ${name}, got ${inWords(path, value)}`;
  }
  return flaw?.(reply);
}

/** What an error body says: its code, its message and the fields that were refused. */
function errorIn({ error, message, validation_errors: refused }: Body): string {
  if (typeof error !== 'string') return '';
  const fields = Array.isArray(refused) ? `, fields ${JSON.stringify(refused)}` : '';
  return ` ${error} (${JSON.stringify(message)}${fields})`;
}

/** Never a token, a code or a secret: only names that hold nothing of the kind show their values. */
function inWords(path: string, value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  const isHarmless = typeof value !== 'string' || !/token|code|secret|uri/i.test(path);
  return isHarmless ? JSON.stringify(value) : `a text of ${value.length} characters`;
}
