import { isMapping, type Mapping } from '../read/cursor.js';
import { pointerKeys } from '../read/pointer.js';

/** The schema that a `$ref` of the specification's schema stands for; else the schema itself. */
export function dereferenced(schema: unknown, root: unknown): unknown {
  const reference = isMapping(schema) ? schema['$ref'] : undefined;
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return schema;
  let target = root;
  for (const key of pointerKeys(reference)) target = isMapping(target) ? target[key] : undefined;
  return target;
}

/** Every schema that a schema holds in itself, without those that it refers to. */
export function partsOf(schema: unknown): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || found.has(part)) return;
    found.add(part);
    for (const inner of Object.values(part)) walk(inner);
  };
  walk(schema);
  return found;
}

/** The fields that a schema knows for an object, whichever of its alternatives, conditions and references has them. */
export function fieldsOf(schema: unknown, root: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    const target = dereferenced(part, root);
    if (target !== part) walk(target);
    for (const [key, inner] of Object.entries(part as Mapping)) {
      if (key !== 'properties') walk(inner);
      else for (const name of Object.keys(inner as Mapping)) found.add(name);
    }
  };
  walk(schema);
  return found;
}
