import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { refused, type Kit } from '../kit.js';
import type { Behaviour } from './behaviour.js';

const revokedRefresh = 'Refresh Token has been revoked';
const revokedAccess = 'Access Token has been revoked';

/** Sign-out and revocation. */
export const sessionBehaviours: readonly Behaviour[] = [
  {
    id: 'sign-out/admin',
    title: 'AdminUserGlobalSignOut ends every session of the user, and of nobody else',
    async run(kit) {
      const [{ email }, other] = [await kit.member(), await kit.member()];
      const [one, two, others] = [await kit.tokens(email), await kit.tokens(email), await kit.tokens(other.email)];
      await kit.client.send(new AdminUserGlobalSignOutCommand(kit.user(email)));
      for (const { access, refresh } of [one, two]) {
        await refused(kit.refresh(refresh), 'NotAuthorizedException', revokedRefresh);
        await refused(getUser(kit, access), 'NotAuthorizedException', revokedAccess);
      }
      expect((await kit.refresh(others.refresh)).AccessToken).toBeDefined();
      expect((await kit.refresh((await kit.tokens(email)).refresh)).AccessToken).toBeDefined();
    },
  },
  {
    id: 'sign-out/own',
    title: 'GlobalSignOut does the same for the user of an access token',
    async run(kit) {
      const { email } = await kit.member();
      const [one, two] = [await kit.tokens(email), await kit.tokens(email)];
      await kit.client.send(new GlobalSignOutCommand({ AccessToken: one.access }));
      for (const { access, refresh } of [one, two]) {
        await refused(kit.refresh(refresh), 'NotAuthorizedException', revokedRefresh);
        await refused(getUser(kit, access), 'NotAuthorizedException', revokedAccess);
      }
      await refused(kit.client.send(new GlobalSignOutCommand({ AccessToken: two.access })), 'NotAuthorizedException');
    },
  },
  {
    id: 'sign-out/unknown',
    title: 'an unknown user cannot be signed out',
    run: (kit) =>
      refused(
        kit.client.send(new AdminUserGlobalSignOutCommand(kit.user(kit.email()))),
        'UserNotFoundException',
        'User does not exist.',
      ),
  },
  {
    id: 'sign-out/disabling',
    title: 'disabling a user ends the sessions for good',
    async run(kit) {
      const { email } = await kit.member();
      const { access, refresh } = await kit.tokens(email);
      await kit.client.send(new AdminDisableUserCommand(kit.user(email)));
      await kit.client.send(new AdminEnableUserCommand(kit.user(email)));
      await refused(kit.refresh(refresh), 'NotAuthorizedException', revokedRefresh);
      await refused(getUser(kit, access), 'NotAuthorizedException', revokedAccess);
    },
  },
  {
    id: 'revoke/session',
    title: 'RevokeToken ends one session, its access token included, and leaves the others',
    async run(kit) {
      const { email } = await kit.member();
      const [one, two] = [await kit.tokens(email), await kit.tokens(email)];
      await revoke(kit, one.refresh);
      await refused(kit.refresh(one.refresh), 'NotAuthorizedException', revokedRefresh);
      await refused(getUser(kit, one.access), 'NotAuthorizedException', revokedAccess);
      expect((await kit.refresh(two.refresh)).AccessToken).toBeDefined();
      expect((await getUser(kit, two.access)).Username).toBeDefined();
    },
  },
  {
    id: 'revoke/rotated',
    title: 'revoking a rotated refresh token ends the tokens that came from it',
    variant: 'rotating',
    async run(kit) {
      const { email } = await kit.member();
      const first = await kit.tokens(email);
      const second = await kit.rotate(first.refresh);
      await revoke(kit, first.refresh);
      await refused(kit.rotate(second.RefreshToken ?? 'missing'), 'NotAuthorizedException', revokedRefresh);
    },
  },
  {
    id: 'revoke/twice',
    title: 'revoking again is no error',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      await revoke(kit, refresh);
      await revoke(kit, refresh);
    },
  },
  {
    id: 'revoke/secret',
    title: 'RevokeToken with another client secret is refused and ends nothing',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      await refused(revoke(kit, refresh, 'a'.repeat(51)), 'UnauthorizedException');
      expect((await kit.refresh(refresh)).AccessToken).toBeDefined();
    },
  },
  {
    id: 'revoke/access-token',
    title: 'an access token is no token that can be revoked',
    async run(kit) {
      const { email } = await kit.member();
      const { access } = await kit.tokens(email);
      await refused(revoke(kit, access), 'UnsupportedTokenTypeException');
    },
  },
];

function getUser({ client }: Kit, AccessToken: string) {
  return client.send(new GetUserCommand({ AccessToken }));
}

function revoke({ client, pool }: Kit, Token: string, ClientSecret = pool.clientSecret) {
  return client.send(new RevokeTokenCommand({ ClientId: pool.clientId, ClientSecret, Token }));
}
