// Contract: #/x-authwright/entities/BackupCodes
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** The backup codes that are left. */
export type BackupCodes = {
  /** The user. */
  userId: string;
  /** The salt of this set, in base64. A new set has another. */
  salt: string;
  /** Scrypt's parameter N of these hashes. */
  cost: number;
  /** Scrypt hashes of the codes that are left. A used one is removed by a conditional write. */
  hashes: string[];
  /** How many are left. With the salt it tells whether the item is still as it was read. */
  remaining: number;
  /** When the codes were made. */
  createdAt: string;
};

/** What tells one BackupCodes from all others. */
export type BackupCodesKey = Pick<BackupCodes, 'userId'>;

/** A change of one BackupCodes. */
export type BackupCodesChange = Change<BackupCodes, keyof BackupCodesKey>;

const layout: Layout<BackupCodes, BackupCodesKey> = {
  entity: 'BackupCodes',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['userId'],
  pk: (key) => keyText`USER#${key.userId}`,
  sk: () => keyText`BACKUP`,
  indexes: [],
};

/** Reads one BackupCodes. Undefined when there is none. */
export async function getBackupCodes(key: BackupCodesKey, options: ReadOptions = {}): Promise<BackupCodes | undefined> {
  'authwright:dynamodb BackupCodes.get';
  return getItem(layout, key, options);
}

/** Stores a new BackupCodes. False when there is one with its key already. */
export async function createBackupCodes(item: BackupCodes): Promise<boolean> {
  'authwright:dynamodb BackupCodes.create';
  return putItem(createRequest(layout, item));
}

/** Stores one BackupCodes, in place of the one that may be there. */
export async function putBackupCodes(item: BackupCodes): Promise<void> {
  'authwright:dynamodb BackupCodes.put';
  await putItem(putRequest(layout, item));
}

/** Changes one BackupCodes and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateBackupCodes(
  key: BackupCodesKey,
  change: BackupCodesChange,
): Promise<BackupCodes | undefined> {
  'authwright:dynamodb BackupCodes.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one BackupCodes and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteBackupCodes(
  key: BackupCodesKey,
  options: { readonly if?: Condition<BackupCodes> } = {},
): Promise<BackupCodes | undefined> {
  'authwright:dynamodb BackupCodes.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** createBackupCodes as a part of a transaction. */
export function createBackupCodesPart(item: BackupCodes): TransactWriteItem {
  'authwright:dynamodb BackupCodes.createPart';
  return { Put: createRequest(layout, item) };
}

/** putBackupCodes as a part of a transaction. */
export function putBackupCodesPart(item: BackupCodes): TransactWriteItem {
  'authwright:dynamodb BackupCodes.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateBackupCodes as a part of a transaction. */
export function updateBackupCodesPart(key: BackupCodesKey, change: BackupCodesChange): TransactWriteItem {
  'authwright:dynamodb BackupCodes.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteBackupCodes as a part of a transaction, which fails when the condition does not hold. */
export function deleteBackupCodesPart(
  key: BackupCodesKey,
  options: { readonly if?: Condition<BackupCodes> } = {},
): TransactWriteItem {
  'authwright:dynamodb BackupCodes.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this BackupCodes is there and the condition holds. */
export function checkBackupCodesPart(key: BackupCodesKey, condition: Condition<BackupCodes> = {}): TransactWriteItem {
  'authwright:dynamodb BackupCodes.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
