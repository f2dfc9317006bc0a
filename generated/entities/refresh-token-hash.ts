// Contract: #/x-authwright/entities/RefreshTokenHash
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** Leads from a refresh token, also a retired one, to its session. */
export type RefreshTokenHash = {
  /** Hash of the refresh token. */
  hash: string;
  /** The user. */
  userId: string;
  /** The session. */
  originJti: string;
  /** When the token was handed out. */
  createdAt: string;
  /** When it was replaced. Seen again after the grace, it ends the session. */
  rotatedAt?: string | undefined;
  /** When the item may go, in Unix seconds. Not before the session's absolute end. */
  expiresAt: number;
};

/** What tells one RefreshTokenHash from all others. */
export type RefreshTokenHashKey = Pick<RefreshTokenHash, 'hash'>;

/** A change of one RefreshTokenHash. */
export type RefreshTokenHashChange = Change<RefreshTokenHash, keyof RefreshTokenHashKey>;

const layout: Layout<RefreshTokenHash, RefreshTokenHashKey> = {
  entity: 'RefreshTokenHash',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['hash'],
  pk: (key) => keyText`REFRESH#${key.hash}`,
  sk: () => keyText`REFRESH`,
  indexes: [],
};

/** Reads one RefreshTokenHash. Undefined when there is none. */
export async function getRefreshTokenHash(
  key: RefreshTokenHashKey,
  options: ReadOptions = {},
): Promise<RefreshTokenHash | undefined> {
  'authwright:dynamodb RefreshTokenHash.get';
  return getItem(layout, key, options);
}

/** Stores a new RefreshTokenHash. False when there is one with its key already. */
export async function createRefreshTokenHash(item: RefreshTokenHash): Promise<boolean> {
  'authwright:dynamodb RefreshTokenHash.create';
  return putItem(createRequest(layout, item));
}

/** Stores one RefreshTokenHash, in place of the one that may be there. */
export async function putRefreshTokenHash(item: RefreshTokenHash): Promise<void> {
  'authwright:dynamodb RefreshTokenHash.put';
  await putItem(putRequest(layout, item));
}

/** Changes one RefreshTokenHash and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateRefreshTokenHash(
  key: RefreshTokenHashKey,
  change: RefreshTokenHashChange,
): Promise<RefreshTokenHash | undefined> {
  'authwright:dynamodb RefreshTokenHash.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one RefreshTokenHash and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteRefreshTokenHash(
  key: RefreshTokenHashKey,
  options: { readonly if?: Condition<RefreshTokenHash> } = {},
): Promise<RefreshTokenHash | undefined> {
  'authwright:dynamodb RefreshTokenHash.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** createRefreshTokenHash as a part of a transaction. */
export function createRefreshTokenHashPart(item: RefreshTokenHash): TransactWriteItem {
  'authwright:dynamodb RefreshTokenHash.createPart';
  return { Put: createRequest(layout, item) };
}

/** putRefreshTokenHash as a part of a transaction. */
export function putRefreshTokenHashPart(item: RefreshTokenHash): TransactWriteItem {
  'authwright:dynamodb RefreshTokenHash.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateRefreshTokenHash as a part of a transaction. */
export function updateRefreshTokenHashPart(
  key: RefreshTokenHashKey,
  change: RefreshTokenHashChange,
): TransactWriteItem {
  'authwright:dynamodb RefreshTokenHash.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteRefreshTokenHash as a part of a transaction, which fails when the condition does not hold. */
export function deleteRefreshTokenHashPart(
  key: RefreshTokenHashKey,
  options: { readonly if?: Condition<RefreshTokenHash> } = {},
): TransactWriteItem {
  'authwright:dynamodb RefreshTokenHash.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this RefreshTokenHash is there and the condition holds. */
export function checkRefreshTokenHashPart(
  key: RefreshTokenHashKey,
  condition: Condition<RefreshTokenHash> = {},
): TransactWriteItem {
  'authwright:dynamodb RefreshTokenHash.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
