import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  DeleteUserCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { attribute, refused, type Kit } from '../kit.js';
import { accessTokenSeconds, writableAttribute } from '../subject.js';
import type { Behaviour } from './behaviour.js';

const noUser = 'User does not exist.';

/** Users read, changed and deleted, by administrators and by themselves. */
export const attributeBehaviours: readonly Behaviour[] = [
  {
    id: 'user/get',
    title: 'a user is found by email in any case and by sub',
    async run(kit) {
      const { email, sub } = await kit.member();
      for (const name of [email, email.toUpperCase(), sub]) expect((await get(kit, name)).Username).toBe(sub);
    },
  },
  {
    id: 'user/unknown',
    title: 'what is done to an unknown user is refused',
    async run(kit) {
      const email = kit.email();
      await refused(get(kit, email), 'UserNotFoundException', noUser);
      await refused(set(kit, email, { locale: 'en' }), 'UserNotFoundException', noUser);
      await refused(kit.client.send(new AdminDeleteUserCommand(kit.user(email))), 'UserNotFoundException', noUser);
    },
  },
  {
    id: 'user/long-name',
    title: 'a name of more than 128 characters is refused before it is looked up',
    run: (kit) =>
      refused(
        get(kit, 'a'.repeat(129)),
        'InvalidParameterException',
        /^1 validation error detected: .*'username' failed to satisfy constraint: Member must have length less than or equal to 128$/,
      ),
  },
  {
    id: 'user/unknown-pool',
    title: 'another pool does not exist',
    async run(kit) {
      const UserPoolId = `${kit.pool.userPoolId.split('_')[0]}_aBcDeFgHi`;
      const command = new AdminGetUserCommand({ UserPoolId, Username: 'a@example.com' });
      await refused(kit.client.send(command), 'ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
    },
  },
  {
    id: 'user/update',
    title: 'an attribute is set, replaced, and removed by an empty value',
    async run(kit) {
      const { email } = await kit.member();
      for (const [value, kept] of [
        ['en', 'en'],
        ['de', 'de'],
        ['', undefined],
      ] as const) {
        await set(kit, email, { locale: value });
        expect(attribute((await get(kit, email)).UserAttributes, 'locale')).toBe(kept);
      }
    },
  },
  {
    id: 'user/sub-fixed',
    title: 'the sub cannot be changed',
    async run(kit) {
      const { email, sub } = await kit.member();
      await refused(set(kit, email, { sub: 'another' }), 'InvalidParameterException');
      expect((await get(kit, email)).Username).toBe(sub);
    },
  },
  {
    id: 'user/new-email',
    title: 'a new email is unverified, and signs the user in',
    async run(kit) {
      const { email, sub } = await kit.member();
      await set(kit, email, { email_verified: 'true' });
      const next = kit.email();
      await set(kit, email, { email: next });
      const { UserAttributes } = await get(kit, sub);
      expect(attribute(UserAttributes, 'email')).toBe(next);
      expect(attribute(UserAttributes, 'email_verified')).toBe('false');
      expect((await kit.signIn(next)).AuthenticationResult).toBeDefined();
    },
  },
  {
    id: 'user/email-taken',
    title: 'the email of another user cannot be taken over',
    async run(kit) {
      const [one, two] = [await kit.member(), await kit.member()];
      await refused(set(kit, one.email, { email: two.email }), 'AliasExistsException');
    },
  },
  {
    id: 'own/get',
    title: 'an access token reads its own user, until it expires',
    needsClock: true,
    async run(kit) {
      const { email, sub } = await kit.member();
      const { access: AccessToken } = await kit.tokens(email);
      const read = () => kit.client.send(new GetUserCommand({ AccessToken }));
      const { Username, UserAttributes } = await read();
      expect(Username).toBe(sub);
      expect(attribute(UserAttributes, 'email')).toBe(email);
      await kit.pass(accessTokenSeconds * 1_000 + 1_000);
      await refused(read(), 'NotAuthorizedException', 'Access Token has expired');
    },
  },
  {
    id: 'own/other-tokens',
    title: 'ID token, refresh token and forged token open nothing',
    async run(kit) {
      const { email } = await kit.member();
      const { access, id, refresh } = await kit.tokens(email);
      const forged = `${access.slice(0, access.lastIndexOf('.'))}.${'A'.repeat(342)}`;
      for (const AccessToken of [id, refresh, forged, 'no.access.token']) {
        await refused(kit.client.send(new GetUserCommand({ AccessToken })), 'NotAuthorizedException');
      }
    },
  },
  {
    id: 'own/writable',
    title: 'a user writes the attributes that the client may write',
    async run(kit) {
      const { email } = await kit.member();
      await write(kit, (await kit.tokens(email)).access, writableAttribute, 'de');
      expect(attribute((await get(kit, email)).UserAttributes, writableAttribute)).toBe('de');
    },
  },
  {
    id: 'own/not-writable',
    title: 'a user cannot write the other ones',
    async run(kit) {
      const { email } = await kit.member();
      const { access } = await kit.tokens(email);
      const message = /^A client attempted to write unauthorized attribute/;
      for (const name of ['email', 'given_name', 'custom:attempt_id']) {
        await refused(write(kit, access, name, 'eve@example.com'), 'NotAuthorizedException', message);
      }
      expect(attribute((await get(kit, email)).UserAttributes, 'email')).toBe(email);
    },
  },
  {
    id: 'own/delete',
    title: 'a user deletes themselves, once',
    async run(kit) {
      const { email } = await kit.member();
      const { access: AccessToken } = await kit.tokens(email);
      await kit.client.send(new DeleteUserCommand({ AccessToken }));
      await refused(get(kit, email), 'UserNotFoundException', noUser);
      await expect(kit.client.send(new DeleteUserCommand({ AccessToken }))).rejects.toBeInstanceOf(Error);
    },
  },
];

function get({ client, user }: Kit, username: string) {
  return client.send(new AdminGetUserCommand(user(username)));
}

function set({ client, user }: Kit, username: string, values: Readonly<Record<string, string>>) {
  const UserAttributes = Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
  return client.send(new AdminUpdateUserAttributesCommand({ ...user(username), UserAttributes }));
}

function write({ client }: Kit, AccessToken: string, Name: string, Value: string) {
  return client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }));
}
