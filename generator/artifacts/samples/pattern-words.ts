import type { CharSet, NFA } from 'refa';
import { automatonOf } from './pattern-automaton.js';

type Node = NFA.ReadonlyNode;

/** Characters that read well, those before all others. */
const readable = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '1234567890', '-_./@:+ '].map((group) =>
  [...group].map((one) => one.codePointAt(0) ?? 0),
);

/** States that are looked at in all: a limit of time as well as of memory. */
const mostSteps = 1_500_000;
/** How many lengths are offered beyond the shortest, and how many variants of each. */
const lengths = 32;
const variants = 130;

/** Texts that match all patterns and have an allowed length, the shortest first; none where none is found in time. */
export function* wordsOf(patterns: readonly string[], minLength: number, maxLength: number): Iterable<string> {
  const automaton = automatonOf(patterns);
  if (!automaton) return;
  const layers: ReadonlySet<Node>[] = [automaton.finals];
  let steps = 0;
  let found = 0;
  for (let length = 0; length <= maxLength && found < lengths && steps < mostSteps; length += 1) {
    const layer = layers[length] ?? new Set();
    if (layer.size === 0) return;
    if (length >= minLength && layer.has(automaton.initial)) {
      found += 1;
      yield* wordsOfLength(automaton.initial, layers, length);
    }
    const before = new Set([...layer].flatMap((node) => [...node.in.keys()]));
    layers.push(before);
    steps += layer.size + before.size;
  }
}

/** Variants of the text of a length, until they repeat themselves. */
function* wordsOfLength(initial: Node, layers: readonly ReadonlySet<Node>[], length: number): Iterable<string> {
  const usual = word(initial, layers, length, 0);
  yield usual;
  for (let variant = 1; variant < variants; variant += 1) {
    const other = word(initial, layers, length, variant);
    if (other === usual) return;
    yield other;
  }
}

/** The text of a length; a layer holds the nodes that are so many characters from an end. */
function word(initial: Node, layers: readonly ReadonlySet<Node>[], length: number, variant: number): string {
  let node = initial;
  let text = '';
  for (let left = length - 1; left >= 0; left -= 1) {
    const ways = [...node.out].filter(([next]) => layers[left]?.has(next));
    const choices = ways.flatMap(([next, set]) =>
      characterOf(set, text.length, variant).map((one) => ({ next, one, rank: rankOf(one) })),
    );
    const [best] = choices.sort((a, b) => a.rank - b.rank);
    if (!best) return text;
    text += String.fromCodePoint(best.one);
    node = best.next;
  }
  return text;
}

/** A character of a set that reads well; one after the other along the text, another one in each variant. */
function characterOf(set: CharSet, position: number, variant: number): readonly number[] {
  for (const group of readable) {
    const known = group.filter((one) => set.has(one));
    const one = known[(position + variant) % known.length];
    if (one !== undefined) return [one];
  }
  const [range] = set.ranges.filter(({ max }) => max < 0xd800 || max > 0xdfff);
  return range ? [Math.min(range.max, Math.max(range.min, 0x21) + variant)] : [];
}

function rankOf(character: number): number {
  const found = readable.findIndex((group) => group.includes(character));
  return found === -1 ? readable.length : found;
}
