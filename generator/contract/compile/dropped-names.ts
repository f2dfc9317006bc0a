import type { Property, Schema } from '../model/schema.js';

/** What a value is for: what a caller sends, what it is answered, or what is stored, which is all of it. */
export type Direction = 'request' | 'answer' | 'stored';

/** Which properties do not travel in a direction. */
export interface DroppedNames {
  readonly find: (name: string) => Schema | undefined;
  readonly isDropped: (property: Property, direction: Direction) => boolean;
  /** The names that no value of the schema has in the direction, of its own object and of all that it is composed of. */
  readonly of: (schema: Schema, direction: Direction) => ReadonlySet<string>;
  /** Whether the schema declares or requires one of the names, directly or by composition. */
  readonly declares: (schema: Schema, names: ReadonlySet<string>) => boolean;
}

/** Makes the look-up of dropped properties. References are followed, each once, since a broken contract has cycles. */
export function createDroppedNames(find: (name: string) => Schema | undefined): DroppedNames {
  const isDropped = ({ schema }: Property, direction: Direction): boolean =>
    direction !== 'stored' && hasMark(schema, direction === 'request' ? 'readOnly' : 'writeOnly', find, new Set());
  return {
    find,
    isDropped,
    of: (schema, direction) => {
      const all = objectsOf(schema, find, new Set()).flatMap((object) => object.properties);
      const dropped = all.filter((property) => isDropped(property, direction)).map(({ name }) => name);
      return new Set(dropped.filter((name) => !isPlainElsewhere(schema, name, direction)));
    },
    declares: (schema, names) =>
      objectsOf(schema, find, new Set()).some(({ properties }) => properties.some(({ name }) => names.has(name))),
  };

  /** Whether a member of a union drops a name that another member declares: then each does as it says. */
  function isPlainElsewhere(
    schema: Schema,
    name: string,
    direction: Direction,
    seen: Set<string> = new Set(),
  ): boolean {
    const target = resolved(schema, find, seen);
    if (target?.kind === 'allOf')
      return target.members.some((member) => isPlainElsewhere(member, name, direction, seen));
    if (target?.kind !== 'union') return false;
    return target.members.some((member) =>
      objectsOf(member, find, new Set()).some(({ properties }) =>
        properties.some((one) => one.name === name && one.schema.kind !== 'any' && !isDropped(one, direction)),
      ),
    );
  }
}

/** The mark stands at the property, at what it refers to, or at a part of what it is composed of. */
function hasMark(
  schema: Schema,
  mark: 'readOnly' | 'writeOnly',
  find: DroppedNames['find'],
  seen: Set<string>,
): boolean {
  if (schema[mark]) return true;
  const target = resolved(schema, find, seen);
  if (!target) return false;
  if (target !== schema) return hasMark(target, mark, find, seen);
  if (target.kind === 'allOf') return target.members.some((member) => hasMark(member, mark, find, seen));
  return (
    target.kind === 'union' &&
    target.members.length > 0 &&
    target.members.every((member) => hasMark(member, mark, find, new Set(seen)))
  );
}

function resolved(schema: Schema, find: DroppedNames['find'], seen: Set<string>): Schema | undefined {
  if (schema.kind !== 'reference') return schema;
  if (seen.has(schema.name)) return undefined;
  seen.add(schema.name);
  const target = find(schema.name);
  return target && resolved(target, find, seen);
}

/** The objects that a value of the schema is, or may be: its own, those of its parts, those of its alternatives. */
function objectsOf(
  schema: Schema,
  find: DroppedNames['find'],
  seen: Set<string>,
): readonly (Schema & { kind: 'object' })[] {
  const target = resolved(schema, find, seen);
  if (target?.kind === 'object') return [target];
  if (target?.kind === 'allOf') return target.members.flatMap((member) => objectsOf(member, find, seen));
  if (target?.kind !== 'union') return [];
  // A parent that stands for its children hands down its base alone.
  return (target.base ? [target.base] : target.members).flatMap((member) => objectsOf(member, find, seen));
}
