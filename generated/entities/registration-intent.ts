// Contract: #/x-authwright/entities/RegistrationIntent
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { IndexLayout, Layout } from './_items.js';
import { keyText } from './_keys.js';
import { findPage, listPage, type ListOptions, type Page, type RangeOptions } from './_pages.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';
import { sortRange } from './_sort-keys.js';

/** A registration under way. One that is left over is finished or removed by the reconciler. */
export type RegistrationIntent = {
  /** Keyed hash of the normalised email. */
  emailHash: string;
  /** Id of this attempt, also on what it creates in Cognito and in the table. */
  attemptId: string;
  /** The normalised email, the name of the Cognito user. */
  email: string;
  /** The Cognito user, once it is made. */
  userId?: string | undefined;
  /** When the registration began. */
  createdAt: string;
  /**
   * Which of the sixteen parts of what is due this is in, by its id. One part alone would take every write.
   */
  dueShard: string;
  /** When it counts as left over. */
  dueAt: string;
  /** When the item may go, in Unix seconds. Days after `dueAt`, so that the reconciler comes first. */
  expiresAt: number;
};

/** What tells one RegistrationIntent from all others. */
export type RegistrationIntentKey = Pick<RegistrationIntent, 'emailHash' | 'attemptId'>;

/** A change of one RegistrationIntent. */
export type RegistrationIntentChange = Change<RegistrationIntent, keyof RegistrationIntentKey, 'dueShard' | 'dueAt'>;

/** Where a page of findRegistrationIntentByDueIndex ends. */
export type RegistrationIntentDueIndexPosition = Pick<
  RegistrationIntent,
  'emailHash' | 'attemptId' | 'dueShard' | 'dueAt'
>;

const dueIndex: IndexLayout<RegistrationIntent> = {
  name: 'DueIndex',
  properties: ['dueShard', 'dueAt'],
  pk: (item) => keyText`DUE#INTENT#${item.dueShard}`,
  sk: (item) => keyText`${item.dueAt}`,
};

const layout: Layout<RegistrationIntent, RegistrationIntentKey> = {
  entity: 'RegistrationIntent',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['emailHash', 'attemptId'],
  pk: (key) => keyText`INTENT#${key.emailHash}`,
  sk: (key) => keyText`${key.attemptId}`,
  indexes: [dueIndex],
};

/** Reads one RegistrationIntent. Undefined when there is none. */
export async function getRegistrationIntent(
  key: RegistrationIntentKey,
  options: ReadOptions = {},
): Promise<RegistrationIntent | undefined> {
  'authwright:dynamodb RegistrationIntent.get';
  return getItem(layout, key, options);
}

/** Stores a new RegistrationIntent. False when there is one with its key already. */
export async function createRegistrationIntent(item: RegistrationIntent): Promise<boolean> {
  'authwright:dynamodb RegistrationIntent.create';
  return putItem(createRequest(layout, item));
}

/** Stores one RegistrationIntent, in place of the one that may be there. */
export async function putRegistrationIntent(item: RegistrationIntent): Promise<void> {
  'authwright:dynamodb RegistrationIntent.put';
  await putItem(putRequest(layout, item));
}

/** Changes one RegistrationIntent and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateRegistrationIntent(
  key: RegistrationIntentKey,
  change: RegistrationIntentChange,
): Promise<RegistrationIntent | undefined> {
  'authwright:dynamodb RegistrationIntent.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one RegistrationIntent and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteRegistrationIntent(
  key: RegistrationIntentKey,
  options: { readonly if?: Condition<RegistrationIntent> } = {},
): Promise<RegistrationIntent | undefined> {
  'authwright:dynamodb RegistrationIntent.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** One page of a partition, in the order of the sort key. */
export async function listRegistrationIntent(
  partition: Pick<RegistrationIntent, 'emailHash'>,
  options: ListOptions<RegistrationIntentKey> = {},
): Promise<Page<RegistrationIntent, RegistrationIntentKey>> {
  'authwright:dynamodb RegistrationIntent.list';
  const pk = layout.pk(partition);
  return listPage(layout, { pk, sk: { prefix: '' }, position: layout.key, mixed: false }, options);
}

/** One page of DueIndex, in the order of its sort key: of each item its keys. */
export async function findRegistrationIntentByDueIndex(
  partition: Pick<RegistrationIntent, 'dueShard'>,
  options: RangeOptions<RegistrationIntentDueIndexPosition, NonNullable<RegistrationIntent['dueAt']>> = {},
): Promise<Page<RegistrationIntentDueIndexPosition, RegistrationIntentDueIndexPosition>> {
  'authwright:dynamodb RegistrationIntent.findByDueIndex';
  const pk = dueIndex.pk(partition);
  const sk = sortRange('', options.sk, (value) => keyText`${value}`);
  return findPage(
    layout,
    dueIndex,
    { pk, sk, position: ['emailHash', 'attemptId', 'dueShard', 'dueAt'], mixed: false },
    options,
  );
}

/** createRegistrationIntent as a part of a transaction. */
export function createRegistrationIntentPart(item: RegistrationIntent): TransactWriteItem {
  'authwright:dynamodb RegistrationIntent.createPart';
  return { Put: createRequest(layout, item) };
}

/** putRegistrationIntent as a part of a transaction. */
export function putRegistrationIntentPart(item: RegistrationIntent): TransactWriteItem {
  'authwright:dynamodb RegistrationIntent.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateRegistrationIntent as a part of a transaction. */
export function updateRegistrationIntentPart(
  key: RegistrationIntentKey,
  change: RegistrationIntentChange,
): TransactWriteItem {
  'authwright:dynamodb RegistrationIntent.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteRegistrationIntent as a part of a transaction, which fails when the condition does not hold. */
export function deleteRegistrationIntentPart(
  key: RegistrationIntentKey,
  options: { readonly if?: Condition<RegistrationIntent> } = {},
): TransactWriteItem {
  'authwright:dynamodb RegistrationIntent.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this RegistrationIntent is there and the condition holds. */
export function checkRegistrationIntentPart(
  key: RegistrationIntentKey,
  condition: Condition<RegistrationIntent> = {},
): TransactWriteItem {
  'authwright:dynamodb RegistrationIntent.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
