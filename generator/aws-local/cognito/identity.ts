import { createHmac, generateKeyPair, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const lower = 'abcdefghijklmnopqrstuvwxyz0123456789';
const mixed = `${lower}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** What makes a pool and its client the same ones after a restart. */
export interface Identity {
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Of the signing key. */
  readonly keyId: string;
  /** RSA of 2,048 bits, PKCS #8 as PEM. */
  readonly privateKey: string;
}

/** Makes ids, secret and signing key that look like the service's own. */
export async function createIdentity(region: string, now: Date): Promise<Identity> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    region,
    userPoolId: `${region}_${randomText(mixed, 9)}`,
    clientId: randomText(lower, 26),
    clientSecret: randomText(lower, 52),
    createdAt: now.getTime(),
    keyId: randomBytes(32).toString('base64'),
    privateKey,
  };
}

/** `iss` of every token. */
export function issuerOf({ region, userPoolId }: Identity): string {
  return `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

/** Base64 of HMAC-SHA256 over name and client id ("Computing secret hash values" of the developer guide). */
export function isSecretHash(given: string, username: string, { clientId, clientSecret }: Identity): boolean {
  return isSame(given, createHmac('sha256', clientSecret).update(username).update(clientId).digest('base64'));
}

/** Compares secrets in a time that tells nothing but their length. */
export function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}
