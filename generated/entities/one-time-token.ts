// Contract: #/x-authwright/entities/OneTimeToken
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** The token of a link in a mail. */
export type OneTimeToken = {
  /** SHA-256 of the token. */
  hash: string;
  /** What the token is good for, and for nothing else. */
  purpose: 'VERIFY_EMAIL' | 'RESET_PASSWORD';
  /** The user. */
  userId: string;
  /** When the token was made. */
  createdAt: string;
  /** When it was used. Taken back if what it was used for fails. */
  consumedAt?: string | undefined;
  /**
   * Of a take-over that has begun: the email of the account that is to be made in place of the deleted one. Until
   * that is made the token counts.
   */
  email?: string | undefined;
  /** First name of that account. */
  firstName?: string | undefined;
  /** Last name of that account. */
  lastName?: string | undefined;
  /** Locale of that account. */
  locale?: string | undefined;
  /** When the token ends, in Unix seconds. Checked on use, since removal comes later. */
  expiresAt: number;
};

/** What tells one OneTimeToken from all others. */
export type OneTimeTokenKey = Pick<OneTimeToken, 'hash'>;

/** A change of one OneTimeToken. */
export type OneTimeTokenChange = Change<OneTimeToken, keyof OneTimeTokenKey>;

const layout: Layout<OneTimeToken, OneTimeTokenKey> = {
  entity: 'OneTimeToken',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['hash'],
  pk: (key) => keyText`TOKEN#${key.hash}`,
  sk: () => keyText`TOKEN`,
  indexes: [],
};

/** Reads one OneTimeToken. Undefined when there is none. */
export async function getOneTimeToken(
  key: OneTimeTokenKey,
  options: ReadOptions = {},
): Promise<OneTimeToken | undefined> {
  'authwright:dynamodb OneTimeToken.get';
  return getItem(layout, key, options);
}

/** Stores a new OneTimeToken. False when there is one with its key already. */
export async function createOneTimeToken(item: OneTimeToken): Promise<boolean> {
  'authwright:dynamodb OneTimeToken.create';
  return putItem(createRequest(layout, item));
}

/** Stores one OneTimeToken, in place of the one that may be there. */
export async function putOneTimeToken(item: OneTimeToken): Promise<void> {
  'authwright:dynamodb OneTimeToken.put';
  await putItem(putRequest(layout, item));
}

/** Changes one OneTimeToken and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateOneTimeToken(
  key: OneTimeTokenKey,
  change: OneTimeTokenChange,
): Promise<OneTimeToken | undefined> {
  'authwright:dynamodb OneTimeToken.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one OneTimeToken and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteOneTimeToken(
  key: OneTimeTokenKey,
  options: { readonly if?: Condition<OneTimeToken> } = {},
): Promise<OneTimeToken | undefined> {
  'authwright:dynamodb OneTimeToken.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** createOneTimeToken as a part of a transaction. */
export function createOneTimeTokenPart(item: OneTimeToken): TransactWriteItem {
  'authwright:dynamodb OneTimeToken.createPart';
  return { Put: createRequest(layout, item) };
}

/** putOneTimeToken as a part of a transaction. */
export function putOneTimeTokenPart(item: OneTimeToken): TransactWriteItem {
  'authwright:dynamodb OneTimeToken.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateOneTimeToken as a part of a transaction. */
export function updateOneTimeTokenPart(key: OneTimeTokenKey, change: OneTimeTokenChange): TransactWriteItem {
  'authwright:dynamodb OneTimeToken.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteOneTimeToken as a part of a transaction, which fails when the condition does not hold. */
export function deleteOneTimeTokenPart(
  key: OneTimeTokenKey,
  options: { readonly if?: Condition<OneTimeToken> } = {},
): TransactWriteItem {
  'authwright:dynamodb OneTimeToken.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this OneTimeToken is there and the condition holds. */
export function checkOneTimeTokenPart(
  key: OneTimeTokenKey,
  condition: Condition<OneTimeToken> = {},
): TransactWriteItem {
  'authwright:dynamodb OneTimeToken.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
