import type { Body, Reply } from '../../support/client.js';
import { listOf } from './expectation.js';
import { turnMfaOn } from './joining.js';
import { logIn, nextCode, tryToken, type SecuredTraveller, type Tokens } from './moves.js';
import type { Player } from './player.js';

const newPassword = 'eleven copper kettles by the door';

/** Changes the password, throws another device out, and moves to another authenticator. */
export async function settle(
  player: Player,
  traveller: SecuredTraveller,
  { accessToken }: Tokens,
): Promise<SecuredTraveller> {
  const changed = await changePassword(player, traveller, accessToken);
  await revokeOther(player, changed, accessToken);
  return replaceAuthenticator(player, changed, accessToken);
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

/** With a new phone the old one is no help: MFA goes off with a backup code, and on again with a new secret. */
async function replaceAuthenticator(
  player: Player,
  traveller: SecuredTraveller,
  token: string,
): Promise<SecuredTraveller> {
  const { password } = traveller;
  const renewed = await player.play({
    what: 'make new backup codes',
    request: 'POST /auth/mfa/backup-codes',
    body: { password, code: await nextCode(player, traveller) },
    token,
    status: 200,
    holds: { enabled: true, backupCodes: listOf(10) },
  });
  const disable = { request: 'POST /auth/mfa/disable', token };
  const [retired = ''] = traveller.backupCodes.slice(1);
  await player.play({
    what: 'those of before have been retired',
    ...disable,
    body: { password, code: retired },
    status: 401,
    holds: { error: 'REAUTH_FAILED' },
  });
  const [code] = renewed.body['backupCodes'] as string[];
  await player.play({
    what: 'turn MFA off with one of the new',
    ...disable,
    body: { password, code },
    status: 200,
    holds: { enabled: false },
  });
  return turnMfaOn(player, traveller, token);
}

function othersIn({ body }: Reply): Body[] {
  return (body['sessions'] as Body[]).filter(({ current }) => current === false);
}
