import { schemaChildren, type Schema } from '../../contract/model/schema.js';
import type { SchemaContext } from './context.js';

/**
 * Whether the model of a schema refuses all that the contract refuses. Where a keyword is not checked it may accept
 * more: that it accepts a value says nothing then, and must not be held against another member of a oneOf.
 */
export function isExact(schema: Schema, context: SchemaContext, visited: ReadonlySet<string> = new Set()): boolean {
  if (schema.isInexact) return false;
  if (schema.kind === 'reference') {
    const target = context.find(schema.name);
    return !target || visited.has(schema.name) || isExact(target, context, new Set([...visited, schema.name]));
  }
  return schemaChildren(schema).every((part) => isExact(part, context, visited));
}
