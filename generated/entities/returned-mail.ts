// Contract: #/x-authwright/entities/ReturnedMail
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/**
 * An address whose mail came back, or whose reader marked it as spam. Only the mail worker goes by it. It
 * expires, and goes as soon as the address is proven by a mailed link.
 */
export type ReturnedMail = {
  /** Keyed hash of the normalised email. */
  emailHash: string;
  /** BOUNCE means that no mail can reach the address, COMPLAINT that its reader wants none. */
  reason: 'BOUNCE' | 'COMPLAINT';
  /** When the mail came back. */
  at: string;
  /** When the item may go, in Unix seconds. */
  expiresAt: number;
};

/** What tells one ReturnedMail from all others. */
export type ReturnedMailKey = Pick<ReturnedMail, 'emailHash'>;

/** A change of one ReturnedMail. */
export type ReturnedMailChange = Change<ReturnedMail, keyof ReturnedMailKey>;

const layout: Layout<ReturnedMail, ReturnedMailKey> = {
  entity: 'ReturnedMail',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['emailHash'],
  pk: (key) => keyText`RETURNED#${key.emailHash}`,
  sk: () => keyText`RETURNED`,
  indexes: [],
};

/** Reads one ReturnedMail. Undefined when there is none. */
export async function getReturnedMail(
  key: ReturnedMailKey,
  options: ReadOptions = {},
): Promise<ReturnedMail | undefined> {
  'authwright:dynamodb ReturnedMail.get';
  return getItem(layout, key, options);
}

/** Stores a new ReturnedMail. False when there is one with its key already. */
export async function createReturnedMail(item: ReturnedMail): Promise<boolean> {
  'authwright:dynamodb ReturnedMail.create';
  return putItem(createRequest(layout, item));
}

/** Stores one ReturnedMail, in place of the one that may be there. */
export async function putReturnedMail(item: ReturnedMail): Promise<void> {
  'authwright:dynamodb ReturnedMail.put';
  await putItem(putRequest(layout, item));
}

/** Changes one ReturnedMail and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateReturnedMail(
  key: ReturnedMailKey,
  change: ReturnedMailChange,
): Promise<ReturnedMail | undefined> {
  'authwright:dynamodb ReturnedMail.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one ReturnedMail and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteReturnedMail(
  key: ReturnedMailKey,
  options: { readonly if?: Condition<ReturnedMail> } = {},
): Promise<ReturnedMail | undefined> {
  'authwright:dynamodb ReturnedMail.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** createReturnedMail as a part of a transaction. */
export function createReturnedMailPart(item: ReturnedMail): TransactWriteItem {
  'authwright:dynamodb ReturnedMail.createPart';
  return { Put: createRequest(layout, item) };
}

/** putReturnedMail as a part of a transaction. */
export function putReturnedMailPart(item: ReturnedMail): TransactWriteItem {
  'authwright:dynamodb ReturnedMail.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateReturnedMail as a part of a transaction. */
export function updateReturnedMailPart(key: ReturnedMailKey, change: ReturnedMailChange): TransactWriteItem {
  'authwright:dynamodb ReturnedMail.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteReturnedMail as a part of a transaction, which fails when the condition does not hold. */
export function deleteReturnedMailPart(
  key: ReturnedMailKey,
  options: { readonly if?: Condition<ReturnedMail> } = {},
): TransactWriteItem {
  'authwright:dynamodb ReturnedMail.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this ReturnedMail is there and the condition holds. */
export function checkReturnedMailPart(
  key: ReturnedMailKey,
  condition: Condition<ReturnedMail> = {},
): TransactWriteItem {
  'authwright:dynamodb ReturnedMail.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
