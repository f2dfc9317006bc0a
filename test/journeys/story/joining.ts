import { authenticatorOf, readQrCode } from '../../support/authenticator.js';
import { registration, type Body, type Reply } from '../../support/client.js';
import { listOf, nothing, someText } from './expectation.js';
import { readMail, session, tokensOf, tryToken, type SecuredTraveller, type Traveller } from './moves.js';
import type { Player } from './player.js';

/** Registers, verifies the email, logs in, turns MFA on and logs out. */
export async function join(player: Player): Promise<SecuredTraveller> {
  const traveller = await register(player);
  const { email, password } = traveller;
  const { accessToken } = tokensOf(
    await player.play({
      what: 'log in',
      request: 'POST /auth/login',
      body: { email, password },
      ...session,
      holds: { ...session.holds, 'user.emailVerified': true, 'user.mfaEnabled': false },
    }),
  );
  const secured = await turnMfaOn(player, traveller, accessToken);
  await player.play({ what: 'log out', request: 'POST /auth/logout', token: accessToken, status: 204 });
  await tryToken(player, 'the token of before the logout is refused at once', accessToken, 401);
  return secured;
}

async function register(player: Player): Promise<Traveller> {
  await player.play({ what: 'is the backend there?', request: 'GET /health', status: 200, holds: { status: 'ok' } });
  const body = registration();
  const [email, password] = [String(body['email']), String(body['password'])];
  await player.play({
    what: 'a password that people guess is refused, with the reason',
    request: 'POST /auth/register',
    body: { ...body, password: 'Summer2026!!' },
    status: 400,
    holds: { error: 'VALIDATION_ERROR' },
  });
  const registered = await player.play({
    what: 'register',
    request: 'POST /auth/register',
    body,
    status: 201,
    holds: { email, userId: someText, accessToken: nothing },
  });
  await player.play({
    what: 'have the mail sent again',
    request: 'POST /auth/email/resend',
    body: { email },
    status: 202,
  });
  const token = await readMail(player, 'read the mail with the link', email, 'verify-email');
  const verification = { request: 'POST /auth/email/verify', body: { token, password } };
  await player.play({ what: 'verify the email', ...verification, status: 200 });
  await player.play({
    what: 'the link works once only',
    ...verification,
    status: 400,
    holds: { error: 'INVALID_TOKEN' },
  });
  return { email, password, userId: String(registered.body['userId']) };
}

/** Turns MFA on with a new authenticator, in the session of a token. */
export async function turnMfaOn(player: Player, traveller: Traveller, token: string): Promise<SecuredTraveller> {
  const setup = await player.play({
    what: 'set up MFA, and scan the QR code',
    request: 'POST /auth/mfa/setup',
    body: { password: traveller.password },
    token,
    status: 200,
    holds: { secret: someText, backupCodes: nothing },
    flaw: flawOfQrCode,
  });
  const authenticator = authenticatorOf(player.client, readQrCode(String(setup.body['qrCode'])));
  const verified = await player.play({
    what: 'prove the authenticator, and get backup codes',
    request: 'POST /auth/mfa/verify-setup',
    body: { code: await authenticator.code() },
    token,
    status: 200,
    holds: { enabled: true, backupCodes: listOf(10) },
  });
  return { ...traveller, authenticator, backupCodes: verified.body['backupCodes'] as string[] };
}

/** The image must say what the link says, and authenticators must understand it: six digits, 30 seconds, SHA-1. */
function flawOfQrCode({ body }: Reply): string | undefined {
  try {
    const scanned = readQrCode(String(body['qrCode']));
    if (scanned !== body['otpauthUri']) return 'expected the QR code to say what the link says, got something else';
    return flawOfUri(new URL(scanned), body);
  } catch (error) {
    return `expected a QR code with a link, got: ${(error as Error).message}`;
  }
}

function flawOfUri({ protocol, host, searchParams }: URL, { secret }: Body): string | undefined {
  if (`${protocol}//${host}` !== 'otpauth://totp') return `expected otpauth://totp, got ${protocol}//${host}`;
  if (searchParams.get('secret') !== secret) return 'expected the secret in the QR code, got another one';
  for (const [name, value] of [
    ['digits', '6'],
    ['period', '30'],
    ['algorithm', 'SHA1'],
  ] as const) {
    // Authenticators take these values where none are said.
    const said = searchParams.get(name) ?? value;
    if (said !== value) return `expected ${name} ${value} in the QR code, got ${JSON.stringify(said)}`;
  }
  return undefined;
}
