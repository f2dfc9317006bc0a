import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  ChangePasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { password, refused, type Kit } from '../kit.js';
import type { Behaviour } from './behaviour.js';

const other = 'Nine silent foghorns, 9 at dawn';
const incorrect = 'Incorrect username or password.';

/** `AdminSetUserPassword`, `ChangePassword` and the policy. */
export const passwordBehaviours: readonly Behaviour[] = [
  {
    id: 'password/permanent',
    title: 'a permanent password confirms the user, who can log in with it alone',
    async run(kit) {
      const { email } = await kit.create(kit.email());
      await setPassword(kit, email, other);
      const { UserStatus } = await kit.client.send(new AdminGetUserCommand(kit.user(email)));
      expect(UserStatus).toBe('CONFIRMED');
      expect((await kit.signIn(email, other)).AuthenticationResult?.AccessToken).toBeDefined();
      await refused(kit.signIn(email), 'NotAuthorizedException', incorrect);
    },
  },
  {
    id: 'password/temporary',
    title: 'a temporary password makes a confirmed user pending again',
    async run(kit) {
      const { email } = await kit.member();
      await setPassword(kit, email, other, false);
      const { UserStatus } = await kit.client.send(new AdminGetUserCommand(kit.user(email)));
      expect(UserStatus).toBe('FORCE_CHANGE_PASSWORD');
      expect((await kit.signIn(email, other)).ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    },
  },
  {
    id: 'password/policy',
    title: 'a password against the policy is refused, and the old one stays',
    async run(kit) {
      const { email } = await kit.member();
      await refused(
        setPassword(kit, email, 'Short, 11ch'),
        'InvalidPasswordException',
        policyMessage('Password not long enough'),
      );
      expect((await kit.signIn(email)).AuthenticationResult).toBeDefined();
    },
  },
  {
    id: 'password/outer-space',
    title: 'a password that begins or ends with a space is refused',
    async run(kit) {
      const { email } = await kit.member();
      for (const wrong of [` ${other}`, `${other} `]) {
        await refused(
          setPassword(kit, email, wrong),
          'InvalidParameterException',
          /^1 validation error detected: .*'password' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
        );
      }
    },
  },
  {
    id: 'password/any-characters',
    title: 'a password may have any characters and inner spaces',
    async run(kit) {
      const { email } = await kit.member();
      const rich = 'žluťoučký kůň 🐎 <script>"\\';
      await setPassword(kit, email, rich);
      expect((await kit.signIn(email, rich)).AuthenticationResult).toBeDefined();
      await refused(kit.signIn(email, rich.normalize('NFD')), 'NotAuthorizedException', incorrect);
    },
  },
  {
    id: 'password/too-long',
    title: 'a password of more than 256 characters is refused',
    async run(kit) {
      const { email } = await kit.member();
      await refused(
        setPassword(kit, email, 'Aa1!'.repeat(65)),
        'InvalidParameterException',
        /^1 validation error detected: .*'password' failed to satisfy constraint: Member must have length less than or equal to 256$/,
      );
    },
  },
  {
    id: 'password/unknown-user',
    title: 'the password of a user who does not exist cannot be set',
    run: (kit) => refused(setPassword(kit, kit.email(), other), 'UserNotFoundException', 'User does not exist.'),
  },
  {
    id: 'password/rules',
    title: 'each rule of a policy with character classes is named when it is broken',
    variant: 'composed',
    async run(kit) {
      const { email } = await kit.member();
      const broken = {
        'seven quiet lanterns, 7': 'Password must have uppercase characters',
        'SEVEN QUIET LANTERNS, 7': 'Password must have lowercase characters',
        'Seven quiet lanterns, no': 'Password must have numeric characters',
        Sevenquietlanterns7: 'Password must have symbol characters',
      };
      for (const [text, message] of Object.entries(broken)) {
        await refused(setPassword(kit, email, text), 'InvalidPasswordException', policyMessage(message));
      }
    },
  },
  {
    id: 'password/change',
    title: 'a user changes the password with the old one; the policy holds',
    async run(kit) {
      const { email } = await kit.member();
      const { access } = await kit.tokens(email);
      await changePassword(kit, access, password, other);
      expect((await kit.signIn(email, other)).AuthenticationResult).toBeDefined();
      await refused(
        changePassword(kit, access, other, 'Short, 11ch'),
        'InvalidPasswordException',
        policyMessage('Password not long enough'),
      );
    },
  },
  {
    id: 'password/change-wrong',
    title: 'a user who does not know the old password cannot change it',
    async run(kit) {
      const { email } = await kit.member();
      const { access } = await kit.tokens(email);
      await refused(changePassword(kit, access, other, other), 'NotAuthorizedException', incorrect);
    },
  },
  {
    id: 'password/sessions-stay',
    title: 'a new password leaves the sessions alone',
    async run(kit) {
      const { email } = await kit.member();
      const { refresh } = await kit.tokens(email);
      await setPassword(kit, email, other);
      expect((await kit.refresh(refresh)).AccessToken).toBeDefined();
    },
  },
];

function policyMessage(fault: string): string {
  return `Password did not conform with password policy: ${fault}`;
}

async function setPassword(kit: Kit, username: string, Password: string, Permanent = true): Promise<void> {
  await kit.client.send(new AdminSetUserPasswordCommand({ ...kit.user(username), Password, Permanent }));
}

async function changePassword(kit: Kit, AccessToken: string, before: string, after: string): Promise<void> {
  await kit.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword: before, ProposedPassword: after }));
}
