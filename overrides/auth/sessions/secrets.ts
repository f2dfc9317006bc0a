import { randomBytes } from 'node:crypto';
import type { Session, SessionKey } from '../../../generated/entities/index.js';
import { open, seal, type SealOwner } from '../crypto/sealed-text.js';

/** What a session keeps encrypted. */
export interface SessionSecrets {
  /** Cognito's refresh token. It never leaves the backend. */
  readonly cognitoToken: string;
  /** 256 random bits: the key under which the session's own refresh tokens are made. */
  readonly key: Uint8Array;
}

/** The secrets of a session that begins. */
export function newSecrets(cognitoToken: string): SessionSecrets {
  return { cognitoToken, key: randomBytes(32) };
}

/**
 * Encrypts both in one text, bound to the session.
 *
 * @throws the errors of KMS
 */
export async function sealSecrets({ cognitoToken, key }: SessionSecrets, session: SessionKey): Promise<string> {
  return seal(JSON.stringify([cognitoToken, Buffer.from(key).toString('base64url')]), ownerOf(session));
}

/**
 * Opens both with one call of KMS.
 *
 * @throws Error when the text was moved from another session; the errors of KMS
 */
export async function openSecrets(session: Session): Promise<SessionSecrets> {
  const text = await open(session.refreshSecrets, ownerOf(session));
  const [cognitoToken, key] = JSON.parse(text) as readonly [string, string];
  return { cognitoToken, key: Buffer.from(key, 'base64url') };
}

function ownerOf({ userId, originJti }: SessionKey): SealOwner {
  return { userId, session: originJti, purpose: 'refresh-token' };
}
