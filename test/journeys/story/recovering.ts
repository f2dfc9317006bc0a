import { nothing, type Expectation } from './expectation.js';
import { logIn, readMail, tryToken, type SecuredTraveller, type Tokens } from './moves.js';
import type { Player } from './player.js';

const newPassword = 'nine violet umbrellas in march';

/** Forgets the password: the reset ends the session, and is no way round the second factor. */
export async function recover(
  player: Player,
  traveller: SecuredTraveller,
  { accessToken }: Tokens,
): Promise<{ readonly traveller: SecuredTraveller; readonly tokens: Tokens }> {
  const { email } = traveller;
  await player.play({
    what: 'forget the password: ask for a reset',
    request: 'POST /auth/password/reset-request',
    body: { email },
    status: 200,
  });
  const token = await readMail(player, 'read the mail with the link', email, 'reset-password');
  const confirmation = { request: 'POST /auth/password/reset-confirm', body: { token, newPassword } };
  const done: Expectation = { status: 200, holds: { accessToken: nothing, refreshToken: nothing } };
  await player.play({ what: 'set another password, which logs nobody in', ...confirmation, ...done });
  const refused = { status: 400, holds: { error: 'INVALID_TOKEN' } };
  await player.play({ what: 'the link works once only', ...confirmation, ...refused });
  await tryToken(player, 'the session of before the reset is over', accessToken, 401);
  await player.play({
    what: 'the old password is no use any more',
    request: 'POST /auth/login',
    body: { email, password: traveller.password },
    status: 401,
  });
  const recovered = { ...traveller, password: newPassword };
  return { traveller: recovered, tokens: await logIn(player, 'log in, MFA being on as before', recovered) };
}
