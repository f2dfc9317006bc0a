import { localArn } from '../place.js';
import { longestValue } from './attributes.js';
import { requireClient, requirePool } from './pool.js';
import type { Pool } from './pool.js';
import type { Request } from './requests.js';

/** `DescribeUserPool`: the pool as `CreateUserPool` would have been asked for it. */
export function describeUserPool(pool: Pool, request: Request<'DescribeUserPool'>): object {
  requirePool(pool, request.UserPoolId);
  const { settings, identity, state } = pool;
  const policy = settings.passwordPolicy;
  return {
    UserPool: {
      Id: identity.userPoolId,
      Name: 'local',
      Arn: localArn('cognito-idp', `userpool/${identity.userPoolId}`, settings.region),
      Policies: {
        PasswordPolicy: {
          MinimumLength: policy.minimumLength,
          RequireUppercase: policy.requireUppercase ?? false,
          RequireLowercase: policy.requireLowercase ?? false,
          RequireNumbers: policy.requireNumbers ?? false,
          RequireSymbols: policy.requireSymbols ?? false,
          TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays ?? 7,
        },
      },
      SchemaAttributes: settings.schema.map(({ name, mutable = true, required = false, minLength, maxLength }) => ({
        Name: name,
        AttributeDataType: 'String',
        DeveloperOnlyAttribute: false,
        Mutable: mutable,
        Required: required,
        StringAttributeConstraints: {
          ...(minLength === undefined ? {} : { MinLength: String(minLength) }),
          MaxLength: String(maxLength ?? longestValue),
        },
      })),
      LambdaConfig: {},
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      MfaConfiguration: 'OFF',
      EstimatedNumberOfUsers: state.users.size,
      CreationDate: identity.createdAt / 1_000,
      LastModifiedDate: identity.createdAt / 1_000,
    },
  };
}

/** `DescribeUserPoolClient`, the secret included, as in the service. */
export function describeUserPoolClient(pool: Pool, request: Request<'DescribeUserPoolClient'>): object {
  requirePool(pool, request.UserPoolId);
  requireClient(pool, request.ClientId);
  const { settings, identity } = pool;
  return {
    UserPoolClient: {
      UserPoolId: identity.userPoolId,
      ClientId: identity.clientId,
      ClientName: 'local',
      ClientSecret: identity.clientSecret,
      ExplicitAuthFlows: settings.explicitAuthFlows,
      PreventUserExistenceErrors: settings.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
      EnableTokenRevocation: true,
      WriteAttributes: settings.writableAttributes,
      AllowedOAuthFlowsUserPoolClient: false,
      AccessTokenValidity: settings.accessTokenSeconds,
      IdTokenValidity: settings.idTokenSeconds,
      RefreshTokenValidity: settings.refreshTokenSeconds,
      TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
      RefreshTokenRotation: {
        Feature: settings.rotation.enabled ? 'ENABLED' : 'DISABLED',
        RetryGracePeriodSeconds: settings.rotation.graceSeconds,
      },
      CreationDate: identity.createdAt / 1_000,
      LastModifiedDate: identity.createdAt / 1_000,
    },
  };
}
