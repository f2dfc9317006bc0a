import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
  type AuthFlowType,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from 'vitest';
import { password, refused, type Kit } from '../kit.js';
import { accessTokenSeconds } from '../subject.js';
import type { Behaviour } from './behaviour.js';

const incorrect = 'Incorrect username or password.';

/** `AdminInitiateAuth` and `InitiateAuth`, apart from refreshing. */
export const signInBehaviours: readonly Behaviour[] = [
  {
    id: 'sign-in/right',
    title: 'the right password gives three tokens and their type and life',
    async run(kit) {
      const { email } = await kit.member();
      const { AuthenticationResult: result, ChallengeName } = await kit.signIn(email);
      expect(ChallengeName).toBeUndefined();
      expect(result).toMatchObject({ TokenType: 'Bearer', ExpiresIn: accessTokenSeconds });
      for (const token of [result?.AccessToken, result?.IdToken, result?.RefreshToken]) expect(token).toMatch(/^ey/);
    },
  },
  {
    id: 'sign-in/any-case',
    title: 'the email may be given in any case, and the sub as well',
    async run(kit) {
      const { email, sub } = await kit.member();
      for (const name of [email.toUpperCase(), sub]) {
        expect((await kit.signIn(name)).AuthenticationResult?.AccessToken).toBeDefined();
      }
    },
  },
  {
    id: 'sign-in/wrong',
    title: 'a wrong password is refused',
    async run(kit) {
      const { email } = await kit.member();
      await refused(kit.signIn(email, `${password}?`), 'NotAuthorizedException', incorrect);
    },
  },
  {
    id: 'sign-in/unknown',
    title: 'an unknown user is refused like a wrong password',
    run: (kit) => refused(kit.signIn(kit.email()), 'NotAuthorizedException', incorrect),
  },
  {
    id: 'sign-in/unknown-revealed',
    title: 'a client that does not hide who exists is told of an unknown user',
    variant: 'revealing',
    run: (kit) => refused(kit.signIn(kit.email()), 'UserNotFoundException', 'User does not exist.'),
  },
  {
    id: 'sign-in/disabled',
    title: 'a disabled user is refused with any password, and let in again when enabled',
    async run(kit) {
      const { email } = await kit.member();
      await kit.client.send(new AdminDisableUserCommand(kit.user(email)));
      for (const word of [password, `${password}?`]) {
        await refused(kit.signIn(email, word), 'NotAuthorizedException', 'User is disabled.');
      }
      await kit.client.send(new AdminEnableUserCommand(kit.user(email)));
      expect((await kit.signIn(email)).AuthenticationResult).toBeDefined();
    },
  },
  {
    id: 'sign-in/missing-parameter',
    title: 'a parameter that the flow needs is missed by its name',
    async run(kit) {
      const { email } = await kit.member();
      const parameters = { USERNAME: email, SECRET_HASH: kit.secretHash(email) };
      const work = adminFlow(kit, 'ADMIN_USER_PASSWORD_AUTH', parameters);
      await refused(work, 'InvalidParameterException', 'Missing required parameter PASSWORD');
    },
  },
  {
    id: 'sign-in/unknown-client',
    title: 'another client does not exist',
    async run(kit) {
      const { email } = await kit.member();
      const ClientId = '0123456789abcdefghijklmnop';
      const command = new AdminInitiateAuthCommand({
        UserPoolId: kit.pool.userPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      });
      await refused(
        kit.client.send(command),
        'ResourceNotFoundException',
        `User pool client ${ClientId} does not exist.`,
      );
    },
  },
  {
    id: 'sign-in/secret-hash-missing',
    title: 'a login without SECRET_HASH is refused',
    async run(kit) {
      const { email } = await kit.member();
      const work = adminFlow(kit, 'ADMIN_USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD: password });
      const message = `Client ${kit.pool.clientId} is configured with secret but SECRET_HASH was not received`;
      await refused(work, 'NotAuthorizedException', message);
    },
  },
  {
    id: 'sign-in/secret-hash-wrong',
    title: 'a login with the SECRET_HASH of another name is refused',
    async run(kit) {
      const { email } = await kit.member();
      const SECRET_HASH = kit.secretHash(`x${email}`);
      const work = adminFlow(kit, 'ADMIN_USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD: password, SECRET_HASH });
      await refused(work, 'NotAuthorizedException', /secret ?hash/i);
    },
  },
  {
    id: 'sign-in/public-password-flow',
    title: 'nobody logs in with a password without credentials of AWS',
    async run(kit) {
      const { email } = await kit.member();
      const work = publicFlow(kit, 'USER_PASSWORD_AUTH', credentials(kit, email));
      await refused(work, 'InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client');
    },
  },
  {
    id: 'sign-in/other-flows',
    title: 'flows that the client does not allow are refused',
    async run(kit) {
      const { email } = await kit.member();
      for (const flow of ['CUSTOM_AUTH', 'USER_SRP_AUTH'] as const) {
        const parameters = { ...credentials(kit, email), SRP_A: 'a1b2c3' };
        await refused(
          publicFlow(kit, flow, parameters),
          'InvalidParameterException',
          `${flow} flow not enabled for this client`,
        );
      }
    },
  },
  {
    id: 'sign-in/refresh-flow-with-rotation',
    title: 'with rotation the old refresh flow is refused',
    variant: 'rotating',
    async run(kit) {
      const { email, sub } = await kit.member();
      const { refresh } = await kit.tokens(email);
      const parameters = { REFRESH_TOKEN: refresh, SECRET_HASH: kit.secretHash(sub) };
      await refused(
        adminFlow(kit, 'REFRESH_TOKEN_AUTH', parameters),
        'InvalidParameterException',
        /not enabled for this client/,
      );
    },
  },
  {
    id: 'sign-in/admin-flow-in-public',
    title: 'the flow for administrators is no flow of InitiateAuth',
    async run(kit) {
      const { email } = await kit.member();
      const work = publicFlow(kit, 'ADMIN_USER_PASSWORD_AUTH', credentials(kit, email));
      await refused(work, 'InvalidParameterException', 'Initiate Auth method not supported.');
    },
  },
  {
    id: 'sign-in/sign-up',
    title: 'nobody signs up where only administrators create users',
    async run(kit) {
      const email = kit.email();
      const command = new SignUpCommand({
        ClientId: kit.pool.clientId,
        SecretHash: kit.secretHash(email),
        Username: email,
        Password: password,
      });
      await refused(kit.client.send(command), 'NotAuthorizedException', 'SignUp is not permitted for this user pool');
    },
  },
  {
    id: 'sign-in/forgot-password',
    title: 'nobody resets a password where only administrators do',
    async run(kit) {
      const { email } = await kit.member();
      const command = new ForgotPasswordCommand({
        ClientId: kit.pool.clientId,
        SecretHash: kit.secretHash(email),
        Username: email,
      });
      await refused(kit.client.send(command), 'NotAuthorizedException');
    },
  },
  {
    id: 'sign-in/lockout',
    title: 'after five failures even the right password is refused for a second',
    async run(kit) {
      const { email } = await kit.member();
      for (let failure = 0; failure < 5; failure += 1) {
        await refused(kit.signIn(email, `${password}?`), 'NotAuthorizedException', incorrect);
      }
      await refused(kit.signIn(email), 'NotAuthorizedException', 'Password attempts exceeded');
      await kit.pass(1_500);
      expect((await kit.signIn(email)).AuthenticationResult).toBeDefined();
    },
  },
  {
    id: 'sign-in/lockout-forgotten',
    title: 'a success forgets the failures before it',
    async run(kit) {
      const { email } = await kit.member();
      for (let round = 0; round < 2; round += 1) {
        for (let failure = 0; failure < 4; failure += 1) {
          await refused(kit.signIn(email, `${password}?`), 'NotAuthorizedException', incorrect);
        }
        expect((await kit.signIn(email)).AuthenticationResult).toBeDefined();
      }
    },
  },
  {
    id: 'sign-in/lockout-grows',
    title: 'the lock doubles with each failure after the fifth, up to a quarter of an hour',
    needsClock: true,
    async run(kit) {
      const { email } = await kit.member();
      for (let failure = 1; failure <= 18; failure += 1) {
        await refused(kit.signIn(email, `${password}?`), 'NotAuthorizedException', incorrect);
        const seconds = failure < 5 ? 0 : Math.min(900, 2 ** (failure - 5));
        if (seconds === 0) continue;
        await kit.pass(seconds * 1_000 - 500);
        await refused(kit.signIn(email), 'NotAuthorizedException', 'Password attempts exceeded');
        await kit.pass(600);
      }
      expect((await kit.signIn(email)).AuthenticationResult).toBeDefined();
    },
  },
  {
    id: 'sign-in/temporary-expires',
    title: 'a temporary password leads nowhere after seven days',
    needsClock: true,
    async run(kit) {
      const { email } = await kit.create(kit.email());
      await kit.pass(7 * 86_400_000 + 1_000);
      const message = 'Temporary password has expired and must be reset by an administrator.';
      await refused(kit.signIn(email), 'NotAuthorizedException', message);
    },
  },
];

function credentials(kit: Kit, email: string): Record<string, string> {
  return { USERNAME: email, PASSWORD: password, SECRET_HASH: kit.secretHash(email) };
}

function adminFlow({ client, pool }: Kit, AuthFlow: AuthFlowType, AuthParameters: Record<string, string>) {
  const { userPoolId: UserPoolId, clientId: ClientId } = pool;
  return client.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow, AuthParameters }));
}

function publicFlow({ client, pool }: Kit, AuthFlow: AuthFlowType, AuthParameters: Record<string, string>) {
  return client.send(new InitiateAuthCommand({ ClientId: pool.clientId, AuthFlow, AuthParameters }));
}
