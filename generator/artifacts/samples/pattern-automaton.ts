import { createRequire } from 'node:module';
import type * as Refa from 'refa';

type Automaton = Refa.NFA;
type Element = Refa.NoParent<Refa.Element>;
type Alternative = { readonly elements: readonly Element[] };

const require = createRequire(import.meta.url);
/** Read when the first pattern asks for it: most contracts are met by everyday words. */
const refa = (): typeof Refa => require('refa') as typeof Refa;

/** A pattern that takes more states than this is given up: its author may be hostile. */
const mostNodes = 20_000;

/**
 * The automaton of the texts that all patterns match, or undefined where there is none within reason. What an
 * automaton cannot say (a back reference, a look-around within the text) is left out: a text that it makes may have to
 * be tried against the pattern itself.
 */
export function automatonOf(patterns: readonly string[]): Automaton | undefined {
  try {
    return patterns.map(patternAutomaton).reduce(intersection);
  } catch {
    return undefined;
  }
}

function intersection(left: Automaton, right: Automaton): Automaton {
  const { NFA } = refa();
  return NFA.fromIntersection(left, right, new NFA.LimitedNodeFactory(mostNodes));
}

function patternAutomaton(pattern: string): Automaton {
  const { JS, NFA } = refa();
  const parsed = JS.Parser.fromLiteral({ source: pattern, flags: flagsOf(pattern) }).parse({
    maxBackreferenceWords: 32,
    backreferences: 'unknown',
    assertions: 'parse',
    maxNodes: mostNodes,
  });
  const options = { maxCharacter: parsed.maxCharacter };
  const whole = NFA.empty(options);
  for (const alternative of topAlternatives(parsed.expression.alternatives)) {
    whole.union(alternativeAutomaton(alternative, options), new NFA.LimitedNodeFactory(mostNodes));
  }
  return whole;
}

function flagsOf(pattern: string): string {
  try {
    return new RegExp(pattern, 'u').flags;
  } catch {
    return '';
  }
}

/** The alternatives of the pattern, those of a group around all of it included. */
function topAlternatives(alternatives: readonly Alternative[]): readonly Alternative[] {
  return alternatives.flatMap((alternative) => {
    const [only, ...others] = alternative.elements;
    return only?.type === 'Alternation' && others.length === 0 ? topAlternatives(only.alternatives) : [alternative];
  });
}

/** One alternative: what its anchors leave open is filled with anything, and what it looks ahead to must hold, too. */
function alternativeAutomaton({ elements }: Alternative, options: Refa.NFA.Options): Automaton {
  const starts = elements.findIndex((element) => !isAssertion(element, 'behind') && !isAssertion(element, 'ahead'));
  const leading = starts === -1 ? elements : elements.slice(0, starts);
  const body = starts === -1 ? [] : elements.slice(starts);
  const last = body.at(-1);
  const opens = !leading.some((element) => isEdge(element, 'behind'));
  const ends = last !== undefined && isEdge(last, 'ahead');
  const core = [...(opens ? [anything()] : []), ...body.map(withoutAssertions), ...(ends ? [] : [anything()])];
  return leading
    .filter((element) => isAssertion(element, 'ahead') && !opens)
    .map((element) => lookAhead(element as Refa.NoParent<Refa.Assertion>, options))
    .reduce(intersection, compiled([{ elements: core }], options));
}

/** The texts that begin as the assertion says, or that do not where it is a negative one. */
function lookAhead({ alternatives, negate }: Refa.NoParent<Refa.Assertion>, options: Refa.NFA.Options): Automaton {
  const { DFA, NFA } = refa();
  const beginnings = alternatives.map(({ elements }) => {
    const last = elements.at(-1);
    const ends = last !== undefined && isEdge(last, 'ahead');
    return { elements: [...elements.map(withoutAssertions), ...(ends ? [] : [anything()])] };
  });
  const positive = compiled(beginnings, options);
  if (!negate) return positive;
  const complement = DFA.fromFA(positive, new DFA.LimitedNodeFactory(mostNodes));
  complement.complement(new DFA.LimitedNodeFactory(mostNodes));
  return NFA.fromFA(complement, new NFA.LimitedNodeFactory(mostNodes));
}

function compiled(alternatives: readonly Alternative[], options: Refa.NFA.Options): Automaton {
  const { NFA } = refa();
  const expression = { type: 'Expression', alternatives: alternatives.map(concatenation) } as const;
  const factory = new NFA.LimitedNodeFactory(mostNodes);
  return NFA.fromRegex(expression as Refa.NoParent<Refa.Expression>, options, { assertions: 'disable' }, factory);
}

function concatenation({ elements }: Alternative): Refa.NoParent<Refa.Concatenation> {
  return { type: 'Concatenation', elements: [...elements] };
}

/** Any text at all. */
function anything(): Element {
  const { alternatives } = refa().JS.Parser.fromLiteral({ source: '[^]*', flags: 'u' }).parse().expression;
  const [element] = alternatives[0]?.elements ?? [];
  if (!element) throw new Error('a pattern of one element has one element');
  return element;
}

/** An assertion within the text is taken for one that holds. */
function withoutAssertions(element: Element): Element {
  const inner = (alternatives: readonly Alternative[]): Refa.NoParent<Refa.Concatenation>[] =>
    alternatives.map(({ elements }) => concatenation({ elements: elements.map(withoutAssertions) }));
  switch (element.type) {
    case 'Assertion':
      return { type: 'Alternation', alternatives: [concatenation({ elements: [] })] };
    case 'Alternation':
    case 'Quantifier':
      return { ...element, alternatives: inner(element.alternatives) };
    default:
      return element;
  }
}

function isAssertion(element: Element, kind: 'ahead' | 'behind'): boolean {
  return element.type === 'Assertion' && element.kind === kind;
}

/** `^` and `$`: nothing at all stands before or after. */
function isEdge(element: Element, kind: 'ahead' | 'behind'): boolean {
  if (element.type !== 'Assertion' || element.kind !== kind || !element.negate) return false;
  const [only] = element.alternatives;
  const [set] = only?.elements ?? [];
  return element.alternatives.length === 1 && set?.type === 'CharacterClass' && set.characters.isAll;
}
