import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a refresh token says: which one it is of which session. */
export interface RefreshTokenFacts {
  readonly userId: string;
  readonly originJti: string;
  /** Each refresh raises it by one. */
  readonly counter: number;
}

/** A refresh token as it came, not yet proven. */
export interface GivenRefreshToken extends RefreshTokenFacts {
  readonly text: string;
}

/** What the client of a session holds. */
export interface SessionTokens {
  readonly accessToken: string;
  /** Of this backend, never Cognito's. */
  readonly refreshToken: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

const version = 1;

/** Bytes: the version, user and session as UUIDs, the counter, and the HMAC-SHA256 over all of them. */
const [userAt, sessionAt, counterAt, macAt] = [1, 17, 33, 37];

/** 69 bytes, so that base64url has no bits left over and each token one spelling. */
const spelling = /^[A-Za-z0-9_-]{92}$/;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Makes a refresh token. It follows from its facts and the key alone, so that whoever refreshes twice with the same
 * token gets the same successor.
 *
 * @param key random, of this session
 * @throws Error when an id is no UUID in lower case, or the counter is at its end
 */
export function refreshTokenOf(facts: RefreshTokenFacts, key: Uint8Array): string {
  const message = messageOf(facts);
  return Buffer.concat([message, mac(message, key)]).toString('base64url');
}

/** Reads what a text claims to be. Undefined when it is no refresh token of this backend. */
export function readRefreshToken(text: string): GivenRefreshToken | undefined {
  if (!spelling.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes[0] !== version) return undefined;
  return {
    text,
    userId: uuidOf(bytes.subarray(userAt, sessionAt)),
    originJti: uuidOf(bytes.subarray(sessionAt, counterAt)),
    counter: bytes.readUInt32BE(counterAt),
  };
}

/** Whether a token was made with this key, by whatever counter. */
export function isGenuine({ text }: GivenRefreshToken, key: Uint8Array): boolean {
  const bytes = Buffer.from(text, 'base64url');
  return timingSafeEqual(bytes.subarray(macAt), mac(bytes.subarray(0, macAt), key));
}

function messageOf({ userId, originJti, counter }: RefreshTokenFacts): Buffer {
  const bytes = Buffer.alloc(macAt);
  bytes.writeUInt8(version);
  bytes.set(bytesOf(userId), userAt);
  bytes.set(bytesOf(originJti), sessionAt);
  bytes.writeUInt32BE(counter, counterAt);
  return bytes;
}

function mac(message: Uint8Array, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

function bytesOf(id: string): Buffer {
  if (!uuid.test(id)) throw new Error('Cognito’s id of a user or a session is no UUID.');
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
