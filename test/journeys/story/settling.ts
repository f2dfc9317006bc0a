import type { Body, Reply } from '../../support/client.js';
import { listOf } from './expectation.js';
import { logIn, nextCode, tryToken, type SecuredTraveller, type Tokens } from './moves.js';
import type { Player } from './player.js';

const newPassword = 'eleven copper kettles by the door';

/** Changes the password, and throws another device out. */
export async function settle(
  player: Player,
  traveller: SecuredTraveller,
  { accessToken }: Tokens,
): Promise<SecuredTraveller> {
  const changed = await changePassword(player, traveller, accessToken);
  await revokeOther(player, changed, accessToken);
  return changed;
}

async function changePassword(player: Player, traveller: SecuredTraveller, token: string): Promise<SecuredTraveller> {
  const other = await logIn(player, 'log in on a second device', traveller);
  const change = { request: 'POST /auth/password/change', token };
  const body = { currentPassword: traveller.password, newPassword };
  await player.play({
    what: 'the password alone does not change the password',
    ...change,
    body,
    status: 401,
    holds: { error: 'REAUTH_FAILED' },
  });
  const code = await nextCode(player, traveller);
  await player.play({ what: 'change the password, with a code', ...change, body: { ...body, code }, status: 200 });
  await tryToken(player, 'which leaves the own session', token, 200);
  await tryToken(player, 'and ends the one of the second device', other.accessToken, 401);
  return { ...traveller, password: newPassword };
}

async function revokeOther(player: Player, traveller: SecuredTraveller, token: string): Promise<void> {
  const other = await logIn(player, 'log in on the second device again', traveller);
  const list = { request: 'GET /auth/sessions', token, status: 200 };
  const listed = await player.play({
    what: 'list the sessions',
    ...list,
    holds: { sessions: listOf(2) },
    flaw: (reply) => {
      const { length } = othersIn(reply);
      return length === 1 ? undefined : `expected one session that is not the current one, got ${length}`;
    },
  });
  const sessionId = String(othersIn(listed)[0]?.['sessionId']);
  await player.play({
    what: 'revoke the one of the second device',
    request: `DELETE /auth/sessions/${sessionId}`,
    token,
    status: 204,
  });
  await tryToken(player, 'its token is refused at once', other.accessToken, 401);
  await player.play({
    what: 'one session is left',
    ...list,
    holds: { sessions: listOf(1), 'sessions.0.current': true },
  });
}

function othersIn({ body }: Reply): Body[] {
  return (body['sessions'] as Body[]).filter(({ current }) => current === false);
}
