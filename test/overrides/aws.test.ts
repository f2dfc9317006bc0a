import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { adminInitiateAuth, revokeToken } from '../../overrides/aws/cognito-auth.js';
import { adminRefreshTokens } from '../../overrides/aws/cognito-refresh.js';
import {
  adminCreateUser,
  adminDeleteUser,
  adminGetUser,
  adminSetUserPassword,
} from '../../overrides/aws/cognito-users.js';
import { changedNothing } from '../../overrides/aws/errors.js';
import { decryptDataKey, generateDataKey } from '../../overrides/aws/kms.js';
import { getSecretText } from '../../overrides/aws/secrets-manager.js';
import { sendEmail } from '../../overrides/aws/ses.js';
import { sendToMailQueue } from '../../overrides/aws/sqs.js';
import { isAboutClientSecret } from '../../overrides/aws/errors.js';
import { clientSecret, secretHash } from '../../overrides/auth/login/client-secret.js';
import { awsError, timeOut } from './support/calls.js';
import { environment } from './support/context.js';

afterEach(() => vi.restoreAllMocks());

interface Sent {
  readonly constructor: { readonly name: string };
  readonly input: unknown;
}

/** Answers the client's next calls, and keeps what was sent. */
function answering(client: { readonly prototype: object }, answer: unknown): Sent[] {
  const sent: Sent[] = [];
  vi.spyOn(client.prototype as { send: (command: Sent) => Promise<unknown> }, 'send').mockImplementation((command) => {
    sent.push(command);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return sent;
}

const cognito = CognitoIdentityProviderClient;
const UserPoolId = environment.COGNITO_USER_POOL_ID;
const ClientId = environment.COGNITO_CLIENT_ID;

describe('calls of Cognito', () => {
  it('make a user without a mail of Cognito’s, with the attempt’s id', async () => {
    const sent = answering(cognito, { User: { Attributes: [{ Name: 'sub', Value: 'the-sub' }] } });
    const user = { username: 'ada@example.com', password: 'secret', attemptId: 'attempt' };
    expect(await adminCreateUser(user)).toBe('the-sub');
    expect(sent[0]?.constructor.name).toBe('AdminCreateUserCommand');
    expect(sent[0]?.input).toEqual({
      UserPoolId,
      Username: 'ada@example.com',
      TemporaryPassword: 'secret',
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'custom:attempt_id', Value: 'attempt' },
      ],
    });
  });

  it('read a user, or that there is none', async () => {
    const UserAttributes = [
      { Name: 'sub', Value: 'the-sub' },
      { Name: 'custom:attempt_id', Value: 'attempt' },
    ];
    answering(cognito, { UserAttributes, UserStatus: 'CONFIRMED' });
    expect(await adminGetUser('ada')).toEqual({ userId: 'the-sub', attemptId: 'attempt', status: 'CONFIRMED' });
    vi.restoreAllMocks();
    answering(cognito, awsError('UserNotFoundException'));
    expect(await adminGetUser('ada')).toBeUndefined();
  });

  it('take a user that is gone for deleted, and no other error', async () => {
    answering(cognito, awsError('UserNotFoundException'));
    await adminDeleteUser('the-sub');
    vi.restoreAllMocks();
    answering(cognito, awsError('TooManyRequestsException'));
    await expect(adminDeleteUser('the-sub')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  it('set a password for good', async () => {
    const sent = answering(cognito, {});
    await adminSetUserPassword('the-sub', 'secret');
    expect(sent[0]?.input).toEqual({ UserPoolId, Username: 'the-sub', Password: 'secret', Permanent: true });
  });

  const caller = { address: '192.0.2.1', userAgent: 'curl/8' };

  it('prove a password, with the secret hash, and tell who asks', async () => {
    const AuthenticationResult = { AccessToken: 'a', RefreshToken: 'r', ExpiresIn: 3600, IdToken: 'i' };
    const sent = answering(cognito, { AuthenticationResult });
    const login = { username: 'ada', password: 'secret', secretHash: 'hash', caller };
    expect(await adminInitiateAuth(login)).toEqual({ accessToken: 'a', refreshToken: 'r', expiresIn: 3600 });
    expect(sent[0]?.input).toEqual({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'secret', SECRET_HASH: 'hash' },
      ContextData: {
        ServerName: 'api',
        ServerPath: '/auth/login',
        IpAddress: '192.0.2.1',
        HttpHeaders: [{ headerName: 'User-Agent', headerValue: 'curl/8' }],
      },
    });
  });

  it('take a challenge for no proof', async () => {
    answering(cognito, { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 'session' });
    expect(
      await adminInitiateAuth({ username: 'ada', password: 'secret', secretHash: 'hash', caller }),
    ).toBeUndefined();
  });

  it('refuse a login that lacks one of its tokens', async () => {
    answering(cognito, { AuthenticationResult: { AccessToken: 'a', ExpiresIn: 3600 } });
    const login = adminInitiateAuth({ username: 'ada', password: 'secret', secretHash: 'hash', caller });
    await expect(login).rejects.toThrow('without one of its tokens');
  });

  it('refresh without the name that was used to log in, and keep no other token', async () => {
    const sent = answering(cognito, { AuthenticationResult: { AccessToken: 'a', ExpiresIn: 3600, IdToken: 'i' } });
    expect(await adminRefreshTokens('r', 'hash')).toEqual({ accessToken: 'a', expiresIn: 3600 });
    const AuthParameters = { REFRESH_TOKEN: 'r', SECRET_HASH: 'hash' };
    expect(sent[0]?.input).toEqual({ UserPoolId, ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
    vi.restoreAllMocks();
    answering(cognito, { AuthenticationResult: { ExpiresIn: 3600 } });
    await expect(adminRefreshTokens('r', 'hash')).rejects.toThrow('without an access token');
  });

  it('revoke a refresh token', async () => {
    const sent = answering(cognito, {});
    await revokeToken('refresh', 'client-secret');
    expect(sent[0]?.input).toEqual({ ClientId, ClientSecret: 'client-secret', Token: 'refresh' });
  });
});

describe('a refusal of Cognito', () => {
  it.each([
    ['Unable to verify secret hash for client test-client', true],
    ['Unable to verify client secret for client test-client', true],
    ['Client test-client is configured with secret but SECRET_HASH was not received', true],
    ['Incorrect username or password.', false],
    ['User is disabled.', false],
    ['Password attempts exceeded', false],
    ['Refresh Token has been revoked', false],
    ['Invalid Refresh Token', false],
  ])('is about the client if it names it: %s', (message, isAboutClient) => {
    expect(isAboutClientSecret(Object.assign(new Error(message), { name: 'NotAuthorizedException' }))).toBe(
      isAboutClient,
    );
    expect(isAboutClientSecret(Object.assign(new Error(message), { name: 'ResourceNotFoundException' }))).toBe(false);
  });
});

describe('calls of KMS', () => {
  it('make and open data keys of the one key, bound to their context', async () => {
    const made = answering(KMSClient, { Plaintext: new Uint8Array(32), CiphertextBlob: new Uint8Array(4) });
    await generateDataKey({ userId: 'u' });
    expect(made[0]?.input).toEqual({ KeyId: 'data-key', KeySpec: 'AES_256', EncryptionContext: { userId: 'u' } });
    await decryptDataKey(new Uint8Array(4), { userId: 'u' });
    expect(made[1]?.input).toEqual({
      KeyId: 'data-key',
      CiphertextBlob: new Uint8Array(4),
      EncryptionContext: { userId: 'u' },
    });
  });

  it('fail when no key comes', async () => {
    answering(KMSClient, {});
    await expect(generateDataKey({})).rejects.toThrow('no data key');
    await expect(decryptDataKey(new Uint8Array(), {})).rejects.toThrow('no data key');
  });
});

describe('calls of SQS, SES and Secrets Manager', () => {
  it('send to the mail queue', async () => {
    const sent = answering(SQSClient, {});
    await sendToMailQueue('{}');
    expect(sent[0]?.input).toEqual({ QueueUrl: environment.MAIL_QUEUE_URL, MessageBody: '{}' });
  });

  it('send a mail in fields, never as raw text', async () => {
    const sent = answering(SESv2Client, {});
    await sendEmail({ to: 'ada@example.com', subject: 's', text: 't', html: 'h' });
    expect(sent[0]?.input).toEqual({
      FromEmailAddress: environment.MAIL_FROM,
      Destination: { ToAddresses: ['ada@example.com'] },
      Content: {
        Simple: {
          Subject: { Data: 's', Charset: 'UTF-8' },
          Body: { Text: { Data: 't', Charset: 'UTF-8' }, Html: { Data: 'h', Charset: 'UTF-8' } },
        },
      },
    });
  });

  it('read the client’s secret once, and again after a failure', async () => {
    answering(SecretsManagerClient, awsError('InternalServiceError'));
    await expect(clientSecret()).rejects.toThrow(Error);
    vi.restoreAllMocks();
    const sent = answering(SecretsManagerClient, { SecretString: 'client-secret' });
    await Promise.all([secretHash('ada'), secretHash('bob'), clientSecret()]);
    expect(sent.map(({ input }) => input)).toEqual([{ SecretId: environment.COGNITO_CLIENT_SECRET_ARN }]);
    // printf %s adatest-client | openssl dgst -sha256 -hmac client-secret -binary | base64
    expect(await secretHash('ada')).toBe('EqTz2ASFXH0OBizIIZoAXbaIKgEvNMqRwkAswMMg+tI=');
  });

  it('take an empty secret for none', async () => {
    answering(SecretsManagerClient, { SecretString: '' });
    await expect(getSecretText('arn')).rejects.toThrow('no text');
  });
});

describe('whether a failed call changed nothing', () => {
  it('is certain of a refusal at the first try', () => {
    expect(changedNothing(awsError('ValidationException'))).toBe(true);
  });

  it.each([
    ['a time-out', timeOut()],
    ['a fault of the server', awsError('InternalErrorException', { $fault: 'server' })],
    ['a refusal after a retry', awsError('ValidationException', { $metadata: { attempts: 2 } })],
    ['another error', new Error('other')],
  ])('is not certain of %s', (_, error) => {
    expect(changedNothing(error)).toBe(false);
  });
});
