import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { attribute, password, refused } from '../kit.js';
import { customAttribute } from '../subject.js';
import type { Behaviour } from './behaviour.js';

const taken = 'An account with the given email already exists.';
const tooShort = 'Password did not conform with password policy: Password not long enough';

/** `AdminCreateUser`. */
export const createBehaviours: readonly Behaviour[] = [
  {
    id: 'create/pending',
    title: 'a created user is enabled, waits for a password of their own, and is named by their sub',
    async run(kit) {
      const { email, sub } = await kit.create(kit.email());
      const user = await kit.client.send(new AdminGetUserCommand(kit.user(email)));
      expect(user).toMatchObject({ Username: sub, UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
      expect(sub).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(attribute(user.UserAttributes, 'email')).toBe(email);
    },
  },
  {
    id: 'create/challenge',
    title: 'the temporary password leads to the challenge to replace it, and to no token',
    async run(kit) {
      const { email } = await kit.create(kit.email());
      const answer = await kit.signIn(email);
      expect(answer.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
      expect(answer.Session).toMatch(/^.{20,2048}$/);
      expect(answer.AuthenticationResult).toBeUndefined();
    },
  },
  {
    id: 'create/wrong-temporary-password',
    title: 'a wrong temporary password is refused as any wrong password is',
    async run(kit) {
      const { email } = await kit.create(kit.email());
      await refused(kit.signIn(email, `${password}?`), 'NotAuthorizedException', 'Incorrect username or password.');
    },
  },
  {
    id: 'create/exists',
    title: 'an email that is taken is refused',
    async run(kit) {
      const { email } = await kit.create(kit.email());
      await refused(kit.create(email), 'UsernameExistsException', taken);
    },
  },
  {
    id: 'create/exists-in-other-case',
    title: 'an email that is taken in other case is refused',
    async run(kit) {
      const { email } = await kit.create(kit.email());
      await refused(kit.create(email.toUpperCase()), 'UsernameExistsException', taken);
    },
  },
  {
    id: 'create/one-winner',
    title: 'of parallel creations of one email one succeeds',
    async run(kit) {
      const email = kit.email();
      const answers = await Promise.allSettled(Array.from({ length: 8 }, () => kit.create(email)));
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const answer of answers) {
        if (answer.status === 'rejected') await refused(Promise.reject(answer.reason), 'UsernameExistsException');
      }
    },
  },
  {
    id: 'create/policy',
    title: 'a temporary password against the policy is refused, and leaves no user',
    async run(kit) {
      const email = kit.email();
      await refused(kit.create(email, { password: 'Short, 11ch' }), 'InvalidPasswordException', tooShort);
      await refused(kit.client.send(new AdminGetUserCommand(kit.user(email))), 'UserNotFoundException');
    },
  },
  {
    id: 'create/no-email',
    title: 'a username that is no email is refused',
    async run(kit) {
      const command = new AdminCreateUserCommand({ ...kit.user('nobody'), MessageAction: 'SUPPRESS' });
      await refused(kit.client.send(command), 'InvalidParameterException', /^Username should be an? email\.?$/);
    },
  },
  {
    id: 'create/custom-attribute',
    title: 'a custom attribute of the schema is kept',
    async run(kit) {
      const email = kit.email();
      await kit.create(email, { attributes: [{ Name: customAttribute, Value: 'attempt-1' }] });
      const { UserAttributes } = await kit.client.send(new AdminGetUserCommand(kit.user(email)));
      expect(attribute(UserAttributes, customAttribute)).toBe('attempt-1');
    },
  },
  {
    id: 'create/unknown-attribute',
    title: 'an attribute that the schema lacks is refused',
    async run(kit) {
      const attributes = [{ Name: 'custom:role', Value: 'admin' }];
      await refused(kit.create(kit.email(), { attributes }), 'InvalidParameterException', /custom:role/);
    },
  },
  {
    id: 'create/after-deletion',
    title: 'a deleted user frees the email, and the next one has another sub',
    async run(kit) {
      const first = await kit.create(kit.email());
      await kit.client.send(new AdminDeleteUserCommand(kit.user(first.email)));
      await refused(kit.client.send(new AdminGetUserCommand(kit.user(first.sub))), 'UserNotFoundException');
      expect((await kit.create(first.email)).sub).not.toBe(first.sub);
    },
  },
];
