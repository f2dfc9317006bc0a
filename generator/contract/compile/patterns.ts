import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';

/** Whether ECMA-262 reads the pattern at all, with the `u` flag that JSON Schema asks for or without. */
export function isRegularExpression(pattern: string): boolean {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      continue;
    }
  }
  return false;
}

/** What other dialects write and ECMA-262 reads as something else, without a word. */
const foreignSyntax: readonly (readonly [RegExp, string])[] = [
  [/(?<!\\)(?:\\\\)*\\A/, '"\\A", which means the letter A here; "^" is meant'],
  [/(?<!\\)(?:\\\\)*\\[zZ]/, '"\\z", which means the letter z here; "$" is meant'],
  [/(?<!\\)(?:\\\\)*\\[QE]/, '"\\Q", which quotes nothing here'],
  [/\[\^?\[:\^?\w+:\]/, 'a POSIX class, which means its letters here; "\\p{L}" and the like are meant'],
];

/** Reports a pattern that is none, that means something else than its author thinks, or that can take for ever. */
export function reportPattern(pattern: string, at: Location, reporter: Reporter): void {
  if (!isRegularExpression(pattern)) {
    reporter.report(diagnostic('AW208', at, `"${pattern}" is not a regular expression`));
    return;
  }
  const foreign = foreignSyntax.find(([syntax]) => syntax.test(pattern));
  if (foreign) reporter.report(diagnostic('AW208', at, `it holds ${foreign[1]}`));
  if (repeatsRepetitions(pattern)) {
    reporter.report(diagnostic('AW221', at, `"${pattern}" repeats what may itself be any repetition`));
  }
}

interface Alternative {
  /** Whether something in it must be there exactly as often as it is written: a separator. */
  separated: boolean;
  /** Whether something in it may be repeated without end. */
  repeated: boolean;
}

/**
 * Whether a group that is repeated without end holds an alternative of nothing but repeated and optional parts, as
 * `(a+)*` or `(\w+\s?)+` do. Where something fixed stands between the repetitions, a text divides in one way only.
 */
function repeatsRepetitions(pattern: string): boolean {
  const tokens = pattern.match(/\\[pPu]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]|\(\?[:=!]|\(\?<[=!]|\(\?<\w+>|[^]/g) ?? [];
  const groups: Alternative[][] = [[{ separated: false, repeated: false }]];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    if (token.startsWith('(')) {
      groups.push([{ separated: false, repeated: false }]);
      continue;
    }
    if (token === '|') {
      groups.at(-1)?.push({ separated: false, repeated: false });
      continue;
    }
    if (token === '^' || token === '$') continue;
    const closed = token === ')' && groups.length > 1 ? groups.pop() : undefined;
    const quantifier = /^(?:[*+?]|\{\d+(,?)(\d*)\})/.exec(tokens.slice(index + 1, index + 9).join(''))?.[0] ?? '';
    index += quantifier.length;
    const endless = quantifier === '*' || quantifier === '+' || /^\{\d+,\}$/.test(quantifier);
    if (endless && closed?.some(({ separated, repeated }) => repeated && !separated)) return true;
    const current = groups.at(-1)?.at(-1);
    if (!current) return false;
    if (endless) current.repeated = true;
    else if (quantifier === '' || /^\{[1-9]/.test(quantifier)) {
      if (closed) {
        current.repeated ||= closed.some(({ repeated }) => repeated);
        current.separated ||= closed.every(({ separated }) => separated);
      } else current.separated = true;
    }
  }
  return false;
}
