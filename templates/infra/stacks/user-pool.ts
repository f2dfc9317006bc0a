import { Validations, type Stack } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { resourceName } from '../names.js';
import { passwordMinimum } from '../project.js';
import { isOn, numberOf, type Stage } from '../stage.js';

/** Seconds in which a rotated refresh token still works, for two refreshes at once. Cognito allows 60. */
const rotationGrace = 10;

/**
 * The pool that keeps the passwords. Nothing leads into it but this backend: no self-service, no hosted pages, no OAuth,
 * users made and recovered by administrators (our functions) alone.
 */
export function createUserPool(
  stack: Stack,
  stage: Stage,
  preTokenGeneration: LambdaFunction | undefined,
): CfnUserPool {
  const threatProtection = isOn(stage, 'threatProtection');
  const pool = new CfnUserPool(stack, 'UserPool', {
    userPoolName: resourceName(stage, 'user-pool'),
    userPoolTier: threatProtection ? 'PLUS' : 'ESSENTIALS',
    ...(threatProtection ? { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } } : {}),
    deletionProtection: stage.production ? 'ACTIVE' : 'INACTIVE',
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
    usernameAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    // The second factor is this backend's own; Cognito's would be a second one beside it.
    mfaConfiguration: 'OFF',
    policies: {
      // Length and nothing else: composition rules make passwords worse (NIST SP 800-63B-4, 3.1.1.2).
      passwordPolicy: {
        minimumLength: passwordMinimum,
        requireLowercase: false,
        requireNumbers: false,
        requireSymbols: false,
        requireUppercase: false,
        temporaryPasswordValidityDays: 1,
      },
    },
    schema: [
      { name: 'email', attributeDataType: 'String', required: true, mutable: true },
      {
        name: 'attempt_id',
        attributeDataType: 'String',
        mutable: true,
        stringAttributeConstraints: { minLength: '1', maxLength: '64' },
      },
    ],
    ...(preTokenGeneration
      ? {
          lambdaConfig: {
            // Version 2 also changes access tokens.
            preTokenGenerationConfig: { lambdaArn: preTokenGeneration.functionArn, lambdaVersion: 'V2_0' },
          },
        }
      : {}),
  });
  pool.applyRemovalPolicy(stage.removalPolicy);
  preTokenGeneration?.addPermission('Cognito', {
    principal: new ServicePrincipal('cognito-idp.amazonaws.com'),
    sourceArn: pool.attrArn,
  });
  acknowledge(pool);
  return pool;
}

/** The client of the functions. It has a secret, and one way to log in. */
export function createUserPoolClient(stack: Stack, stage: Stage, pool: CfnUserPool): CfnUserPoolClient {
  const rotation = stage.settings['refreshTokenRotation'] !== false;
  return new CfnUserPoolClient(stack, 'UserPoolClient', {
    clientName: resourceName(stage, 'functions'),
    userPoolId: pool.ref,
    generateSecret: true,
    // An empty list would allow others. With rotation Cognito refuses the old refresh flow.
    explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...(rotation ? [] : ['ALLOW_REFRESH_TOKEN_AUTH'])],
    refreshTokenRotation: rotation
      ? { feature: 'ENABLED', retryGracePeriodSeconds: rotationGrace }
      : { feature: 'DISABLED' },
    preventUserExistenceErrors: 'ENABLED',
    enableTokenRevocation: true,
    supportedIdentityProviders: ['COGNITO'],
    allowedOAuthFlowsUserPoolClient: false,
    readAttributes: ['email'],
    writeAttributes: ['email'],
    accessTokenValidity: numberOf(stage, 'accessTokenSeconds', 3600),
    idTokenValidity: numberOf(stage, 'accessTokenSeconds', 3600),
    refreshTokenValidity: numberOf(stage, 'refreshTokenSeconds', 2_592_000),
    tokenValidityUnits: { accessToken: 'seconds', idToken: 'seconds', refreshToken: 'seconds' },
  });
}

function acknowledge(pool: CfnUserPool): void {
  const reasons = {
    'AwsSolutions-COG1': 'The length is the rule; composition rules make passwords worse (NIST SP 800-63B-4, 3.1.1.2).',
    'AwsSolutions-COG2': 'The second factor is checked by this backend before any token is handed out.',
    'AwsSolutions-COG3': 'Threat protection is the setting threatProtection; it needs the Plus plan, which is priced.',
    'AwsSolutions-COG8': 'The Plus plan comes with the setting threatProtection, which is priced.',
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(pool).acknowledge({ id, reason });
}
