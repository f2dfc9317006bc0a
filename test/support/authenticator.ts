import jsQR from 'jsqr';
import { generateSync } from 'otplib';
import { PNG } from 'pngjs';
import { expectStatus, password, type ApiClient, type Member, type Reply } from './client.js';

/** Milliseconds of a time step. */
export const stepMs = 30_000;

/** An authenticator app that has scanned a QR code. */
export interface Authenticator {
  readonly secret: string;
  /** The code that it shows so many seconds from now, by the backend's clock. */
  code(inSeconds?: number): Promise<string>;
}

/** A user with MFA on. */
export interface MfaMember extends Member {
  readonly authenticator: Authenticator;
  /** Ten, shown once. */
  readonly backupCodes: readonly string[];
}

/** Begins the setup, of somebody whose email is proven then, and scans the QR code that it answers. */
export async function scanNewAuthenticator(client: ApiClient, accessToken: string): Promise<Authenticator> {
  const { email, emailVerified } = (await client.get('/users/profile', accessToken)).body;
  if (emailVerified !== true) await client.verify(String(email));
  const reply = await client.post('/auth/mfa/setup', { password }, accessToken);
  expectStatus(reply, 200);
  return authenticatorOf(client, readQrCode(String(reply.body['qrCode'])));
}

/** The app of an `otpauth` URI. */
export function authenticatorOf(client: ApiClient, uri: string): Authenticator {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return {
    secret,
    async code(inSeconds = 0) {
      const { body } = await client.post('/_dev/api/clock', { advanceMs: 0 });
      return generateSync({ secret, epoch: Math.floor(Date.parse(String(body['now'])) / 1000) + inSeconds });
    },
  };
}

/** What the QR code of a PNG data URI says. */
export function readQrCode(dataUri: string): string {
  const [type, base64 = ''] = dataUri.split(',');
  if (type !== 'data:image/png;base64') throw new Error(`${String(type)} is no PNG`);
  const { data, width, height } = PNG.sync.read(Buffer.from(base64, 'base64'));
  const found = jsQR.default(new Uint8ClampedArray(data), width, height);
  if (!found) throw new Error('The image holds no QR code.');
  return found.data;
}

/** Turns MFA on, and waits until the authenticator shows the next code. */
export async function enableMfa(client: ApiClient, member: Member): Promise<MfaMember> {
  const authenticator = await scanNewAuthenticator(client, member.accessToken);
  const code = await authenticator.code();
  const reply = await client.post('/auth/mfa/verify-setup', { code }, member.accessToken);
  expectStatus(reply, 200);
  await client.advanceClock(stepMs);
  return { ...member, authenticator, backupCodes: reply.body['backupCodes'] as string[] };
}

/** Logs in with the password, and gives the session token of the challenge. */
export async function challengeOf(client: ApiClient, email: string): Promise<string> {
  const reply = await client.attempt(email);
  expectStatus(reply, 200);
  return String(reply.body['sessionToken']);
}

/** Answers a challenge. */
export function answerChallenge(client: ApiClient, sessionToken: string, code: string): Promise<Reply> {
  return client.post('/auth/mfa/verify', { sessionToken, code });
}

/** Logs in with both factors. */
export async function logInWithMfa(client: ApiClient, { email, authenticator }: MfaMember): Promise<Reply> {
  const sessionToken = await challengeOf(client, email);
  return answerChallenge(client, sessionToken, await authenticator.code());
}
