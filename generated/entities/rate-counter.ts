// Contract: #/x-authwright/entities/RateCounter
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { listPage, type ListOptions, type Page } from './_pages.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** How often something was tried within a window. */
export type RateCounter = {
  /** What is limited, such as an operation and one of its limits. */
  scope: string;
  /** For whom it is limited. */
  key: string;
  /** Which window this is. */
  window: string;
  /** Tries that are counted or reserved. */
  attempts: number;
  /** When the window ends, in Unix seconds. Checked on use, since removal comes later. */
  expiresAt: number;
};

/** What tells one RateCounter from all others. */
export type RateCounterKey = Pick<RateCounter, 'scope' | 'key' | 'window'>;

/** A change of one RateCounter. */
export type RateCounterChange = Change<RateCounter, keyof RateCounterKey>;

const layout: Layout<RateCounter, RateCounterKey> = {
  entity: 'RateCounter',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['scope', 'key', 'window'],
  pk: (key) => keyText`RATE#${key.scope}#${key.key}`,
  sk: (key) => keyText`${key.window}`,
  indexes: [],
};

/** Reads one RateCounter. Undefined when there is none. */
export async function getRateCounter(key: RateCounterKey, options: ReadOptions = {}): Promise<RateCounter | undefined> {
  'authwright:dynamodb RateCounter.get';
  return getItem(layout, key, options);
}

/** Stores a new RateCounter. False when there is one with its key already. */
export async function createRateCounter(item: RateCounter): Promise<boolean> {
  'authwright:dynamodb RateCounter.create';
  return putItem(createRequest(layout, item));
}

/** Stores one RateCounter, in place of the one that may be there. */
export async function putRateCounter(item: RateCounter): Promise<void> {
  'authwright:dynamodb RateCounter.put';
  await putItem(putRequest(layout, item));
}

/** Changes one RateCounter and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateRateCounter(
  key: RateCounterKey,
  change: RateCounterChange,
): Promise<RateCounter | undefined> {
  'authwright:dynamodb RateCounter.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one RateCounter and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteRateCounter(
  key: RateCounterKey,
  options: { readonly if?: Condition<RateCounter> } = {},
): Promise<RateCounter | undefined> {
  'authwright:dynamodb RateCounter.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** One page of a partition, in the order of the sort key. */
export async function listRateCounter(
  partition: Pick<RateCounter, 'scope' | 'key'>,
  options: ListOptions<RateCounterKey> = {},
): Promise<Page<RateCounter, RateCounterKey>> {
  'authwright:dynamodb RateCounter.list';
  const pk = layout.pk(partition);
  return listPage(layout, { pk, sk: { prefix: '' }, position: layout.key, mixed: false }, options);
}

/** createRateCounter as a part of a transaction. */
export function createRateCounterPart(item: RateCounter): TransactWriteItem {
  'authwright:dynamodb RateCounter.createPart';
  return { Put: createRequest(layout, item) };
}

/** putRateCounter as a part of a transaction. */
export function putRateCounterPart(item: RateCounter): TransactWriteItem {
  'authwright:dynamodb RateCounter.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateRateCounter as a part of a transaction. */
export function updateRateCounterPart(key: RateCounterKey, change: RateCounterChange): TransactWriteItem {
  'authwright:dynamodb RateCounter.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteRateCounter as a part of a transaction, which fails when the condition does not hold. */
export function deleteRateCounterPart(
  key: RateCounterKey,
  options: { readonly if?: Condition<RateCounter> } = {},
): TransactWriteItem {
  'authwright:dynamodb RateCounter.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this RateCounter is there and the condition holds. */
export function checkRateCounterPart(key: RateCounterKey, condition: Condition<RateCounter> = {}): TransactWriteItem {
  'authwright:dynamodb RateCounter.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
