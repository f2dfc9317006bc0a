import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Identity } from './identity.js';

/** The claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** The pool's RSA key, ready for use. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The JOSE header of every token, encoded. */
  readonly header: string;
  /** `{"keys":[...]}` by RFC 7517. */
  readonly jwks: string;
}

/** Reads the key that an identity holds. */
export function signingKey({ keyId, privateKey: pem }: Identity): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const { n, e } = publicKey.export({ format: 'jwk' });
  return {
    privateKey,
    publicKey,
    header: encode({ kid: keyId, alg: 'RS256' }),
    jwks: JSON.stringify({ keys: [{ alg: 'RS256', e, kid: keyId, kty: 'RSA', n, use: 'sig' }] }),
  };
}

/** Signs claims with RS256 (RFC 7515), off the main thread. */
export function signJwt(claims: Claims, { header, privateKey }: SigningKey): Promise<string> {
  const signed = `${header}.${encode(claims)}`;
  return new Promise((resolve, reject) => {
    sign('RSA-SHA256', Buffer.from(signed), privateKey, (error, signature) => {
      if (error) reject(error);
      else resolve(`${signed}.${signature.toString('base64url')}`);
    });
  });
}

/** The claims of a token that this key signed; undefined of any other. Neither expiry nor use is looked at. */
export function verifyJwt(token: string, key: SigningKey): Claims | undefined {
  const [header, claims, signature, ...rest] = token.split('.');
  if (header !== key.header || claims === undefined || signature === undefined || rest.length > 0) return undefined;
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify('RSA-SHA256', signed, key.publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Claims;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
