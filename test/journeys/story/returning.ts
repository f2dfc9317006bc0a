import { otherThan, someText } from './expectation.js';
import {
  answer,
  nextCode,
  openChallenge,
  tokensOf,
  tryToken,
  wait,
  type SecuredTraveller,
  type Tokens,
} from './moves.js';
import type { Player } from './player.js';

const refused = { status: 401, holds: { error: 'INVALID_MFA_CODE' } } as const;

/** Seconds for which a replaced refresh token still counts, and one more. */
const afterGrace = 61;

/** Comes back with both factors, loses the session to a thief of tokens, and comes back with a backup code. */
export async function comeBack(player: Player, traveller: SecuredTraveller): Promise<Tokens> {
  const first = await logInOnce(player, traveller);
  await reuseRefreshToken(player, first);
  return useBackupCode(player, traveller);
}

/** Logs in with a code, and finds that it counted once. */
async function logInOnce(player: Player, traveller: SecuredTraveller): Promise<Tokens> {
  const sessionToken = await openChallenge(player, 'log in: the password leads to a challenge alone', traveller);
  const code = await nextCode(player, traveller);
  const tokens = tokensOf(await answer(player, 'the code of the authenticator completes it', sessionToken, code));
  await tryToken(player, 'read the profile with the new token', tokens.accessToken, 200);
  await player.play({
    what: 'change the profile',
    request: 'PUT /users/profile',
    body: { timezone: 'Europe/London' },
    token: tokens.accessToken,
    status: 200,
    holds: { timezone: 'Europe/London', email: traveller.email },
  });
  const again = await openChallenge(player, 'log in once more', traveller);
  await answer(player, 'the same code does not count again', again, code, refused);
  return tokens;
}

async function reuseRefreshToken(player: Player, { accessToken, refreshToken }: Tokens): Promise<void> {
  const refresh = { request: 'POST /auth/refresh', body: { refreshToken } };
  const next = tokensOf(
    await player.play({
      what: 'refresh the tokens',
      ...refresh,
      status: 200,
      holds: { accessToken: otherThan(accessToken), refreshToken: otherThan(refreshToken) },
    }),
  );
  await player.play({
    what: 'the same again, as if the answer had got lost: the same token follows',
    ...refresh,
    status: 200,
    holds: { accessToken: otherThan(next.accessToken), refreshToken: next.refreshToken },
  });
  await tryToken(player, 'read the profile with the refreshed token', next.accessToken, 200);
  await wait(player, afterGrace, 'the replaced refresh token has lost its grace');
  const dead = { status: 401, holds: { error: 'INVALID_REFRESH_TOKEN' } };
  await player.play({ what: 'somebody uses the replaced refresh token', ...refresh, ...dead });
  await tryToken(player, 'which ends the session: the access token is dead', next.accessToken, 401);
  await player.play({
    what: 'and so is the refresh token in its place',
    request: 'POST /auth/refresh',
    body: { refreshToken: next.refreshToken },
    ...dead,
  });
}

async function useBackupCode(player: Player, traveller: SecuredTraveller): Promise<Tokens> {
  const [code = ''] = traveller.backupCodes;
  const sessionToken = await openChallenge(player, 'log in without the authenticator', traveller);
  const tokens = tokensOf(
    await answer(player, 'a backup code completes it', sessionToken, code, {
      status: 200,
      holds: { accessToken: someText, 'user.mfaEnabled': true },
    }),
  );
  const again = await openChallenge(player, 'log in once more', traveller);
  await answer(player, 'the same backup code does not count again', again, code, refused);
  return tokens;
}
