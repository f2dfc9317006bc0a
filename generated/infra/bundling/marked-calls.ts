import type { Node } from 'acorn';
import { declaredFunction, factOf } from './directives.js';
import type { Binding, Reference } from './scopes.js';
import { argumentsOf, writtenText } from './syntax.js';

/** A use of a function that carries a fact and is told a name. */
export interface MarkedCall {
  /** Its first argument; `?` where that is not written out, or the function is passed on. */
  readonly name: string;
  readonly node: Node;
}

/** The fact that a declared function carries. */
export function factAt(binding: Binding | undefined): string | undefined {
  const declared = declaredFunction(binding?.declaration);
  return declared && factOf(declared);
}

/** The uses of the functions that carry a fact, whatever they are called in the bundle. */
export function markedCalls(fact: string, references: readonly Reference[]): readonly MarkedCall[] {
  return references
    .filter(({ binding }) => factAt(binding) === fact)
    .map((reference) => ({ name: writtenText(argumentsOf(reference)?.[0]) ?? '?', node: reference.node }));
}
