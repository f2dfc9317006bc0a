// Contract: #/x-authwright/entities/User
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** An account. Cognito keeps the password, this item the rest. */
export type User = {
  /** Id of the user, the `sub` of the Cognito user. */
  userId: string;
  /** The normalised email. */
  email: string;
  /** Keyed hash of the normalised email. */
  emailHash: string;
  /**
   * Whether the account may be used. DELETING marks a deletion that has begun, so that it can be resumed.
   */
  status: 'ACTIVE' | 'DELETING';
  /** The registration that made the account. A roll-back touches only its own. */
  registrationAttemptId?: string | undefined;
  /** First name. */
  firstName: string;
  /** Last name. */
  lastName: string;
  /** Phone number in E.164 form. */
  phoneNumber?: string | undefined;
  /** Date of birth. */
  dateOfBirth?: string | undefined;
  /** IANA name of the time zone. */
  timezone?: string | undefined;
  /** BCP 47 language tag; the language of mails. */
  locale?: string | undefined;
  /** Settings of the application. */
  preferences?: { [key: string]: string | number | boolean } | undefined;
  /** Whether the email is proven. */
  emailVerified: boolean;
  /** When it was proven. */
  emailVerifiedAt?: string | undefined;
  /** Hash of the one verification token that counts. An earlier one does not. */
  emailVerificationTokenHash?: string | undefined;
  /** Hash of the one reset token that counts. An earlier one does not. */
  passwordResetTokenHash?: string | undefined;
  /** When the password was last changed or reset. */
  passwordChangedAt?: string | undefined;
  /** Whether a login needs a second factor. */
  mfaEnabled: boolean;
  /** When MFA was turned on. */
  mfaEnabledAt?: string | undefined;
  /** The authenticator's secret, encrypted and bound to the user id. */
  totpSecret?: string | undefined;
  /** A secret from a setup that is not proven yet, encrypted likewise. */
  pendingTotpSecret?: string | undefined;
  /** The last time step whose code was accepted. Only later ones count. */
  lastTotpStep?: number | undefined;
  /** Failed logins since the last successful one. */
  failedLogins: number;
  /** When a login last failed. */
  lastFailedLoginAt?: string | undefined;
  /** When a login last succeeded. */
  lastLoginAt?: string | undefined;
  /** Where that login came from. */
  lastLoginAddress?: string | undefined;
  /** Hashes of the devices that logged in before. Another one is told to the owner. */
  knownDevices?: string[] | undefined;
  /** Hashes of the addresses that sessions were started from. Limits of strangers do not hold for them. */
  knownAddresses?: string[] | undefined;
  /**
   * Raised by password reset, password change and changes of MFA. A login or refresh that began under an earlier
   * epoch leaves no session.
   */
  sessionEpoch: number;
  /** When the account was made. */
  createdAt: string;
  /** When the profile last changed. */
  updatedAt: string;
};

/** What tells one User from all others. */
export type UserKey = Pick<User, 'userId'>;

/** A change of one User. */
export type UserChange = Change<User, keyof UserKey>;

const layout: Layout<User, UserKey> = {
  entity: 'User',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['userId'],
  pk: (key) => keyText`USER#${key.userId}`,
  sk: () => keyText`PROFILE`,
  indexes: [],
};

/** Reads one User. Undefined when there is none. */
export async function getUser(key: UserKey, options: ReadOptions = {}): Promise<User | undefined> {
  'authwright:dynamodb User.get';
  return getItem(layout, key, options);
}

/** Stores a new User. False when there is one with its key already. */
export async function createUser(item: User): Promise<boolean> {
  'authwright:dynamodb User.create';
  return putItem(createRequest(layout, item));
}

/** Stores one User, in place of the one that may be there. */
export async function putUser(item: User): Promise<void> {
  'authwright:dynamodb User.put';
  await putItem(putRequest(layout, item));
}

/** Changes one User and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateUser(key: UserKey, change: UserChange): Promise<User | undefined> {
  'authwright:dynamodb User.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one User and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteUser(
  key: UserKey,
  options: { readonly if?: Condition<User> } = {},
): Promise<User | undefined> {
  'authwright:dynamodb User.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** createUser as a part of a transaction. */
export function createUserPart(item: User): TransactWriteItem {
  'authwright:dynamodb User.createPart';
  return { Put: createRequest(layout, item) };
}

/** putUser as a part of a transaction. */
export function putUserPart(item: User): TransactWriteItem {
  'authwright:dynamodb User.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateUser as a part of a transaction. */
export function updateUserPart(key: UserKey, change: UserChange): TransactWriteItem {
  'authwright:dynamodb User.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteUser as a part of a transaction, which fails when the condition does not hold. */
export function deleteUserPart(key: UserKey, options: { readonly if?: Condition<User> } = {}): TransactWriteItem {
  'authwright:dynamodb User.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this User is there and the condition holds. */
export function checkUserPart(key: UserKey, condition: Condition<User> = {}): TransactWriteItem {
  'authwright:dynamodb User.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
