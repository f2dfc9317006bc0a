import type { ts as TypeScript } from 'ts-morph';

/** What a compiler message says, taken apart. */
export interface TypeMessage {
  /** What is wrong, in a line. */
  readonly text: string;
  readonly expected: string | undefined;
  readonly actual: string | undefined;
  /** What the compiler thinks was meant. */
  readonly suggestion: string | undefined;
}

interface Link {
  readonly code: number;
  readonly text: string;
}

/**
 * Takes a chain of compiler messages apart. The first says that two whole types differ, the last where; on the way
 * the properties are named that lead there.
 */
export function readMessage(ts: typeof TypeScript, message: string | TypeScript.DiagnosticMessageChain): TypeMessage {
  const links = typeof message === 'string' ? [{ code: 0, text: message }] : chainOf(message);
  const last = links.at(-1)?.text ?? '';
  const path = links.flatMap(({ text }) => propertyOf(text) ?? []).join('.');
  const suggestion = /Did you mean (?:to write )?'([^']+)'\?$/.exec(last)?.[1];
  const missing = missingOf(last);
  if (missing) {
    const where = path === '' ? missing.names : missing.names.map((name) => `${path}.${name}`);
    const text = `${where.join(', ')} ${where.length === 1 ? 'is' : 'are'} missing`;
    return { text, expected: missing.expected, actual: missing.actual, suggestion };
  }
  const pairs = links.flatMap(({ text: one }) => mismatchOf(one) ?? []);
  // Without a property on the way, the whole types say more than the one member of a union that does not fit.
  const mismatch = path === '' ? (pairs.find(({ actual }) => !isWrapper(actual)) ?? pairs.at(-1)) : pairs.at(-1);
  if (!mismatch) return { text: firstSentence(ts, message), expected: undefined, actual: undefined, suggestion };
  const text = path === '' ? 'the types differ' : `the types of ${path} differ`;
  return { text, ...mismatch, suggestion };
}

/** Functions and promises, which only lead to what they give. */
function isWrapper(type: string): boolean {
  return /^(\(|<|Promise<)/.test(type);
}

/** The pairs of types that the messages of a chain hold against each other, outermost first. */
export function mismatches(
  message: string | TypeScript.DiagnosticMessageChain,
): readonly { readonly actual: string; readonly expected: string }[] {
  const links = typeof message === 'string' ? [{ code: 0, text: message }] : chainOf(message);
  return links.flatMap(({ text }) => mismatchOf(text) ?? missingOf(text) ?? []);
}

/** Where a chain branches, the first branch is followed. */
function chainOf(chain: TypeScript.DiagnosticMessageChain): Link[] {
  const next = chain.next?.[0];
  return [{ code: chain.code, text: chain.messageText }, ...(next ? chainOf(next) : [])];
}

function propertyOf(text: string): string | undefined {
  return /^(?:Types of property|The types of|The types returned by) '(.+?)' are incompatible/.exec(text)?.[1];
}

function mismatchOf(text: string): { actual: string; expected: string } | undefined {
  const found =
    /^Type '(.*)' is not assignable to type '(.*)'(?: with 'exactOptionalPropertyTypes.*)?\.(?: Did you mean .*)?$/s.exec(
      text,
    ) ??
    /^Argument of type '(.*)' is not assignable to parameter of type '(.*)'\.$/s.exec(text) ??
    /the types '(.*)' and '(.*)' have no overlap/s.exec(text);
  return found ? { actual: found[1] ?? '', expected: found[2] ?? '' } : undefined;
}

function missingOf(text: string): { names: readonly string[]; actual: string; expected: string } | undefined {
  const one = /^Property '(.+?)' is missing in type '(.*)' but required in type '(.*)'\.$/s.exec(text);
  if (one) return { names: [one[1] ?? ''], actual: one[2] ?? '', expected: one[3] ?? '' };
  const several =
    /^Type '(.*)' is missing the following properties from type '(.*)': (.+?)(?:, and \d+ more\.)?$/s.exec(text);
  return several
    ? { names: (several[3] ?? '').split(', '), actual: several[1] ?? '', expected: several[2] ?? '' }
    : undefined;
}

function firstSentence(ts: typeof TypeScript, message: string | TypeScript.DiagnosticMessageChain): string {
  return ts.flattenDiagnosticMessageText(message, ' ').replace(/ +/g, ' ').replace(/\.$/, '');
}
