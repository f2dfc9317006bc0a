import type { Schema, UnionSchema } from '../model/schema.js';
import { emptyAnnotations } from './annotations.js';

/**
 * Makes a schema with a discriminator that others inherit from by `allOf` what it stands for where it is used: one of
 * them, chosen by the property. What they inherit is kept as its `base`.
 */
export function withSubtypes(schemas: ReadonlyMap<string, Schema>): ReadonlyMap<string, Schema> {
  const children = new Map<string, string[]>();
  for (const [name, schema] of schemas) {
    for (const parent of inherited(schema)) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  const descendants = (name: string, seen: Set<string>): string[] =>
    (children.get(name) ?? []).flatMap((one) => {
      if (seen.has(one)) return [];
      seen.add(one);
      return [one, ...descendants(one, seen)];
    });
  return new Map(
    [...schemas].map(([name, schema]) => {
      const names = descendants(name, new Set([name])).sort();
      return [name, names.length > 0 ? asUnion(schema, names) : schema] as const;
    }),
  );
}

function asUnion(schema: Schema, names: readonly string[]): Schema {
  const { discriminator } = schema;
  if (!discriminator) return schema;
  const base = inheritable(schema, new Set(names));
  if (!base) return schema;
  const at = schema.at;
  const members = names.map((name): Schema => ({ ...emptyAnnotations({ value: {}, at }), kind: 'reference', name }));
  const union: UnionSchema = { ...schema, kind: 'union', exclusive: false, members, base, discriminator };
  return union;
}

/** What a child inherits: the object itself, without a list of the children in its own oneOf. */
function inheritable(schema: Schema, names: ReadonlySet<string>): Schema | undefined {
  if (schema.kind === 'object') return { ...schema, nullable: false };
  if (schema.kind !== 'allOf') return undefined;
  const members = schema.members.filter((member) => !lists(member, names));
  const [only] = members;
  if (members.length === 1 && only?.kind === 'object') return only;
  return { ...schema, members, nullable: false };
}

function lists(schema: Schema, names: ReadonlySet<string>): boolean {
  if (schema.kind === 'reference') return names.has(schema.name);
  return schema.kind === 'union' && schema.members.some((member) => lists(member, names));
}

/** The names a schema inherits from by `allOf`. */
function inherited(schema: Schema): readonly string[] {
  if (schema.kind !== 'allOf') return [];
  return schema.members.flatMap((member) => (member.kind === 'reference' ? [member.name] : inherited(member)));
}

/** A schema with the parents it inherits from replaced by what it inherits: what a value of it consists of. */
export function withInherited(schema: Schema, schemas: ReadonlyMap<string, Schema>): Schema {
  if (schema.kind !== 'allOf') return schema;
  const members = schema.members.map((member): Schema => {
    const target = member.kind === 'reference' ? schemas.get(member.name) : undefined;
    return target?.kind === 'union' && target.base
      ? withInherited(target.base, schemas)
      : withInherited(member, schemas);
  });
  return { ...schema, members };
}
