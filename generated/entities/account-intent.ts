// Contract: #/x-authwright/entities/AccountIntent
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { IndexLayout, Layout } from './_items.js';
import { keyText } from './_keys.js';
import { findPage, listPage, type ListOptions, type Page, type RangeOptions } from './_pages.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';
import { sortRange } from './_sort-keys.js';

/**
 * A change of an account under way that takes more than one step. One that is left over is finished by the
 * reconciler.
 */
export type AccountIntent = {
  /** The user. */
  userId: string;
  /** Id of this change. That of a deletion is always the same. */
  intentId: string;
  /**
   * PASSWORD means that the password may have been changed, so that the sessions have to end. DELETION means that
   * the account goes.
   */
  kind: 'PASSWORD' | 'DELETION';
  /** When the change began. */
  createdAt: string;
  /**
   * Which of the sixteen parts of what is due this is in, by its id. One part alone would take every write.
   */
  dueShard: string;
  /** When it counts as left over. */
  dueAt: string;
};

/** What tells one AccountIntent from all others. */
export type AccountIntentKey = Pick<AccountIntent, 'userId' | 'intentId'>;

/** A change of one AccountIntent. */
export type AccountIntentChange = Change<AccountIntent, keyof AccountIntentKey, 'dueShard' | 'dueAt'>;

/** Where a page of findAccountIntentByDueIndex ends. */
export type AccountIntentDueIndexPosition = Pick<AccountIntent, 'userId' | 'intentId' | 'dueShard' | 'dueAt'>;

const dueIndex: IndexLayout<AccountIntent> = {
  name: 'DueIndex',
  properties: ['dueShard', 'dueAt'],
  pk: (item) => keyText`DUE#ACCOUNT#${item.dueShard}`,
  sk: (item) => keyText`${item.dueAt}`,
};

const layout: Layout<AccountIntent, AccountIntentKey> = {
  entity: 'AccountIntent',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['userId', 'intentId'],
  pk: (key) => keyText`USER#${key.userId}`,
  sk: (key) => keyText`INTENT#${key.intentId}`,
  indexes: [dueIndex],
};

/** Reads one AccountIntent. Undefined when there is none. */
export async function getAccountIntent(
  key: AccountIntentKey,
  options: ReadOptions = {},
): Promise<AccountIntent | undefined> {
  'authwright:dynamodb AccountIntent.get';
  return getItem(layout, key, options);
}

/** Stores a new AccountIntent. False when there is one with its key already. */
export async function createAccountIntent(item: AccountIntent): Promise<boolean> {
  'authwright:dynamodb AccountIntent.create';
  return putItem(createRequest(layout, item));
}

/** Stores one AccountIntent, in place of the one that may be there. */
export async function putAccountIntent(item: AccountIntent): Promise<void> {
  'authwright:dynamodb AccountIntent.put';
  await putItem(putRequest(layout, item));
}

/** Changes one AccountIntent and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateAccountIntent(
  key: AccountIntentKey,
  change: AccountIntentChange,
): Promise<AccountIntent | undefined> {
  'authwright:dynamodb AccountIntent.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one AccountIntent and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteAccountIntent(
  key: AccountIntentKey,
  options: { readonly if?: Condition<AccountIntent> } = {},
): Promise<AccountIntent | undefined> {
  'authwright:dynamodb AccountIntent.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** One page of a partition, in the order of the sort key. */
export async function listAccountIntent(
  partition: Pick<AccountIntent, 'userId'>,
  options: ListOptions<AccountIntentKey> = {},
): Promise<Page<AccountIntent, AccountIntentKey>> {
  'authwright:dynamodb AccountIntent.list';
  const pk = layout.pk(partition);
  return listPage(layout, { pk, sk: { prefix: 'INTENT#' }, position: layout.key, mixed: false }, options);
}

/** One page of DueIndex, in the order of its sort key: of each item its keys. */
export async function findAccountIntentByDueIndex(
  partition: Pick<AccountIntent, 'dueShard'>,
  options: RangeOptions<AccountIntentDueIndexPosition, NonNullable<AccountIntent['dueAt']>> = {},
): Promise<Page<AccountIntentDueIndexPosition, AccountIntentDueIndexPosition>> {
  'authwright:dynamodb AccountIntent.findByDueIndex';
  const pk = dueIndex.pk(partition);
  const sk = sortRange('', options.sk, (value) => keyText`${value}`);
  return findPage(
    layout,
    dueIndex,
    { pk, sk, position: ['userId', 'intentId', 'dueShard', 'dueAt'], mixed: false },
    options,
  );
}

/** createAccountIntent as a part of a transaction. */
export function createAccountIntentPart(item: AccountIntent): TransactWriteItem {
  'authwright:dynamodb AccountIntent.createPart';
  return { Put: createRequest(layout, item) };
}

/** putAccountIntent as a part of a transaction. */
export function putAccountIntentPart(item: AccountIntent): TransactWriteItem {
  'authwright:dynamodb AccountIntent.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateAccountIntent as a part of a transaction. */
export function updateAccountIntentPart(key: AccountIntentKey, change: AccountIntentChange): TransactWriteItem {
  'authwright:dynamodb AccountIntent.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteAccountIntent as a part of a transaction, which fails when the condition does not hold. */
export function deleteAccountIntentPart(
  key: AccountIntentKey,
  options: { readonly if?: Condition<AccountIntent> } = {},
): TransactWriteItem {
  'authwright:dynamodb AccountIntent.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this AccountIntent is there and the condition holds. */
export function checkAccountIntentPart(
  key: AccountIntentKey,
  condition: Condition<AccountIntent> = {},
): TransactWriteItem {
  'authwright:dynamodb AccountIntent.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
