import { registration, type Reply } from '../../support/client.js';
import { listOf, otherThan, someText } from './expectation.js';
import { nextCode, session, tokensOf, tryToken, type SecuredTraveller, type Tokens } from './moves.js';
import type { Player } from './player.js';

/** What the owner has been told by mail on the way, in the words of the letters' subjects. */
const letters = [
  'Verify your email address',
  'Your email address is verified',
  'Two-factor login is on',
  'A backup code was used',
  'Reset your password',
  'Your password was reset',
  'Your password was changed',
  'You have new backup codes',
  'Two-factor login is off',
  'Your account is deleted',
];

/** Takes the data along, deletes the account and registers the same email again. Leaves nothing behind. */
export async function leave(player: Player, traveller: SecuredTraveller, { accessToken }: Tokens): Promise<void> {
  const { email, userId, password } = traveller;
  const own = { token: accessToken };
  await player.play({
    what: 'export the own data',
    request: 'GET /users/me/export',
    ...own,
    status: 200,
    holds: { 'profile.email': email, 'profile.userId': userId, sessions: listOf(1), exportedAt: someText },
    flaw: ({ text }) => (/token|hash|eyJ/i.test(text) ? 'expected no secrets, got some' : undefined),
  });
  const deletion = { request: 'POST /users/me/delete', ...own };
  await player.play({
    what: 'the password alone does not delete the account',
    ...deletion,
    body: { password },
    status: 401,
    holds: { error: 'REAUTH_FAILED' },
  });
  const code = await nextCode(player, traveller);
  await player.play({ what: 'delete the account, with a code', ...deletion, body: { password, code }, status: 204 });
  await tryToken(player, 'its token is refused at once', accessToken, 401);
  await player.play({
    what: 'nobody can log in any more',
    request: 'POST /auth/login',
    body: { email, password },
    status: 401,
  });
  await player.play({
    what: 'the owner was told of everything by mail',
    request: 'GET /_dev/api/mail',
    status: 200,
    flaw: (reply) => missingLetter(reply, email),
  });
  await startAnew(player, email, userId);
}

async function startAnew(player: Player, email: string, userId: string): Promise<void> {
  const body = registration({ email });
  await player.play({
    what: 'register again with the same email',
    request: 'POST /auth/register',
    body,
    status: 201,
    holds: { email, userId: otherThan(userId) },
  });
  const { password } = body;
  const { accessToken: token } = tokensOf(
    await player.play({
      what: 'log in: a new account, nothing of the old one',
      request: 'POST /auth/login',
      body: { email, password },
      ...session,
      holds: { ...session.holds, 'user.mfaEnabled': false, 'user.emailVerified': false },
    }),
  );
  const request = 'POST /users/me/delete';
  await player.play({ what: 'delete that one, too', request, body: { password }, token, status: 204 });
}

function missingLetter({ text }: Reply, email: string): string | undefined {
  const mails = JSON.parse(text) as { to: string[]; subject: string }[];
  const subjects = mails.filter(({ to }) => to.includes(email)).map(({ subject }) => subject);
  const missing = letters.filter((letter) => !subjects.includes(letter));
  return missing.length === 0 ? undefined : `expected letters ${JSON.stringify(missing)}, got none such`;
}
