import type { Contract, Entity, EntityIndex } from '../contract/model/contract.js';
import { tableVariable, valueName } from '../contract/model/naming.js';
import { code, join, symbol, trusted, typeSymbol, type CodeSymbol, type Fragment } from '../encode/code.js';
import { docComment, identifier, jsonLiteral, lineComment, stringLiteral } from '../encode/typescript.js';
import type { View } from '../encode/view.js';
import type { Artifact, Family } from './artifact.js';
import {
  entityFunctionNames,
  entityFunctions,
  entityParts,
  isCollection,
  isUpdatable,
  templateProperties,
} from '../contract/model/entity-functions.js';
import { keyFunction, keyText, overlap, prefixOf, propertyOf, sortProperty } from './entity-functions.js';
import { createSchemaContext, type SchemaContext } from './schema-compiler/context.js';
import { typeExpression } from './schema-compiler/types.js';
import { tableLayouts } from './tables.js';
import {
  entityKeyName,
  entityChangeName,
  indexPositionName,
  entityFunctionName,
  partVerb,
  entityPartName,
} from '../contract/model/derived-names.js';

/** `entities/`: for each entity its type and one free function per action, and the tables they live in. */
export const entities: Family = { name: 'entities', emit: emitEntities };

/** What the index passes on of the static files. The underscore keeps their names apart from those of entities. */
const sharedExports = [
  { keyword: 'export type', file: '_actions', names: ['ReadOptions'] },
  { keyword: 'export type', file: '_conditions', names: ['Condition'] },
  { keyword: 'export', file: '_keys', names: ['InvalidKeyError'] },
  { keyword: 'export type', file: '_pages', names: ['ListOptions', 'Page', 'PageOptions', 'RangeOptions'] },
  { keyword: 'export', file: '_transactions', names: ['writeTransaction'] },
  { keyword: 'export type', file: '_transactions', names: ['TransactionOptions', 'TransactionOutcome'] },
];

/** What the file of an entity may import. */
const uses = {
  ...symbols('_actions', ['deleteItem', 'getItem', 'putItem', 'updateItem']),
  ...symbols('_requests', ['checkRequest', 'createRequest', 'deleteRequest', 'putRequest', 'updateRequest']),
  ...symbols('_pages', ['findPage', 'listPage']),
  ...symbols('_sort-keys', ['sortRange']),
  ReadOptions: typeSymbol('ReadOptions', './entities/_actions'),
  Condition: typeSymbol('Condition', './entities/_conditions'),
  IndexLayout: typeSymbol('IndexLayout', './entities/_items'),
  Layout: typeSymbol('Layout', './entities/_items'),
  ListOptions: typeSymbol('ListOptions', './entities/_pages'),
  Page: typeSymbol('Page', './entities/_pages'),
  TransactWriteItem: typeSymbol('TransactWriteItem', '@aws-sdk/client-dynamodb'),
};

function symbols(file: string, names: readonly string[]): Record<string, CodeSymbol> {
  return Object.fromEntries(names.map((name) => [name, symbol(name, `./entities/${file}`)]));
}

function emitEntities(contract: Contract): readonly Artifact[] {
  const [first] = contract.entities;
  if (!first) return [];
  const context = createSchemaContext(contract.schemas);
  return [
    ...contract.entities.map((entity) => emitEntity(entity, contract.entities, context)),
    {
      ...sharedArtifact('index', indexView(contract.entities), first.pointer),
      passesOn: sharedExports.map(({ file }) => `entities/${file}.ts`),
    },
    sharedArtifact('tables', { tables: tableLayouts(contract).map((table) => jsonLiteral(table)) }, first.pointer),
  ];
}

/** What the entities share; the first of them asks for it. */
function sharedArtifact(name: string, view: View, pointer: string): Artifact {
  const path = `entities/${name}.ts`;
  return { path, template: `${path}.hbs`, view, declared: [], pointer, slots: [] };
}

/** The index: all of the entities' files, and of what they share whatever has no entity's name. */
function indexView(all: readonly Entity[]): View {
  const names = new Set(all.flatMap(declaredNames));
  const shared = sharedExports.map(({ keyword, file, names: offered }) => {
    const free = offered.filter((name) => !names.has(name)).map(identifier);
    return free.length === 0
      ? trusted('')
      : code`${trusted(keyword)} { ${join(free, ', ')} } from './${trusted(file)}.js';`;
  });
  return { modules: all.map((entity) => code`export * from './${trusted(entity.file)}.js';`), shared };
}

/** What the file of an entity exports. */
function declaredNames(entity: Entity): readonly string[] {
  const positions = entity.indexes.map((index) => indexPositionName(entity, index));
  const types = [entity.name, entityKeyName(entity), entityChangeName(entity), ...positions];
  return [...types, ...entityFunctionNames(entity), ...partNames(entity)];
}

function partNames(entity: Entity): readonly string[] {
  return entityParts(entity).map((action) => entityPartName(entity, action));
}

