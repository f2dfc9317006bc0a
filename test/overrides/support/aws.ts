import { randomBytes, randomUUID } from 'node:crypto';
import { awsError, call, onReset } from './calls.js';

/** Fakes of `overrides/aws`. */

interface CognitoUser {
  readonly username: string;
  readonly userId: string;
  readonly attemptId: string | undefined;
  password: string;
  status: string;
  enabled: boolean;
}

/** The users of the pool, by user name. */
export const users = new Map<string, CognitoUser>();

/** Cognito's refresh tokens that were revoked. */
export const revoked: string[] = [];

/** Cognito's refresh tokens that were handed out. */
export const minted: string[] = [];

/** Whose refresh tokens are, and of which login. */
const grants = new Map<string, { readonly userId: string; readonly originJti: string }>();

/** What was sent to the mail queue. */
export const queue: Record<string, unknown>[] = [];

/** What was mailed. */
export const mails: { to: string; subject: string; text: string; html: string }[] = [];

/** A KMS that does not look at the encryption context, to see what the cipher itself holds. */
export const lenience = { kms: false };

const dataKeys = new Map<string, { readonly key: Uint8Array; readonly context: string }>();

onReset(() => {
  users.clear();
  grants.clear();
  dataKeys.clear();
  lenience.kms = false;
  for (const list of [revoked, minted, queue, mails]) list.length = 0;
});

/** A user by name or `sub`, as Cognito finds them. */
function find(name: string): CognitoUser | undefined {
  return users.get(name.toLowerCase()) ?? [...users.values()].find(({ userId }) => userId === name);
}

export const cognitoUsers = {
  adminCreateUser: (user: { username: string; password: string; attemptId: string }) =>
    call('AdminCreateUser', () => {
      if (find(user.username)) throw awsError('UsernameExistsException');
      const userId = randomUUID();
      const { username, password, attemptId } = user;
      users.set(username, { username, userId, attemptId, password, status: 'FORCE_CHANGE_PASSWORD', enabled: true });
      return userId;
    }),
  adminGetUser: (name: string) => call('AdminGetUser', () => find(name)),
  adminSetUserPassword: (name: string, password: string) =>
    call('AdminSetUserPassword', () => {
      const user = find(name);
      if (!user) throw awsError('UserNotFoundException');
      Object.assign(user, { password, status: 'CONFIRMED' });
    }),
  adminDeleteUser: (name: string) => call('AdminDeleteUser', () => void users.delete(find(name)?.username ?? '')),
};

/** A token with the claims of Cognito's, signed by nobody. */
function accessToken(userId: string, originJti: string): string {
  const claims = { sub: userId, origin_jti: originJti, token_use: 'access' };
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

export const cognitoAuth = {
  adminInitiateAuth: ({ username, password }: { username: string; password: string }) =>
    call('AdminInitiateAuth', () => {
      const user = find(username);
      if (!user || !user.enabled || user.password !== password) throw awsError('NotAuthorizedException');
      if (user.status === 'FORCE_CHANGE_PASSWORD') return undefined;
      const refreshToken = `refresh-${randomUUID()}`;
      minted.push(refreshToken);
      const originJti = randomUUID();
      grants.set(refreshToken, { userId: user.userId, originJti });
      return { accessToken: accessToken(user.userId, originJti), refreshToken, expiresIn: 3600 };
    }),
  revokeToken: (token: string) => call('RevokeToken', () => void revoked.push(token)),
};

export const cognitoRefresh = {
  adminRefreshTokens: (token: string) =>
    call('AdminInitiateAuth (refresh)', () => {
      const grant = grants.get(token);
      if (grant === undefined || revoked.includes(token)) throw awsError('NotAuthorizedException');
      return { accessToken: accessToken(grant.userId, grant.originJti), expiresIn: 3600 };
    }),
};

export const kms = {
  generateDataKey: (context: object) =>
    call('GenerateDataKey', () => {
      const [id, key] = [randomBytes(16), randomBytes(32)];
      dataKeys.set(id.toString('hex'), { key, context: JSON.stringify(context) });
      return { plaintext: Uint8Array.from(key), encrypted: Uint8Array.from(id) };
    }),
  decryptDataKey: (encrypted: Uint8Array, context: object) =>
    call('Decrypt', () => {
      const found = dataKeys.get(Buffer.from(encrypted).toString('hex'));
      if (!found || (found.context !== JSON.stringify(context) && !lenience.kms))
        throw awsError('InvalidCiphertextException');
      return Uint8Array.from(found.key);
    }),
};

export const sqs = {
  sendToMailQueue: (body: string) =>
    call('SendMessage', () => void queue.push(JSON.parse(body) as Record<string, unknown>)),
};

export const ses = {
  sendEmail: (mail: (typeof mails)[number]) => call('SendEmail', () => void mails.push(mail)),
};

export const secretsManager = { getSecretText: () => call('GetSecretValue', () => 'client-secret') };
