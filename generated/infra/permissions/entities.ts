import { counterTable, entities, tables } from '../entities.js';
import type { TableFunction, Usage } from '../bundling/usage.js';
import type { EntityAccess } from '../model.js';
import { UnknownPermission, type Grant } from './grant.js';
import type { TableRules } from './rule.js';

/** The action behind each function of an entity, and behind the part of a transaction of the same name. */
const actions: Readonly<Record<string, string>> = {
  get: 'GetItem',
  create: 'PutItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  list: 'Query',
  check: 'ConditionCheckItem',
};

const findBy = 'findBy';
const part = 'Part';

/** The functions of the rate limiter, which counts in the default table. */
const counterActions: Readonly<Record<string, string>> = {
  addAttempt: 'UpdateItem',
  countAttempt: 'UpdateItem',
  openWindow: 'UpdateItem',
  giveBackAttempt: 'UpdateItem',
  readWindow: 'GetItem',
};

/** What the keys begin with that the rate limiter counts under. */
const counterKeys = 'RATE#';

const modules: ReadonlySet<string> = new Set([
  'entities/_actions.ts',
  'entities/_pages.ts',
  'entities/_transactions.ts',
  'http/rate-counter.ts',
]);

/**
 * What a handler may do to the tables, from the functions that its bundle still holds.
 *
 * @throws UnknownPermission for a function that this infrastructure knows nothing of
 */
function tableGrants({ tableFunctions, counterFunctions, counters }: Usage): readonly Grant[] {
  const grants = tableFunctions.map(grantOf);
  const counted =
    tables[counterTable] === undefined ? [] : counterFunctions.map((name) => counterGrant(name, counters));
  const all = [...grants, ...counted];
  if (all.length === 0) return [];
  return [
    ...all,
    { action: 'kms:Decrypt', resource: { kind: 'storageKey', via: 'dynamodb' }, reason: 'the table is encrypted' },
  ];
}

/** The rules of the tables of entities and rate limits. */
export const tableRules: TableRules = { modules, grants: tableGrants };

/** How a function of an entity is called: `createGoal`, `createGoalPart`, `findGoalByOwner`. */
function functionName({ entity, function: verb }: TableFunction): string {
  if (verb.startsWith(findBy)) return `find${entity}${verb.slice('find'.length)}`;
  return verb.endsWith(part) ? `${verb.slice(0, -part.length)}${entity}${part}` : `${verb}${entity}`;
}

function grantOf(used: TableFunction): Grant {
  const { entity: name, function: verb } = used;
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  const grant =
    entity && (verb.startsWith(findBy) ? indexGrant(entity, verb.slice(findBy.length)) : itemGrant(entity, verb));
  if (grant === undefined) {
    throw new UnknownPermission(
      `infra/entities.ts knows nothing of ${functionName(used)}: generate the whole output, not a part of it.`,
    );
  }
  return { ...grant, reason: functionName(used) };
}

function itemGrant({ table, keys }: EntityAccess, verb: string): Omit<Grant, 'reason'> | undefined {
  const action = actions[verb.endsWith(part) ? verb.slice(0, -part.length) : verb];
  return action === undefined
    ? undefined
    : { action: `dynamodb:${action}`, resource: { kind: 'table', table }, leadingKeys: [keys] };
}

function indexGrant({ table, indexes }: EntityAccess, name: string): Omit<Grant, 'reason'> | undefined {
  const index = indexes.find((one) => one.name === name);
  return (
    index && { action: 'dynamodb:Query', resource: { kind: 'index', table, index: name }, leadingKeys: [index.keys] }
  );
}

/** The limiter puts its name into every key, so that a handler may touch the counters that it names and no others. */
function counterGrant(name: string, counters: readonly string[]): Grant {
  const action = counterActions[name];
  if (action === undefined) throw new UnknownPermission(`infra/permissions/entities.ts knows no action of ${name}.`);
  return {
    action: `dynamodb:${action}`,
    resource: { kind: 'table', table: counterTable },
    leadingKeys: counters.map((one) => `${counterKeys}${encodeURIComponent(one).replaceAll('*', '${*}')}.*`),
    reason: `${name} of the rate limit`,
  };
}
