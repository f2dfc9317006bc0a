import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Jwks } from 'aws-jwt-verify/jwk';
import {
  accessTokenSeconds,
  customAttribute,
  graceSeconds,
  minimumPasswordLength,
  refreshTokenSeconds,
  writableAttribute,
  type Subject,
  type TestPool,
  type Variant,
} from '../subject.js';

/** Where another implementation is, and whose pool to use. */
export interface RemoteOptions {
  /** What its list of deviations is called. */
  readonly name: string;
  readonly endpoint: string;
  readonly region: string;
  /** An existing pool of the variant `deployed`; without one, a pool is made for each variant and deleted afterwards. */
  readonly pool?: { readonly userPoolId: string; readonly clientId: string; readonly clientSecret?: string };
  /** Absent leaves it to the SDK to find some. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** An implementation of Cognito that is reached by its endpoint. */
export function remote(options: RemoteOptions): Subject {
  const { name, endpoint, region, credentials } = options;
  const client = new CognitoIdentityProviderClient({ endpoint, region, ...(credentials && { credentials }) });
  const made: string[] = [];
  const poolWith = (ids: Pick<TestPool, 'userPoolId' | 'clientId' | 'clientSecret'>): TestPool => ({
    ...ids,
    client,
    jwks: async () =>
      (await (await fetch(new URL(`/${ids.userPoolId}/.well-known/jwks.json`, endpoint))).json()) as Jwks,
  });
  return {
    name,
    async pool(variant) {
      if (variant === 'triggered') return 'no trigger can be put into it from here';
      if (options.pool && variant !== 'deployed') return 'a pool of its own is needed: leave out --pool';
      if (options.pool) return poolWith(await describeClient(client, options.pool));
      const UserPoolId = await createPool(client, variant);
      made.push(UserPoolId);
      const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand(clientInput(UserPoolId, variant)));
      return poolWith({
        userPoolId: UserPoolId,
        clientId: UserPoolClient?.ClientId ?? '',
        clientSecret: UserPoolClient?.ClientSecret ?? '',
      });
    },
    async close() {
      await Promise.allSettled(made.map((UserPoolId) => client.send(new DeleteUserPoolCommand({ UserPoolId }))));
      client.destroy();
    },
  };
}

async function describeClient(client: CognitoIdentityProviderClient, pool: NonNullable<RemoteOptions['pool']>) {
  const { userPoolId: UserPoolId, clientId: ClientId } = pool;
  const secret =
    pool.clientSecret ??
    (await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient?.ClientSecret;
  return { userPoolId: UserPoolId, clientId: ClientId, clientSecret: secret ?? '' };
}

async function createPool(client: CognitoIdentityProviderClient, variant: Variant): Promise<string> {
  const isComposed = variant === 'composed';
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: `conformance-${variant}`,
      Policies: {
        PasswordPolicy: {
          MinimumLength: minimumPasswordLength,
          RequireUppercase: isComposed,
          RequireLowercase: isComposed,
          RequireNumbers: isComposed,
          RequireSymbols: isComposed,
          TemporaryPasswordValidityDays: 7,
        },
      },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      MfaConfiguration: 'OFF',
      Schema: [
        {
          Name: customAttribute.replace('custom:', ''),
          AttributeDataType: 'String',
          Mutable: true,
          StringAttributeConstraints: { MaxLength: '2048' },
        },
      ],
    }),
  );
  return UserPool?.Id ?? '';
}

function clientInput(UserPoolId: string, variant: Variant) {
  const rotates = variant === 'rotating';
  return {
    UserPoolId,
    ClientName: 'conformance',
    GenerateSecret: true,
    ExplicitAuthFlows: [
      'ALLOW_ADMIN_USER_PASSWORD_AUTH' as const,
      ...(rotates ? [] : (['ALLOW_REFRESH_TOKEN_AUTH'] as const)),
    ],
    PreventUserExistenceErrors: variant === 'revealing' ? ('LEGACY' as const) : ('ENABLED' as const),
    EnableTokenRevocation: true,
    WriteAttributes: [writableAttribute],
    AccessTokenValidity: accessTokenSeconds,
    IdTokenValidity: accessTokenSeconds,
    RefreshTokenValidity: refreshTokenSeconds,
    TokenValidityUnits: {
      AccessToken: 'seconds' as const,
      IdToken: 'seconds' as const,
      RefreshToken: 'seconds' as const,
    },
    RefreshTokenRotation: {
      Feature: rotates ? ('ENABLED' as const) : ('DISABLED' as const),
      RetryGracePeriodSeconds: graceSeconds,
    },
  };
}
