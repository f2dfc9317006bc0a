import {
  mediaTypesOf,
  type Entity,
  type MediaType,
  type NamedSchema,
  type Operation,
  type Parameter,
  type ParameterPlace,
  type Response,
} from '../model/contract.js';
import { schemaChildren, type Property, type Schema } from '../model/schema.js';
import type { VariantKind } from '../model/naming.js';
import { createDroppedNames, type Direction, type DroppedNames } from './dropped-names.js';
import { convertSchema, type Conversion } from './one-direction.js';
import { createExampleStripper } from './stripped-examples.js';

/** What the direction of values depends on. */
export interface DirectedParts<O> {
  readonly operations: readonly O[];
  readonly entities: readonly Entity[];
  readonly schemas: readonly NamedSchema[];
}

/** Gives the variant of a named schema a name and a file. */
export type NameVariant = (name: string, kind: VariantKind) => Pick<NamedSchema, 'name' | 'file'> | undefined;

/**
 * Splits what callers send from what they are answered. A property with `readOnly` is no part of a request, one with
 * `writeOnly` no part of an answer, and `required` counts only where the property is one (OpenAPI 3.0, Schema Object). A
 * named schema keeps its name for answers; those that hold such a property get a second one for requests, and a third
 * one where an entity stores them. All others stay as they are.
 */
export function splitDirections<O extends Pick<Operation, 'parameters' | 'body' | 'responses'>>(
  parts: DirectedParts<O>,
  nameVariant: NameVariant,
): DirectedParts<O> {
  const byName = new Map(parts.schemas.map((schema) => [schema.name, schema]));
  const names = createDroppedNames((name) => byName.get(name)?.schema);
  const marked = markedNames(parts.schemas, names);
  const isMarked = (schema: Schema): boolean => holdsMark(schema, names);
  if (marked.all.size === 0 && !schemasOf(parts).some(isMarked)) return parts;
  const variants = createVariants(byName, marked, names, nameVariant);
  const { convert, strip } = variants;
  return {
    operations: parts.operations.map((operation) => directedOperation(operation, convert, strip)),
    entities: parts.entities.map((entity) => {
      const schema = convert(entity.schema, 'stored');
      return schema.kind === 'object' ? { ...entity, schema } : entity;
    }),
    schemas: variants.finish(parts.schemas),
  };
}

type Convert = (schema: Schema, direction: Direction) => Schema;
type Strip = (value: unknown, schema: Schema, direction: Direction) => unknown;

/** The named schemas that hold a property with a mark, in whatever depth. */
interface MarkedNames {
  readonly all: ReadonlySet<string>;
  /** Those with `writeOnly`: what is stored differs from what is answered. */
  readonly writeOnly: ReadonlySet<string>;
}

function markedNames(schemas: readonly NamedSchema[], names: DroppedNames): MarkedNames {
  const reading = (direction: Direction): ReadonlySet<string> => {
    const found = new Set(
      schemas.filter(({ schema }) => holdsMark(schema, names, [direction])).map(({ name }) => name),
    );
    const referring = schemas.map(({ name, schema }) => [name, allReferences(schema)] as const);
    for (let before = -1; before < found.size;) {
      before = found.size;
      for (const [name, targets] of referring) if (targets.some((target) => found.has(target))) found.add(name);
    }
    return found;
  };
  const writeOnly = reading('answer');
  return { writeOnly, all: new Set([...reading('request'), ...writeOnly]) };
}

/** The names a schema refers to, those of its discriminator among them. */
function allReferences(schema: Schema): readonly string[] {
  const { discriminator } = schema;
  const own = schema.kind === 'reference' ? [schema.name] : [];
  const selected = discriminator ? [...discriminator.mapping.map(([, name]) => name), discriminator.otherwise] : [];
  const named = selected.filter((name) => name !== undefined);
  return [...own, ...named, ...schemaChildren(schema).flatMap(allReferences)];
}

