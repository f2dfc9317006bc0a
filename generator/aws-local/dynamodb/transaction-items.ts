import type { Store } from 'dynalite/db/index.js';
import { checked } from './action.js';
import type { ActionName, Json } from './action.js';
import { AwsError } from '../endpoint/index.js';

/** One action of a transaction, its form checked. */
export interface TransactionItem {
  /** The single action that does the same. A condition check is a deletion whose writes are dropped. */
  readonly action: ActionName;
  readonly data: Json;
  readonly onlyChecks: boolean;
  /** Whether a failed condition answers with the item. */
  readonly returnsItem: boolean;
}

interface Kind {
  readonly action: ActionName;
  /** Without which the action would be another one. */
  readonly required?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  ConditionCheck: { action: 'DeleteItem', required: 'ConditionExpression' },
  Put: { action: 'PutItem' },
  Update: { action: 'UpdateItem', required: 'UpdateExpression' },
  Delete: { action: 'DeleteItem' },
};

/** What transactions take of the single actions: no `Expected`, no `ReturnValues`. */
const members = [
  'TableName',
  'Key',
  'Item',
  'UpdateExpression',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
];

/**
 * The actions of a `TransactWriteItems` request, in order.
 *
 * @throws AwsError `ValidationException` when the request as a whole is refused
 */
export function writesOf(store: Store, input: Readonly<Json>): TransactionItem[] {
  return listOf(input).map((entry, index) => {
    const name = onlyMember(entry, 'TransactItems can only contain one of Check, Put, Update or Delete');
    const kind = kinds[name];
    const body = entry[name];
    if (kind === undefined || !isObject(body))
      throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
    requireMember(body, kind.required, `transactItems.${index + 1}.member.${lowerFirst(name)}`);
    return {
      action: kind.action,
      data: checked(store, kind.action, pick(body, members)),
      onlyChecks: name === 'ConditionCheck',
      returnsItem: body['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD',
    };
  });
}

/** The `GetItem` requests of a `TransactGetItems` request, in order. Errors as for {@link writesOf}. */
export function getsOf(store: Store, input: Readonly<Json>): Json[] {
  return listOf(input).map((entry, index) => {
    const body = entry['Get'];
    if (!isObject(body)) throw invalid(nullMember(`transactItems.${index + 1}.member.get`));
    const names = ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'];
    return checked(store, 'GetItem', pick(body, names));
  });
}

/** Of TransactWriteItems and TransactGetItems alike ("Amazon DynamoDB Transactions: How it works"). */
const mostItems = 100;

function listOf({ TransactItems: items }: Readonly<Json>): Json[] {
  if (!Array.isArray(items)) throw invalid(nullMember('transactItems'));
  const bound = items.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${mostItems}`;
  if (items.length < 1 || items.length > mostItems) {
    const failed = "Value at 'transactItems' failed to satisfy constraint: Member must have length";
    throw invalid(`1 validation error detected: ${failed} ${bound}`);
  }
  if (!items.every(isObject)) throw new AwsError('SerializationException', 'Unexpected value type in payload');
  return items;
}

function onlyMember(entry: Json, problem: string): string {
  const names = Object.keys(entry).filter((name) => entry[name] !== undefined && entry[name] !== null);
  if (names.length !== 1) throw invalid(problem);
  return names[0]!;
}

function requireMember(body: Json, name: string | undefined, path: string): void {
  if (name !== undefined && typeof body[name] !== 'string') throw invalid(nullMember(`${path}.${lowerFirst(name)}`));
}

function pick(body: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

function nullMember(path: string): string {
  return `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`;
}

/** A request that DynamoDB refuses before it looks at any item. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
