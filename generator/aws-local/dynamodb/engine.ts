import type { Row, Store } from 'dynalite/db/index.js';
import { checked, isKnown, perform } from './action.js';
import type { ActionName, Json } from './action.js';
import { AwsError } from '../endpoint/index.js';
import type { CallMeta, Engine } from '../endpoint/index.js';
import { createGuard } from './idempotency.js';
import { itemKey, underLocks } from './locks.js';
import { rehearsal, writeThrough } from './overlay.js';
import { transactGet, transactWrite } from './transact.js';
import { describeTimeToLive, expiredItems, setTimeToLive, updateTimeToLive } from './ttl.js';
import type { Expired } from './ttl.js';

/** DynamoDB without its wire. */
export interface DynamoDbEngine extends Engine {
  /** Without `meta` the call comes from this process and needs no signature. */
  call(action: string, input: Readonly<Json>, meta?: CallMeta): Promise<object>;
  /** Deletes what has expired, and says how many items that were. */
  sweepExpired(now?: Date): Promise<number>;
}

/** DynamoDB on a store of dynalite. */
export function createEngine(store: Store, now: () => Date): DynamoDbEngine {
  const guard = createGuard(store, now);
  const added: Readonly<Record<string, (input: Readonly<Json>) => Promise<object>>> = {
    PutItem: (input) => writeItem(store, 'PutItem', input),
    UpdateItem: (input) => writeItem(store, 'UpdateItem', input),
    DeleteItem: (input) => writeItem(store, 'DeleteItem', input),
    BatchWriteItem: (input) => batchWrite(store, input),
    TransactGetItems: (input) => transactGet(store, input),
    TransactWriteItems: async (input) => {
      await guard.once(input, (receipt) => transactWrite(store, input, receipt));
      return {};
    },
    DescribeTimeToLive: async (input) => describeTimeToLive(store, checked(store, 'DescribeTimeToLive', input)),
    UpdateTimeToLive: async (input) => updateTimeToLive(store, input, checked(store, 'DescribeTimeToLive', input)),
    DeleteTable: async (input) => {
      const answer = await perform(store, 'DeleteTable', checked(store, 'DeleteTable', input));
      await setTimeToLive(store, String(input['TableName']), undefined);
      return answer;
    },
  };
  return {
    targetPrefix: 'DynamoDB_20120810',
    async call(action, input, meta) {
      if (meta?.signed === false)
        throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
      const ours = Object.hasOwn(added, action) ? added[action] : undefined;
      if (ours !== undefined) return ours(input);
      if (!isKnown(action)) throw new AwsError('UnknownOperationException', '');
      return perform(store, action, checked(store, action, input));
    },
    async sweepExpired(time = now()) {
      await guard.sweep(time);
      const deleted = await Promise.all((await expiredItems(store, time)).map((item) => expire(store, item)));
      return deleted.filter(Boolean).length;
    },
  };
}

/** A write of one item: its index entries go with it, and a failed condition can show the item. */
async function writeItem(store: Store, action: ActionName, input: Readonly<Json>): Promise<object> {
  const { store: overlay, found } = writeThrough(store);
  try {
    return await perform(overlay, action, checked(store, action, input));
  } catch (error) {
    const wanted = input['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD';
    if (!wanted || !(error instanceof AwsError) || error.name !== 'ConditionalCheckFailedException') throw error;
    throw withItem(error, found());
  }
}

function withItem({ name, message, status }: AwsError, item: Row | undefined): AwsError {
  return new AwsError(name, message, status, item === undefined ? {} : { Item: item });
}

/** As one batch, which is more than AWS promises and keeps every item with its index entries. */
async function batchWrite(store: Store, input: Readonly<Json>): Promise<object> {
  const data = checked(store, 'BatchWriteItem', input);
  const requests = Object.entries(data['RequestItems'] as Record<string, Json[]>).flatMap(([TableName, list]) =>
    list.map(({ PutRequest, DeleteRequest }) => ({ TableName, ...((PutRequest ?? DeleteRequest) as Json) })),
  );
  const keys = (await Promise.all(requests.map((request) => itemKey(store, request)))).filter(
    (key) => key !== undefined,
  );
  const distinct = [...new Map(keys.map((key) => [`${key.table}~${key.key}`, key])).values()];
  return underLocks(store, distinct, async () => {
    const { store: overlay, writes } = rehearsal(store);
    const answer = await perform(overlay, 'BatchWriteItem', data);
    await store.db.batch(writes);
    return answer;
  });
}

/** Only if it still expires: somebody may have prolonged or replaced it since. */
async function expire(store: Store, { table, keyOfItem, attribute, value }: Expired): Promise<boolean> {
  const request = {
    TableName: table,
    Key: keyOfItem,
    ConditionExpression: '#ttl = :seen',
    ExpressionAttributeNames: { '#ttl': attribute },
    ExpressionAttributeValues: { ':seen': { N: value } },
  };
  try {
    await writeItem(store, 'DeleteItem', request);
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
