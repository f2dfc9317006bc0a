import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { claimsOf, refused, type Kit, type Member } from '../kit.js';
import { graceSeconds, refreshTokenSeconds } from '../subject.js';
import type { Behaviour } from './behaviour.js';

/** `GetTokensFromRefreshToken` with rotation, and without. */
const rotationBehaviours: readonly Behaviour[] = [
  {
    id: 'refresh/rotates',
    title: 'a refresh gives new tokens of the same session, the refresh token among them',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      const first = await kit.tokens(email);
      const { AccessToken = '', IdToken, RefreshToken } = await kit.rotate(first.refresh);
      expect(RefreshToken).toBeDefined();
      expect(RefreshToken).not.toBe(first.refresh);
      expect(IdToken).toBeDefined();
      const [before, after] = [claimsOf(first.access), claimsOf(AccessToken)];
      expect(after).toMatchObject({
        sub: before['sub'],
        origin_jti: before['origin_jti'],
        auth_time: before['auth_time'],
      });
      expect(after['jti']).not.toBe(before['jti']);
    },
  },
  {
    id: 'refresh/chain',
    title: 'each refresh token of a chain gives the next one',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      let { refresh } = await kit.tokens(email);
      for (let turn = 0; turn < 3; turn += 1) refresh = (await kit.rotate(refresh)).RefreshToken ?? 'missing';
      expect((await kit.rotate(refresh)).AccessToken).toBeDefined();
    },
  },
  {
    id: 'refresh/grace',
    title: 'within the grace the old refresh token still works',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      const answers = await Promise.all([kit.rotate(refresh), kit.rotate(refresh)]);
      for (const { RefreshToken = 'missing' } of answers) {
        expect((await kit.rotate(RefreshToken)).AccessToken).toBeDefined();
      }
    },
  },
  {
    id: 'refresh/reuse',
    title: 'after the grace the old refresh token is refused as reused',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      await kit.rotate(refresh);
      await kit.pass(graceSeconds * 1_000 + 500);
      await refused(kit.rotate(refresh), 'RefreshTokenReuseException');
    },
  },
  {
    id: 'refresh/absolute-end',
    title: 'rotation does not extend the session beyond its first end',
    variant: 'rotating',
    needsClock: true,
    async run(kit) {
      const { email } = await kit.member();
      let { refresh } = await kit.tokens(email);
      for (let turn = 0; turn < 2; turn += 1) {
        await kit.pass((refreshTokenSeconds / 3) * 1_000);
        refresh = (await kit.rotate(refresh)).RefreshToken ?? 'missing';
      }
      await kit.pass((refreshTokenSeconds / 3) * 1_000);
      await refused(kit.rotate(refresh), 'NotAuthorizedException', 'Refresh Token has expired');
    },
  },
  {
    id: 'refresh/not-rotating',
    title: 'without rotation a refresh gives no refresh token, and the old one stays good',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      for (let turn = 0; turn < 2; turn += 1) {
        const answer = await kit.rotate(refresh);
        expect(answer.AccessToken).toBeDefined();
        expect(answer.RefreshToken).toBeUndefined();
      }
    },
  },
  {
    id: 'refresh/secret',
    title: 'a refresh without the client secret, or with another one, is refused',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh: RefreshToken } = await kit.tokens(email);
      const { clientId: ClientId } = kit.pool;
      for (const secret of [{}, { ClientSecret: 'a'.repeat(51) }]) {
        const command = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ...secret });
        await refused(kit.client.send(command), 'NotAuthorizedException');
      }
    },
  },
  {
    id: 'refresh/malformed',
    title: 'what is no refresh token is refused',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      const { access, refresh } = await kit.tokens(email);
      for (const wrong of ['no.refresh.token', access, `${refresh.slice(0, -2)}AA`]) {
        await refused(kit.rotate(wrong), 'NotAuthorizedException', /^Invalid Refresh Token\.?$/);
      }
    },
  },
  {
    id: 'refresh/disabled',
    title: 'a disabled user gets no tokens',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      await kit.client.send(new AdminDisableUserCommand(kit.user(email)));
      await refused(kit.refresh(refresh), 'NotAuthorizedException');
    },
  },
  {
    id: 'refresh/deleted',
    title: 'a deleted user gets no tokens',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      await kit.client.send(new AdminDeleteUserCommand(kit.user(email)));
      await refused(kit.refresh(refresh), 'NotAuthorizedException');
    },
  },
];

