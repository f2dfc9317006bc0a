// Contract: #/x-authwright/entities/Session
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { deleteItem, getItem, putItem, updateItem, type ReadOptions } from './_actions.js';
import type { Change } from './_changes.js';
import type { Condition } from './_conditions.js';
import type { Layout } from './_items.js';
import { keyText } from './_keys.js';
import { listPage, type ListOptions, type Page } from './_pages.js';
import { checkRequest, createRequest, deleteRequest, putRequest, updateRequest } from './_requests.js';

/** A login that stands. The authorizer looks it up on every call. */
export type Session = {
  /** The user. */
  userId: string;
  /** The `origin_jti` of the session's tokens. Its public name is `sessionId`. */
  originJti: string;
  /** The user's epoch that the session belongs to. */
  sessionEpoch: number;
  /**
   * Cognito's refresh token and the key of this session's own ones, encrypted together and bound to the session.
   */
  refreshSecrets: string;
  /** The number of the current refresh token. Each refresh raises it by one, so that there is one line. */
  refreshCounter: number;
  /** Hash of the current refresh token. */
  refreshHash: string;
  /** Hash of the one before. */
  previousRefreshHash?: string | undefined;
  /** When the counter was last raised. From then on the previous token has its grace. */
  refreshedAt?: string | undefined;
  /** What the client called itself at login. */
  userAgent?: string | undefined;
  /** Hash that recognises the device at its next login. */
  deviceHash?: string | undefined;
  /** The IP address of the login. */
  address: string;
  /** When the user logged in. */
  createdAt: string;
  /** When the session last got tokens. */
  lastUsedAt: string;
  /** The absolute end of the session. Refreshing does not move it. */
  endsAt: string;
  /** When the item may go, in Unix seconds. Not before the absolute end. */
  expiresAt: number;
};

/** What tells one Session from all others. */
export type SessionKey = Pick<Session, 'userId' | 'originJti'>;

/** A change of one Session. */
export type SessionChange = Change<Session, keyof SessionKey>;

const layout: Layout<Session, SessionKey> = {
  entity: 'Session',
  tableVariable: 'USERS_TABLE_NAME',
  key: ['userId', 'originJti'],
  pk: (key) => keyText`USER#${key.userId}`,
  sk: (key) => keyText`SESSION#${key.originJti}`,
  indexes: [],
};

/** Reads one Session. Undefined when there is none. */
export async function getSession(key: SessionKey, options: ReadOptions = {}): Promise<Session | undefined> {
  'authwright:dynamodb Session.get';
  return getItem(layout, key, options);
}

/** Stores a new Session. False when there is one with its key already. */
export async function createSession(item: Session): Promise<boolean> {
  'authwright:dynamodb Session.create';
  return putItem(createRequest(layout, item));
}

/** Stores one Session, in place of the one that may be there. */
export async function putSession(item: Session): Promise<void> {
  'authwright:dynamodb Session.put';
  await putItem(putRequest(layout, item));
}

/** Changes one Session and returns it as it is then. Undefined when there is none or the condition does not hold. */
export async function updateSession(key: SessionKey, change: SessionChange): Promise<Session | undefined> {
  'authwright:dynamodb Session.update';
  return updateItem(layout, updateRequest(layout, key, change));
}

/** Removes one Session and returns it. Undefined when there was none or the condition does not hold. */
export async function deleteSession(
  key: SessionKey,
  options: { readonly if?: Condition<Session> } = {},
): Promise<Session | undefined> {
  'authwright:dynamodb Session.delete';
  return deleteItem(layout, deleteRequest(layout, key, options.if));
}

/** One page of a partition, in the order of the sort key. */
export async function listSession(
  partition: Pick<Session, 'userId'>,
  options: ListOptions<SessionKey> = {},
): Promise<Page<Session, SessionKey>> {
  'authwright:dynamodb Session.list';
  const pk = layout.pk(partition);
  return listPage(layout, { pk, sk: { prefix: 'SESSION#' }, position: layout.key, mixed: false }, options);
}

/** createSession as a part of a transaction. */
export function createSessionPart(item: Session): TransactWriteItem {
  'authwright:dynamodb Session.createPart';
  return { Put: createRequest(layout, item) };
}

/** putSession as a part of a transaction. */
export function putSessionPart(item: Session): TransactWriteItem {
  'authwright:dynamodb Session.putPart';
  return { Put: putRequest(layout, item) };
}

/** updateSession as a part of a transaction. */
export function updateSessionPart(key: SessionKey, change: SessionChange): TransactWriteItem {
  'authwright:dynamodb Session.updatePart';
  return { Update: updateRequest(layout, key, change) };
}

/** deleteSession as a part of a transaction, which fails when the condition does not hold. */
export function deleteSessionPart(
  key: SessionKey,
  options: { readonly if?: Condition<Session> } = {},
): TransactWriteItem {
  'authwright:dynamodb Session.deletePart';
  return { Delete: deleteRequest(layout, key, options.if) };
}

/** Lets a transaction fail unless this Session is there and the condition holds. */
export function checkSessionPart(key: SessionKey, condition: Condition<Session> = {}): TransactWriteItem {
  'authwright:dynamodb Session.checkPart';
  return { ConditionCheck: checkRequest(layout, key, condition) };
}
