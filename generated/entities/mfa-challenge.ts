// Contract: #/x-authwright/entities/MfaChallenge
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { IndexLayout, Layout } from './_items.js';
import { keyText } from './_keys.js';
import { findPage, type Page, type RangeOptions } from './_pages.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';
import { sortRange } from './_sort-keys.js';

/** A login whose password was right and whose second factor is awaited. Passing it removes it. */
export type MfaChallenge = {
  /** Hash of the session token that the client holds. */
  tokenHash: string;
  /** The user. */
  userId: string;
  /** The `origin_jti` of the held tokens; the session to be. */
  originJti: string;
  /** The user's epoch when the login began. An earlier one than the user's ends the challenge. */
  sessionEpoch: number;
  /** The held access and refresh token, encrypted. */
  tokens: string;
  /** Tries so far, reserved before a code is checked. */
  attempts: number;
  /** When the password was proven. */
  createdAt: string;
  /**
   * Which of the sixteen parts of what is due this is in, by its id. One part alone would take every write.
   */
  dueShard: string;
  /** When the challenge ends. From then on the sweep revokes its tokens. */
  dueAt: string;
  /** When the item may go, in Unix seconds. Well after `dueAt`, so that the sweep comes first. */
  expiresAt: number;
};

/** What tells one MfaChallenge from all others. */
export type MfaChallengeKey = Pick<MfaChallenge, 'tokenHash'>;

/** A change of one MfaChallenge. */
export type MfaChallengeChange = Change<MfaChallenge, keyof MfaChallengeKey, 'dueShard' | 'dueAt'>;

/** Where a page of findMfaChallengeByDueIndex ends. */
export type MfaChallengeDueIndexPosition = Pick<MfaChallenge, 'tokenHash' | 'dueShard' | 'dueAt'>;

const dueIndex: IndexLayout<MfaChallenge> = {
  name: 'DueIndex',
  properties: ['dueShard', 'dueAt'],
  pk: (item) => keyText`DUE#MFA#${item.dueShard}`,
  sk: (item) => keyText`${item.dueAt}`,
};

const layout: Layout<MfaChallenge, MfaChallengeKey> = {
  entity: 'MfaChallenge',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['tokenHash'],
  pk: (key) => keyText`MFA#${key.tokenHash}`,
  sk: () => keyText`MFA`,
  indexes: [dueIndex],
};

/** Reads one MfaChallenge. Undefined when there is none. */
export async function getMfaChallenge(
  key: MfaChallengeKey,
  options: ReadOptions = {},
): Promise<MfaChallenge | undefined> {
  'authwright:dynamodb MfaChallenge.get';
  return getItem(layout, key, options);
}

/** Stores a new MfaChallenge. False when there is one with its key already. */
export async function createMfaChallenge(item: MfaChallenge): Promise<boolean> {
  'authwright:dynamodb MfaChallenge.create';
  return putItem(createRequest(layout, item));
}

/** Stores one MfaChallenge, in place of the one that may be there. */
export async function putMfaChallenge(item: MfaChallenge): Promise<void> {
  'authwright:dynamodb MfaChallenge.put';
  await putItem(putRequest(layout, item));
}

/** Changes one MfaChallenge and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateMfaChallenge(
  key: MfaChallengeKey,
  change: MfaChallengeChange,
): Promise<MfaChallenge | undefined> {
  'authwright:dynamodb MfaChallenge.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one MfaChallenge and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteMfaChallenge(
  key: MfaChallengeKey,
  options: { readonly if?: Condition<MfaChallenge> } = {},
): Promise<MfaChallenge | undefined> {
  'authwright:dynamodb MfaChallenge.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** One page of DueIndex, in the order of its sort key: of each item its keys. */
export async function findMfaChallengeByDueIndex(
  partition: Pick<MfaChallenge, 'dueShard'>,
  options: RangeOptions<MfaChallengeDueIndexPosition, NonNullable<MfaChallenge['dueAt']>> = {},
): Promise<Page<MfaChallengeDueIndexPosition, MfaChallengeDueIndexPosition>> {
  'authwright:dynamodb MfaChallenge.findByDueIndex';
  const pk = dueIndex.pk(partition);
  const sk = sortRange('', options.sk, (value) => keyText`${value}`);
  return findPage(layout, dueIndex, { pk, sk, position: ['tokenHash', 'dueShard', 'dueAt'], mixed: false }, options);
}

/** createMfaChallenge as a part of a transaction. */
export function createMfaChallengePart(item: MfaChallenge): TransactWriteItem {
  'authwright:dynamodb MfaChallenge.createPart';
  return { Put: createRequest(layout, item) };
}

/** putMfaChallenge as a part of a transaction. */
export function putMfaChallengePart(item: MfaChallenge): TransactWriteItem {
  'authwright:dynamodb MfaChallenge.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateMfaChallenge as a part of a transaction. */
export function updateMfaChallengePart(key: MfaChallengeKey, change: MfaChallengeChange): TransactWriteItem {
  'authwright:dynamodb MfaChallenge.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteMfaChallenge as a part of a transaction, which fails when the condition does not hold. */
export function deleteMfaChallengePart(
  key: MfaChallengeKey,
  options: { readonly if?: Condition<MfaChallenge> } = {},
): TransactWriteItem {
  'authwright:dynamodb MfaChallenge.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this MfaChallenge is there and the condition holds. */
export function checkMfaChallengePart(
  key: MfaChallengeKey,
  condition: Condition<MfaChallenge> = {},
): TransactWriteItem {
  'authwright:dynamodb MfaChallenge.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
