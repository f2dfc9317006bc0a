// Contract: #/x-authwright/entities/EmailReservation
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** The claim of one account on one email. Written in one transaction with the User. */
export type EmailReservation = {
  /** Keyed hash of the normalised email. */
  emailHash: string;
  /** The user who holds the email. */
  userId: string;
  /** The registration that made the reservation. A roll-back touches only its own. */
  attemptId: string;
  /** When the email was reserved. */
  createdAt: string;
};

/** What tells one EmailReservation from all others. */
export type EmailReservationKey = Pick<EmailReservation, 'emailHash'>;

/** A change of one EmailReservation. */
export type EmailReservationChange = Change<EmailReservation, keyof EmailReservationKey>;

const layout: Layout<EmailReservation, EmailReservationKey> = {
  entity: 'EmailReservation',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['emailHash'],
  pk: (key) => keyText`EMAIL#${key.emailHash}`,
  sk: () => keyText`EMAIL`,
  indexes: [],
};

/** Reads one EmailReservation. Undefined when there is none. */
export async function getEmailReservation(
  key: EmailReservationKey,
  options: ReadOptions = {},
): Promise<EmailReservation | undefined> {
  'authwright:dynamodb EmailReservation.get';
  return getItem(layout, key, options);
}

/** Stores a new EmailReservation. False when there is one with its key already. */
export async function createEmailReservation(item: EmailReservation): Promise<boolean> {
  'authwright:dynamodb EmailReservation.create';
  return putItem(createRequest(layout, item));
}

/** Stores one EmailReservation, in place of the one that may be there. */
export async function putEmailReservation(item: EmailReservation): Promise<void> {
  'authwright:dynamodb EmailReservation.put';
  await putItem(putRequest(layout, item));
}

/** Changes one EmailReservation and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateEmailReservation(
  key: EmailReservationKey,
  change: EmailReservationChange,
): Promise<EmailReservation | undefined> {
  'authwright:dynamodb EmailReservation.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one EmailReservation and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteEmailReservation(
  key: EmailReservationKey,
  options: { readonly if?: Condition<EmailReservation> } = {},
): Promise<EmailReservation | undefined> {
  'authwright:dynamodb EmailReservation.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** createEmailReservation as a part of a transaction. */
export function createEmailReservationPart(item: EmailReservation): TransactWriteItem {
  'authwright:dynamodb EmailReservation.createPart';
  return { Put: createRequest(layout, item) };
}

/** putEmailReservation as a part of a transaction. */
export function putEmailReservationPart(item: EmailReservation): TransactWriteItem {
  'authwright:dynamodb EmailReservation.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateEmailReservation as a part of a transaction. */
export function updateEmailReservationPart(
  key: EmailReservationKey,
  change: EmailReservationChange,
): TransactWriteItem {
  'authwright:dynamodb EmailReservation.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteEmailReservation as a part of a transaction, which fails when the condition does not hold. */
export function deleteEmailReservationPart(
  key: EmailReservationKey,
  options: { readonly if?: Condition<EmailReservation> } = {},
): TransactWriteItem {
  'authwright:dynamodb EmailReservation.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this EmailReservation is there and the condition holds. */
export function checkEmailReservationPart(
  key: EmailReservationKey,
  condition: Condition<EmailReservation> = {},
): TransactWriteItem {
  'authwright:dynamodb EmailReservation.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