/** `REFRESH_TOKEN_AUTH`, which a client without rotation may allow: what the backend refreshes with. */
const flowBehaviours: readonly Behaviour[] = [
  {
    id: 'refresh-flow/session',
    title: 'REFRESH_TOKEN_AUTH gives an access token of the same session, as often as it is asked',
    async run(kit) {
      const { email } = await kit.member();
      const first = await kit.tokens(email);
      // Claims are in seconds.
      await kit.pass(1_100);
      const answers = [await kit.refresh(first.refresh), await kit.refresh(first.refresh)];
      const { sub, origin_jti, auth_time, jti } = claimsOf(first.access);
      const claims = answers.map(({ AccessToken = '' }) => claimsOf(AccessToken));
      for (const one of claims) expect(one).toMatchObject({ sub, origin_jti, auth_time });
      expect(new Set([jti, ...claims.map((one) => one['jti'])]).size).toBe(3);
    },
  },
  {
    id: 'refresh-flow/absolute-end',
    title: 'refreshing does not extend the life of a refresh token',
    needsClock: true,
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      for (let turn = 0; turn < 2; turn += 1) {
        await kit.pass((refreshTokenSeconds / 3) * 1_000);
        expect((await kit.refresh(refresh)).AccessToken).toBeDefined();
      }
      await kit.pass((refreshTokenSeconds / 3) * 1_000);
      await refused(kit.refresh(refresh), 'NotAuthorizedException', 'Refresh Token has expired');
    },
  },
  {
    id: 'refresh-flow/sub',
    title: 'REFRESH_TOKEN_AUTH takes the SECRET_HASH of the sub and gives no refresh token',
    async run(kit) {
      const { member, refresh } = await signedIn(kit);
      for (const isAdmin of [true, false]) {
        const { AuthenticationResult: result } = await refreshFlow(kit, refresh, kit.secretHash(member.sub), isAdmin);
        expect(result?.AccessToken).toBeDefined();
        expect(result?.IdToken).toBeDefined();
        expect(result?.RefreshToken).toBeUndefined();
      }
    },
  },
  {
    id: 'refresh-flow/email',
    title: 'REFRESH_TOKEN_AUTH refuses the SECRET_HASH of the email',
    async run(kit) {
      const { member, refresh } = await signedIn(kit);
      await refused(refreshFlow(kit, refresh, kit.secretHash(member.email)), 'NotAuthorizedException', /secret ?hash/i);
    },
  },
  {
    id: 'refresh-flow/no-hash',
    title: 'REFRESH_TOKEN_AUTH without SECRET_HASH is refused',
    async run(kit) {
      const { refresh } = await signedIn(kit);
      const message = `Client ${kit.pool.clientId} is configured with secret but SECRET_HASH was not received`;
      await refused(refreshFlow(kit, refresh, undefined), 'NotAuthorizedException', message);
    },
  },
  {
    id: 'refresh-flow/malformed',
    title: 'REFRESH_TOKEN_AUTH refuses what is no refresh token',
    async run(kit) {
      const { member } = await signedIn(kit);
      const work = refreshFlow(kit, 'no.refresh.token', kit.secretHash(member.sub));
      await refused(work, 'NotAuthorizedException', /^Invalid Refresh Token\.?$/);
    },
  },
];

/** Everything about refreshing. */
export const refreshBehaviours: readonly Behaviour[] = [...rotationBehaviours, ...flowBehaviours];

async function signedIn(kit: Kit): Promise<{ member: Member; refresh: string }> {
  const member = await kit.member();
  return { member, refresh: (await kit.tokens(member.email)).refresh };
}

function refreshFlow({ client, pool }: Kit, token: string, secretHash: string | undefined, isAdmin = true) {
  const { userPoolId: UserPoolId, clientId: ClientId } = pool;
  const AuthParameters = { REFRESH_TOKEN: token, ...(secretHash !== undefined && { SECRET_HASH: secretHash }) };
  const common = { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters } as const;
  return isAdmin
    ? client.send(new AdminInitiateAuthCommand({ UserPoolId, ...common }))
    : client.send(new InitiateAuthCommand(common));
}
