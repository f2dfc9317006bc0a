import { stepMs, type Authenticator } from '../../support/authenticator.js';
import { mailedTokenIn, type Reply } from '../../support/client.js';
import { nothing, someText, type Expectation } from './expectation.js';
import type { Player } from './player.js';

/** Tokens of a session. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Somebody who has registered, with what they know and hold. */
export interface Traveller {
  readonly email: string;
  readonly userId: string;
  readonly password: string;
}

/** A traveller with MFA on. */
export interface SecuredTraveller extends Traveller {
  readonly authenticator: Authenticator;
  readonly backupCodes: readonly string[];
}

/** The answer to a login that is complete. */
export const session: Expectation = {
  status: 200,
  holds: { accessToken: someText, refreshToken: someText, tokenType: 'Bearer' },
};

/** The answer to a login that wants the second factor: nothing but the challenge. */
export const challenge: Expectation = {
  status: 200,
  holds: { sessionToken: someText, mfaRequired: true, accessToken: nothing, refreshToken: nothing, user: nothing },
};

/** The tokens of an answer that was expected to hold some. */
export function tokensOf({ body }: Reply): Tokens {
  return { accessToken: String(body['accessToken']), refreshToken: String(body['refreshToken']) };
}

/** Reads the mailbox and gives the token of the newest link to a page. */
export async function readMail(player: Player, what: string, email: string, page: string): Promise<string> {
  const { text } = await player.play({
    what,
    request: 'GET /_dev/api/mail',
    status: 200,
    flaw: (reply) =>
      mailedTokenIn(reply.text, email, page) === undefined
        ? `expected a mail with a link to ${page}, got none`
        : undefined,
  });
  return mailedTokenIn(text, email, page) ?? '';
}

/** Moves the backend's clock on. It only ever goes forward, so that journeys may share a backend. */
export async function wait(player: Player, seconds: number, what: string): Promise<void> {
  await player.play({
    what: `${seconds} seconds later: ${what}`,
    request: 'POST /_dev/api/clock',
    body: { advanceMs: seconds * 1000 },
    status: 200,
  });
}

/** The next code of the authenticator: the one before has been used up. */
export async function nextCode(player: Player, { authenticator }: SecuredTraveller): Promise<string> {
  await wait(player, stepMs / 1000, 'the authenticator shows its next code');
  return authenticator.code();
}

/** Logs in with the password, which leads to a challenge. Gives its token. */
export async function openChallenge(player: Player, what: string, traveller: Traveller): Promise<string> {
  const { email, password } = traveller;
  const { body } = await player.play({ what, request: 'POST /auth/login', body: { email, password }, ...challenge });
  return String(body['sessionToken']);
}

/** Answers a challenge, by default successfully. */
export function answer(
  player: Player,
  what: string,
  sessionToken: string,
  code: string,
  expectation: Expectation = session,
): Promise<Reply> {
  return player.play({ what, request: 'POST /auth/mfa/verify', body: { sessionToken, code }, ...expectation });
}

/** Logs in with the password and a fresh code. */
export async function logIn(player: Player, what: string, traveller: SecuredTraveller): Promise<Tokens> {
  const sessionToken = await openChallenge(player, `${what}: password`, traveller);
  const code = await nextCode(player, traveller);
  return tokensOf(await answer(player, `${what}: code of the authenticator`, sessionToken, code));
}

/** Has an access token refused, or let in. */
export async function tryToken(player: Player, what: string, token: string, status: 200 | 401): Promise<void> {
  await player.play({ what, request: 'GET /users/profile', token, status });
}
