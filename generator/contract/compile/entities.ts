import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, fields, isMapping, keyOf, text, type Cursor } from '../read/cursor.js';
import type { Entity, EntityIndex, KeyTemplate } from '../model/contract.js';
import type { NameRegistry } from '../model/name-registry.js';
import { fileName, typeName } from '../model/naming.js';
import { pointerOf } from '../read/pointer.js';
import { placeKey, type References } from '../resolve/references.js';
import type { ObjectSchema } from '../model/schema.js';
import type { SchemaReader } from './schemas.js';
import { readTable, reportUnknownKeys } from './extension-values.js';

/** A schema with `x-authwright-entity` and the name it is known by. */
interface EntityPlace {
  readonly cursor: Cursor;
  readonly pointer: string;
}

/** The places of all entities: `x-authwright.entities` and component schemas that carry the extension. */
export function entityPlaces(root: Cursor, references: References): readonly EntityPlace[] {
  const extension = child(root, 'x-authwright');
  const listed = extension && child(extension, 'entities');
  const holder = listed && references.resolve(listed);
  const components = child(root, 'components');
  const named = (from: Cursor | undefined, ...keys: string[]): EntityPlace[] =>
    fields(from).flatMap(([key, entry]): EntityPlace[] => {
      const cursor = references.resolve(entry);
      return cursor && child(cursor, 'x-authwright-entity') ? [{ cursor, pointer: pointerOf(...keys, key) }] : [];
    });
  return [
    ...named(holder, 'x-authwright', 'entities'),
    ...named(components && child(components, 'schemas'), 'components', 'schemas'),
  ];
}

/** The names of entities, needed before the operations that mention them are read. */
export function entityNames(places: readonly EntityPlace[]): ReadonlySet<string> {
  return new Set(
    places.flatMap(({ cursor }) => {
      const extension = child(cursor, 'x-authwright-entity');
      return (extension && text(extension, 'name')) ?? [];
    }),
  );
}

