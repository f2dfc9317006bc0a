import { entities, tables } from '../entities.js';
import type { Liveness } from '../bundling/liveness.js';
import type { EntityAccess } from '../model.js';
import type { Grant } from './grant.js';

/** The action behind each function of an entity. `list` and `find` are queries; a part of a transaction is its item's action. */
const actions: Readonly<Record<string, string>> = {
  get: 'GetItem',
  create: 'PutItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  list: 'Query',
  check: 'ConditionCheckItem',
};

/** The functions of the rate limiter, which counts in the default table. */
const counterFunctions: Readonly<Record<string, string>> = {
  addAttempt: 'UpdateItem',
  openWindow: 'UpdateItem',
  giveBackAttempt: 'UpdateItem',
  readWindow: 'GetItem',
};

/** The module of the rate limiter's calls, and the table and keys that it counts under. */
const counter = { module: 'http/rate-counter', table: 'users', keys: 'RATE#' };

/** The modules below the emitted folder whose commands are granted through the functions that use them. */
export const grantedModules: ReadonlySet<string> = new Set([
  'entities/_actions',
  'entities/_pages',
  'entities/_transactions',
  counter.module,
]);

/** The entities that a handler touches. */
export function touchedEntities({ functions }: Liveness): readonly string[] {
  return Object.entries(entities)
    .filter(([name, { file }]) => grantsOf(name, entities[name], functions.get(`entities/${file}`)).length > 0)
    .map(([name]) => name);
}

/** What a handler may do to the tables, from the functions that its bundle still holds. */
export function tableGrants({ functions, counters }: Liveness): readonly Grant[] {
  const grants = Object.entries(entities).flatMap(([name, entity]) =>
    grantsOf(name, entity, functions.get(`entities/${entity.file}`)),
  );
  const counted = [...(functions.get(counter.module) ?? [])].flatMap((name): Grant[] => {
    const action = counterFunctions[name];
    if (action === undefined || counters.length === 0 || tables[counter.table] === undefined) return [];
    return [
      {
        action: `dynamodb:${action}`,
        resource: { kind: 'table', table: counter.table },
        // The counters that it names and no others: the limiter puts the name into every key.
        leadingKeys: counters.map((name) => `${counter.keys}${encodeURIComponent(name).replaceAll('*', '${*}')}.*`),
        reason: `${name} of the rate limit`,
      },
    ];
  });
  const all = [...grants, ...counted];
  if (all.length === 0) return [];
  return [
    ...all,
    { action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'dynamodb' }, reason: 'the table is encrypted' },
  ];
}

function grantsOf(name: string, entity: EntityAccess | undefined, alive: ReadonlySet<string> = new Set()): Grant[] {
  if (entity === undefined) return [];
  const { table } = entity;
  const own = Object.entries(actions).flatMap(([verb, action]) =>
    [`${verb}${name}`, `${verb}${name}Part`]
      .filter((one) => alive.has(one))
      .map((one): Grant => ({
        action: `dynamodb:${action}`,
        resource: { kind: 'table', table },
        leadingKeys: [entity.keys],
        reason: one,
      })),
  );
  const found = entity.indexes
    .filter((index) => alive.has(`find${name}By${index.name}`))
    .map((index): Grant => ({
      action: 'dynamodb:Query',
      resource: { kind: 'index', table, index: index.name },
      leadingKeys: [index.keys],
      reason: `find${name}By${index.name}`,
    }));
  return [...own, ...found];
}
