import type { Schema } from '../../contract/model/schema.js';
import type { SchemaContext } from '../schema-compiler/context.js';

/** What the values of one schema are made with. */
export interface Scene {
  readonly schemas: SchemaContext;
  /** The names that a value is being made of, from the outermost: none is made inside itself. */
  readonly visited: readonly string[];
  /** The values of a schema inside, each valid by itself; the best first. */
  readonly valuesOf: (schema: Schema, scene: Scene) => Iterable<unknown>;
}

/** The first values of a sequence, at most so many. */
export function take<T>(values: Iterable<T>, most: number): readonly T[] {
  const taken: T[] = [];
  if (most <= 0) return taken;
  for (const value of values) {
    taken.push(value);
    if (taken.length >= most) break;
  }
  return taken;
}

/** The first value of a sequence; undefined where it is empty. */
export function first<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}

/** Whether making a value of the schema would come back to one that is being made. */
export function comesBack(schema: Schema, { visited }: Pick<Scene, 'visited'>): boolean {
  return (
    (schema.kind === 'reference' && visited.includes(schema.name)) ||
    (schema.kind === 'array' && schema.items !== undefined && comesBack(schema.items, { visited }))
  );
}
