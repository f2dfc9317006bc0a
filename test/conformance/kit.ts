import { createHmac, randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  type AdminInitiateAuthCommandOutput,
  type AttributeType,
  type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestPool } from './subject.js';

/** A password that every variant takes. */
export const password = 'Seven quiet lanterns, 7 at dusk';

/** A confirmed user. */
export interface Member {
  readonly email: string;
  readonly sub: string;
}

/** The tokens of one sign-in. */
export interface Tokens {
  readonly access: string;
  readonly id: string;
  readonly refresh: string;
}

/** What behaviours are written with: a pool, and the calls that most of them begin with. */
export interface Kit {
  readonly pool: TestPool;
  readonly client: TestPool['client'];
  /** `UserPoolId` and `Username` of a call about one user. */
  readonly user: (username: string) => { readonly UserPoolId: string; readonly Username: string };
  /** An email that nobody has; whoever gets it is deleted afterwards. */
  readonly email: () => string;
  /** `AdminCreateUser` without a mail. The user is pending. */
  readonly create: (email: string, more?: { password?: string; attributes?: AttributeType[] }) => Promise<Member>;
  /** Creates and confirms. */
  readonly member: () => Promise<Member>;
  /** `AdminInitiateAuth` with email and password. */
  readonly signIn: (username: string, withPassword?: string) => Promise<AdminInitiateAuthCommandOutput>;
  readonly tokens: (username: string) => Promise<Tokens>;
  /** `AdminInitiateAuth` with a refresh token that `tokens` gave, as the backend does. */
  readonly refresh: (token: string) => Promise<AuthenticationResultType>;
  /** `GetTokensFromRefreshToken`. */
  readonly rotate: (token: string) => Promise<AuthenticationResultType>;
  /** The `SECRET_HASH` of a name. */
  readonly secretHash: (username: string) => string;
  /** Lets time pass, in the pool if that can be, else really. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Deletes the users that were made. */
  readonly clean: () => Promise<void>;
}

/** A kit for a pool. */
export function kitFor(pool: TestPool): Kit {
  const { client, userPoolId: UserPoolId, clientId: ClientId, clientSecret } = pool;
  const emails: string[] = [];
  /** Whose refresh tokens are: the `SECRET_HASH` of a refresh is over the `sub`. */
  const subs = new Map<string, string>();
  const kit: Kit = {
    pool,
    client,
    user: (Username) => ({ UserPoolId, Username }),
    email: () => {
      const email = `conformance-${randomUUID()}@example.com`;
      emails.push(email);
      return email;
    },
    async create(email, { password: TemporaryPassword = password, attributes = [] } = {}) {
      const UserAttributes = [{ Name: 'email', Value: email }, ...attributes];
      const { User } = await client.send(
        new AdminCreateUserCommand({
          ...kit.user(email),
          TemporaryPassword,
          MessageAction: 'SUPPRESS',
          UserAttributes,
        }),
      );
      return { email, sub: attribute(User?.Attributes, 'sub') ?? '' };
    },
    async member() {
      const member = await kit.create(kit.email());
      await client.send(
        new AdminSetUserPasswordCommand({ ...kit.user(member.email), Password: password, Permanent: true }),
      );
      return member;
    },
    signIn: (username, withPassword = password) =>
      client.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: withPassword, SECRET_HASH: kit.secretHash(username) },
        }),
      ),
    async tokens(username) {
      const { AuthenticationResult: result } = await kit.signIn(username);
      const { AccessToken: access, IdToken: id, RefreshToken: refresh } = result ?? {};
      if (access === undefined || id === undefined || refresh === undefined) throw new Error('a token is missing');
      subs.set(refresh, String(claimsOf(access)['sub']));
      return { access, id, refresh };
    },
    async refresh(token) {
      const AuthParameters = { REFRESH_TOKEN: token, SECRET_HASH: kit.secretHash(subs.get(token) ?? '') };
      const command = new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters,
      });
      return (await client.send(command)).AuthenticationResult ?? {};
    },
    async rotate(RefreshToken) {
      const command = new GetTokensFromRefreshTokenCommand({ ClientId, ClientSecret: clientSecret, RefreshToken });
      return (await client.send(command)).AuthenticationResult ?? {};
    },
    secretHash: (username) => createHmac('sha256', clientSecret).update(username).update(ClientId).digest('base64'),
    async pass(milliseconds) {
      if (pool.advance) pool.advance(milliseconds);
      else await new Promise((passed) => setTimeout(passed, milliseconds));
    },
    async clean() {
      await Promise.allSettled(
        emails.splice(0).map((email) => client.send(new AdminDeleteUserCommand(kit.user(email)))),
      );
    },
  };
  return kit;
}

/** The value of an attribute. */
export function attribute(attributes: readonly AttributeType[] = [], name: string): string | undefined {
  return attributes.find(({ Name }) => Name === name)?.Value;
}

/** The claims of a token, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return decode(token, 1);
}

/** The JOSE header of a token. */
export function headerOf(token: string): Record<string, unknown> {
  return decode(token, 0);
}

/** Holds a refusal against its name and, where the service is known to send one, its message. */
export async function refused(work: Promise<unknown>, name: string, message?: string | RegExp): Promise<void> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const wanted = message === undefined ? name : `${name}: ${String(message)}`;
  if (!(error instanceof Error)) throw new Error(`accepted instead of ${wanted}`);
  const fits =
    message === undefined ||
    (typeof message === 'string' ? error.message.trim() === message : message.test(error.message));
  const text = error.message.split('\n')[0];
  if (error.name !== name || !fits) throw new Error(`${error.name}: ${text} instead of ${wanted}`);
}

function decode(token: string, part: 0 | 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;
}