/** The entities, sorted by name. */
export function readEntities(
  places: readonly EntityPlace[],
  defaultTable: string,
  schemas: SchemaReader,
  registry: NameRegistry,
  reporter: Reporter,
): readonly Entity[] {
  const entities = places
    .flatMap((place) => readEntity(place, defaultTable, schemas, registry, reporter) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  reportMixedProjections(entities, reporter);
  return entities;
}

/** Entities that name the same index of a table share it, and an index projects the same of all items. */
function reportMixedProjections(entities: readonly Entity[], reporter: Reporter): void {
  for (const entity of entities) {
    for (const { name, projection } of entity.indexes) {
      const other = entities.find(
        ({ table, indexes }) =>
          table === entity.table && indexes.some((one) => one.name === name && one.projection !== projection),
      );
      if (!other || projection === 'all') continue;
      const message = `${name} projects the keys of ${entity.name} and everything of ${other.name}`;
      reporter.report(diagnostic('AW302', entity.at, message, { fix: 'Give the index the same projection in both.' }));
    }
  }
}

function readEntity(
  place: EntityPlace,
  defaultTable: string,
  schemas: SchemaReader,
  registry: NameRegistry,
  reporter: Reporter,
): Entity | undefined {
  const { cursor, pointer } = place;
  const extension = child(cursor, 'x-authwright-entity');
  if (!extension || !isMapping(extension.value)) return undefined;
  reportUnknownKeys(extension, ['name', 'table', 'pk', 'sk', 'indexes', 'ttl'], reporter);
  const given = text(extension, 'name');
  const pk = text(extension, 'pk');
  const sk = text(extension, 'sk');
  if (given === undefined || pk === undefined || sk === undefined) {
    reporter.report(diagnostic('AW302', extension.at, 'an entity has a "name", a "pk" and an "sk"'));
    return undefined;
  }
  const schema = schemas.read(cursor);
  if (schema.kind !== 'object') {
    reporter.report(diagnostic('AW302', cursor.at, 'an entity is an object schema'));
    return undefined;
  }
  const spellings = { type: typeName(given), file: fileName(given) };
  const at = keyOf(extension);
  const names = registry.claim({ family: 'entity', original: given, place: placeKey(cursor), at, spellings });
  if (!names) return undefined;
  reportReservedProperties(schema, cursor, reporter);
  const keys = createKeyReader(schema, reporter);
  return {
    name: names.type,
    file: names.file,
    table: readTable(extension, reporter) ?? defaultTable,
    pk: keys(pk, 'required', child(extension, 'pk')?.at ?? extension.at),
    sk: keys(sk, 'required', child(extension, 'sk')?.at ?? extension.at),
    indexes: readIndexes(extension, keys, reporter),
    ttl: readTtl(extension, schema, reporter),
    schema,
    pointer,
    at: cursor.at,
  };
}

/** Attributes of stored items that are not the author's, and names that every object has already. */
function reportReservedProperties(schema: ObjectSchema, cursor: Cursor, reporter: Reporter): void {
  const properties = child(cursor, 'properties');
  for (const { name } of schema.properties) {
    if (name !== 'pk' && name !== 'sk' && name !== 'entity' && !/Index[PS]k$/.test(name) && !(name in {})) continue;
    const place = properties && child(properties, name);
    reporter.report(
      diagnostic(
        'AW304',
        place ? keyOf(place) : cursor.at,
        `an entity cannot have a property called "${name}": the stored item uses that name`,
        { fix: 'Rename the property.' },
      ),
    );
  }
}

type KeyReader = (template: string, presence: 'required' | 'optional', at: Location) => KeyTemplate;

/** Splits a key template and checks its properties: the keys of an item must always be there. */
function createKeyReader(schema: ObjectSchema, reporter: Reporter): KeyReader {
  return (template, presence, at) =>
    template.split(/(\{[^{}]*\})/).flatMap((part): KeyTemplate => {
      if (part === '') return [];
      if (!part.startsWith('{')) return [{ literal: part }];
      const property = part.slice(1, -1);
      const found = schema.properties.find((one) => one.name === property);
      if (!found) reporter.report(diagnostic('AW304', at, `"${property}" is no property of the entity`));
      else if (!found.required && presence === 'required')
        reporter.report(diagnostic('AW304', at, `"${property}" is not required`));
      else if (!isKeyScalar(found.schema))
        reporter.report(diagnostic('AW304', at, `"${property}" is neither a string nor a number`));
      return [{ property }];
    });
}

function isKeyScalar(schema: ObjectSchema['properties'][number]['schema']): boolean {
  if (schema.kind === 'enum') return schema.values.every((value) => typeof value === 'string');
  return schema.kind === 'string' || schema.kind === 'number';
}

function readIndexes(extension: Cursor, keys: KeyReader, reporter: Reporter): readonly EntityIndex[] {
  return fields(child(extension, 'indexes'))
    .flatMap(([name, index]): EntityIndex[] => {
      reportUnknownKeys(index, ['pk', 'sk', 'projection'], reporter);
      const pk = text(index, 'pk');
      const sk = text(index, 'sk');
      if (pk === undefined || !/^[A-Za-z][A-Za-z0-9]{2,63}$/.test(name)) {
        reporter.report(diagnostic('AW302', keyOf(index), 'an index has a name of letters and digits and a "pk"'));
        return [];
      }
      const projection = text(index, 'projection') ?? 'all';
      if (projection !== 'all' && projection !== 'keys') {
        reporter.report(diagnostic('AW302', keyOf(index), 'an index projects "all" of an item or its "keys"'));
        return [];
      }
      return [
        {
          name,
          pk: keys(pk, 'optional', index.at),
          sk: sk === undefined ? undefined : keys(sk, 'optional', index.at),
          projection,
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readTtl(extension: Cursor, schema: ObjectSchema, reporter: Reporter): string | undefined {
  const ttl = text(extension, 'ttl');
  const property = schema.properties.find((one) => one.name === ttl);
  if (ttl !== undefined && (property?.schema.kind !== 'number' || !property.schema.integer)) {
    reporter.report(
      diagnostic('AW304', child(extension, 'ttl')?.at ?? extension.at, `"${ttl}" is no integer property of the entity`),
    );
  }
  return ttl;
}