/** Whether a property of the schema itself does not travel in one of the directions. */
function holdsMark(
  schema: Schema,
  names: DroppedNames,
  directions: readonly Direction[] = ['request', 'answer'],
): boolean {
  const isMarked = (property: Property): boolean => directions.some((one) => names.isDropped(property, one));
  if (schema.kind === 'object' && schema.properties.some(isMarked)) return true;
  return schemaChildren(schema).some((child) => holdsMark(child, names, directions));
}

interface Variants {
  readonly convert: Convert;
  readonly strip: Strip;
  /** All named schemas: each as it is answered, and the variants that something refers to. Call it last. */
  readonly finish: (schemas: readonly NamedSchema[]) => readonly NamedSchema[];
}

function createVariants(
  byName: ReadonlyMap<string, NamedSchema>,
  marked: MarkedNames,
  names: DroppedNames,
  nameVariant: NameVariant,
): Variants {
  const made = new Map<
    string,
    { base: NamedSchema; direction: Direction; names: Pick<NamedSchema, 'name' | 'file'> }
  >();
  const variantOf = (name: string, direction: Direction): string => {
    const isOwn =
      direction === 'answer' || !marked.all.has(name) || (direction === 'stored' && !marked.writeOnly.has(name));
    const base = byName.get(name);
    if (isOwn || !base) return name;
    const key = `${direction} ${name}`;
    const own = made.get(key)?.names ?? nameVariant(name, variantKind(direction));
    if (own && !made.has(key)) made.set(key, { base, direction, names: own });
    return own?.name ?? name;
  };
  const strip = createExampleStripper(names);
  const conversion: Conversion = { names, variantOf, strip };
  const convert: Convert = (schema, direction) => convertSchema(schema, direction, conversion);
  return {
    convert,
    strip,
    finish(schemas) {
      const answered = schemas.map((one) =>
        marked.all.has(one.name) ? { ...one, schema: convert(one.schema, 'answer') } : one,
      );
      // Converting one may ask for further ones: a map that grows is walked to its end.
      const others: NamedSchema[] = [];
      for (const { base, direction, names: own } of made.values()) {
        others.push({ ...base, ...own, variant: variantKind(direction), schema: convert(base.schema, direction) });
      }
      return [...answered, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

function variantKind(direction: Direction): VariantKind {
  return direction === 'request' ? 'Writable' : 'Stored';
}

function schemasOf<O extends Pick<Operation, 'parameters' | 'body' | 'responses'>>({
  operations,
  entities,
}: DirectedParts<O>): readonly Schema[] {
  return [
    ...operations.flatMap(({ parameters, body, responses }) => [
      ...Object.values(parameters).flatMap((group) => group.map(({ schema }) => schema)),
      ...(body?.content ?? []).map(({ schema }) => schema),
      ...responses.flatMap((response) => [...mediaTypesOf(response), ...response.headers].map(({ schema }) => schema)),
    ]),
    ...entities.map(({ schema }) => schema),
  ];
}

function directedOperation<O extends Pick<Operation, 'parameters' | 'body' | 'responses'>>(
  operation: O,
  convert: Convert,
  strip: Strip,
): O {
  const directed = <T extends MediaType | Parameter>(one: T, direction: Direction): T => ({
    ...one,
    schema: convert(one.schema, direction),
    examples: one.examples.map((example) => strip(example, one.schema, direction)),
  });
  const sent = (place: ParameterPlace): readonly Parameter[] =>
    operation.parameters[place].map((one) => directed(one, 'request'));
  const answered = (response: Response): Response => ({
    ...response,
    content: response.content && directed(response.content, 'answer'),
    others: response.others.map((media) => directed(media, 'answer')),
    headers: response.headers.map((header) => ({ ...header, schema: convert(header.schema, 'answer') })),
  });
  return {
    ...operation,
    parameters: { path: sent('path'), query: sent('query'), header: sent('header'), cookie: sent('cookie') },
    body: operation.body && {
      ...operation.body,
      content: operation.body.content.map((media) => directed(media, 'request')),
    },
    responses: operation.responses.map(answered),
  };
}