function emitEntity(entity: Entity, all: readonly Entity[], context: SchemaContext): Artifact {
  const { name, schema } = entity;
  const key = templateProperties(entity.pk, entity.sk);
  const declared = declaredNames(entity);
  const locals = localNames(declared, entity.indexes);
  return {
    path: `entities/${entity.file}.ts`,
    template: 'entities/[entity].ts.hbs',
    view: {
      uses,
      origin: lineComment(`Contract: ${entity.pointer}`),
      comment: docComment(schema.description ?? schema.title, schema.deprecated ? '@deprecated' : undefined),
      name: identifier(name),
      Key: identifier(entityKeyName(entity)),
      Change: identifier(entityChangeName(entity)),
      functions: functionNames(entity),
      type: typeExpression(schema, context),
      keyType: key.length === 0 ? trusted('Record<never, never>') : pick(entity, key),
      change: isUpdatable(entity) ? changeType(entity) : undefined,
      layout: trusted('layout'),
      entity: stringLiteral(name),
      facts: functionFacts(entity),
      tableVariable: stringLiteral(tableVariable(entity.table)),
      key: jsonLiteral(key),
      pk: keyFunction(entity, entity.pk, 'key', 'identity'),
      sk: keyFunction(entity, entity.sk, 'key', 'order'),
      list: isCollection(entity) ? listView(entity, all) : undefined,
      indexes: entity.indexes.map((index, position) =>
        entityIndexView(entity, index, locals[position] ?? index.name, all),
      ),
    },
    declared: [...declared, 'layout', ...locals],
    pointer: entity.pointer,
    slots: [],
  };
}

/** The first statement of each function, by verb: what its permissions are derived from. */
function functionFacts(entity: Entity): View {
  const verbs = [...entityFunctions(entity), ...entityParts(entity).map(partVerb)];
  return Object.fromEntries(verbs.map((verb) => [verb, functionFact(entity, verb)]));
}

/** The names of an entity's functions and parts of transactions, by verb. */
function functionNames(entity: Entity): View {
  const functions = entityFunctions(entity).map((verb) => [verb, entityFunctionName(entity, verb)] as const);
  const parts = entityParts(entity).map((action) => [partVerb(action), entityPartName(entity, action)] as const);
  return Object.fromEntries([...functions, ...parts].map(([verb, name]) => [verb, identifier(name)]));
}

/** A directive, which a bundler keeps although it renames the function: `'authwright:dynamodb Goal.create'`. */
function functionFact({ name }: Entity, verb: string): Fragment {
  return stringLiteral(`authwright:dynamodb ${name}.${verb}`);
}

/** A constant's name for each index: `emailIndex`. Names of indexes are unique but for case, and may resemble another name. */
function localNames(declared: readonly string[], indexes: readonly EntityIndex[]): readonly string[] {
  const taken = new Set(['layout', ...declared]);
  return indexes.map((index) => {
    let local = valueName(index.name.charAt(0).toLowerCase() + index.name.slice(1));
    while (taken.has(local)) local += '_';
    taken.add(local);
    return local;
  });
}

/** `Change<User, keyof UserKey, 'email'>` */
function changeType(entity: Entity): Fragment {
  const indexed = templateProperties(...entity.indexes.flatMap(({ pk, sk }) => [pk, sk]));
  const third = indexed.length === 0 ? trusted('') : code`, ${join(indexed.map(stringLiteral), ' | ')}`;
  return code`${typeSymbol('Change', './entities/_changes')}<${identifier(entity.name)}, keyof ${identifier(entityKeyName(entity))}${third}>`;
}

function listView(entity: Entity, all: readonly Entity[]): View {
  const partition = templateProperties(entity.pk);
  return {
    partition: partition.length === 0 ? undefined : pick(entity, partition),
    sk: code`{ prefix: ${stringLiteral(prefixOf(entity.sk))} }`,
    mixed: all.some(
      (other) =>
        other !== entity &&
        other.table === entity.table &&
        overlap(entity.pk, other.pk) &&
        overlap(entity.sk, other.sk),
    ),
  };
}

function entityIndexView(entity: Entity, index: EntityIndex, local: string, all: readonly Entity[]): View {
  const position = templateProperties(entity.pk, entity.sk, index.pk, index.sk);
  const partition = templateProperties(index.pk);
  const sort = sortProperty(index);
  const name = identifier(entity.name);
  const positionType = identifier(indexPositionName(entity, index));
  return {
    name: identifier(index.name),
    text: stringLiteral(index.name),
    local: identifier(local),
    find: identifier(entityFunctionName(entity, `findBy${index.name}`)),
    Position: positionType,
    Found: index.projection === 'keys' ? positionType : name,
    keysOnly: index.projection === 'keys',
    fact: functionFact(entity, `findBy${index.name}`),
    properties: jsonLiteral(templateProperties(index.pk, index.sk)),
    pk: keyFunction(entity, index.pk, 'item', 'identity'),
    sk: index.sk && keyFunction(entity, index.sk, 'item', 'order'),
    sorted: index.sk !== undefined,
    position: position.length === 0 ? trusted('Record<never, never>') : pick(entity, position),
    positionNames: jsonLiteral(position),
    partition: partition.length === 0 ? undefined : pickPresent(entity, partition),
    prefix: stringLiteral(prefixOf(index.sk ?? [])),
    bound: sort === undefined ? undefined : keyText(entity, index.sk ?? [], () => trusted('value'), 'order'),
    options:
      sort === undefined
        ? code`${typeSymbol('PageOptions', './entities/_pages')}<${positionType}>`
        : code`${typeSymbol('RangeOptions', './entities/_pages')}<${positionType}, NonNullable<${name}[${stringLiteral(sort)}]>>`,
    mixed: all.some(
      (other) =>
        other !== entity &&
        other.table === entity.table &&
        other.indexes.some((one) => one.name === index.name && overlap(one.pk, index.pk)),
    ),
  };
}

/** `Pick<User, 'userId'>` */
function pick({ name }: Entity, properties: readonly string[]): Fragment {
  return code`Pick<${identifier(name)}, ${join(properties.map(stringLiteral), ' | ')}>`;
}

/** The same, with properties that an item may lack but a look-up may not. */
function pickPresent(entity: Entity, properties: readonly string[]): Fragment {
  const picked = pick(entity, properties);
  return properties.every((property) => propertyOf(entity, property)?.required) ? picked : code`Required<${picked}>`;
}
