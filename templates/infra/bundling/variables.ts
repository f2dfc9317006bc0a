import type { Node, ObjectPattern, VariableDeclarator } from 'acorn';
import type { Reference } from './scopes.js';
import { keyName, memberName, memberOf } from './syntax.js';

/** Where Node.js exports what `process` is. */
export const processModules: readonly string[] = ['process', 'node:process'];

/** A reading of an environment variable. */
export interface VariableRead {
  readonly name: string;
  readonly node: Node;
}

/** The variables that are read off `process.env`: `.NAME`, `['NAME']`, `const { NAME } =`. */
export function processReads(references: readonly Reference[]): readonly VariableRead[] {
  return references.flatMap((reference) => {
    const env = environmentAt(reference);
    return (env ? namesOff(env) : []).map((name) => ({ name, node: reference.node }));
  });
}

interface Place {
  readonly node: Node;
  readonly parents: readonly Node[];
}

/** The `process.env` that a reference to `process` stands in, or that it is itself, imported by its name. */
function environmentAt(reference: Reference): Place | undefined {
  const { name, binding, parents } = reference;
  const imported = binding?.imported;
  const isImported = imported !== undefined && processModules.includes(imported.module);
  if (isImported && imported.name === 'env') return reference;
  const isProcess = isImported || (binding === undefined && name === 'process');
  const member = isProcess ? memberOf(reference) : undefined;
  return member && memberName(member) === 'env' ? { node: member, parents: parents.slice(0, -1) } : undefined;
}

function namesOff(env: Place): readonly string[] {
  const member = memberOf(env);
  if (member) return listed(memberName(member));
  const parent = env.parents.at(-1);
  if (parent?.type !== 'VariableDeclarator') return [];
  const { id, init } = parent as VariableDeclarator;
  if (init !== env.node || id.type !== 'ObjectPattern') return [];
  return (id as ObjectPattern).properties.flatMap((one) => (one.type === 'Property' ? listed(keyName(one)) : []));
}

function listed(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}
