import type { Row, Store, Write } from 'dynalite/db/index.js';
import { perform } from './action.js';
import type { Json } from './action.js';
import { AwsError } from '../endpoint/index.js';
import { itemKey, underLocks } from './locks.js';
import type { ItemKey } from './locks.js';
import { rehearsal } from './overlay.js';
import { getsOf, invalid, writesOf } from './transaction-items.js';
import type { TransactionItem } from './transaction-items.js';

/**
 * `TransactWriteItems`: all conditions are evaluated first, under the locks of all items; then
 * everything is one batch, index entries and `extra` included. Transactions that meet on an item
 * wait for one another, where AWS may cancel one with `TransactionConflict`.
 *
 * @throws AwsError `TransactionCanceledException` with its reasons in order, or what is wrong with the request
 */
export async function transactWrite(store: Store, input: Readonly<Json>, extra: readonly Write[] = []): Promise<void> {
  const items = writesOf(store, input);
  const keys = await distinctKeys(
    store,
    items.map(({ data }) => data),
  );
  await underLocks(store, keys, async () => {
    const outcomes = await Promise.all(items.map((item) => rehearse(store, item)));
    const reasons = outcomes.map(({ reason }) => reason);
    if (reasons.some(({ Code }) => Code !== 'None')) throw canceled(reasons);
    await store.db.batch([...outcomes.flatMap(({ writes }) => writes), ...extra]);
  });
}

/** `TransactGetItems`: no write of any of the items falls between two of the reads. */
export async function transactGet(store: Store, input: Readonly<Json>): Promise<object> {
  const gets = getsOf(store, input);
  const keys = await distinctKeys(store, gets);
  const answers = await underLocks(store, keys, () => Promise.all(gets.map((get) => perform(store, 'GetItem', get))));
  return { Responses: answers.map((answer) => ('Item' in answer ? { Item: answer.Item } : {})) };
}

async function distinctKeys(store: Store, requests: readonly Json[]): Promise<ItemKey[]> {
  const keys = (await Promise.all(requests.map((request) => itemKey(store, request)))).filter(
    (key) => key !== undefined,
  );
  const texts = new Set(keys.map(({ table, key }) => `${table}~${key}`));
  if (texts.size < keys.length) throw invalid('Transaction request cannot include multiple operations on one item');
  return keys;
}

/** Why one action stands in the way, as in the API reference of `CancellationReason`. */
interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Row;
}

interface Outcome {
  readonly reason: Reason;
  readonly writes: readonly Write[];
}

async function rehearse(store: Store, { action, data, onlyChecks, returnsItem }: TransactionItem): Promise<Outcome> {
  const { store: overlay, writes, found } = rehearsal(store);
  try {
    await perform(overlay, action, data);
    return { reason: { Code: 'None' }, writes: onlyChecks ? [] : writes };
  } catch (error) {
    const code = error instanceof AwsError ? codes[error.name] : undefined;
    // A missing table, and a fault of the engine, concern the request as a whole.
    if (code === undefined) throw error;
    const item = returnsItem && code === 'ConditionalCheckFailed' ? found() : undefined;
    const reason = { Code: code, Message: (error as AwsError).message, ...(item === undefined ? {} : { Item: item }) };
    return { reason, writes: [] };
  }
}

const codes: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: 'ConditionalCheckFailed',
  ValidationException: 'ValidationError',
};

function canceled(reasons: readonly Reason[]): AwsError {
  const list = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${list}]`;
  return new AwsError('TransactionCanceledException', message, 400, { CancellationReasons: reasons });
}
