import { SecretValue, Validations, type Stack } from 'aws-cdk-lib';
import { CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { arn, resourceName } from '../names.js';
import { commandsOf } from '../needs.js';
import type { Stage } from '../stage.js';
import { functionAlarms, type AlarmInput } from './alarms.js';
import { acknowledgeSecret } from './acknowledge-secret.js';
import { createFunction } from './function.js';
import type { BaseInput, FirewallRule, LastingPart, Read } from './part.js';
import { createFirewall, normalised } from './web-acl.js';

/** A value, or the setting of the stage that holds it. */
type Configured<T extends number | boolean> = T | { readonly setting: string };

/** An attribute of the users, by Cognito's name: `email`, `custom:note`. */
export interface PoolAttribute {
  readonly name: string;
  readonly required: boolean;
  readonly mutable: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly readable: boolean;
  readonly writable: boolean;
}

/** The pool that the contract declares. */
export interface UserPoolFacts {
  readonly signInWith: string;
  readonly attributes: readonly PoolAttribute[];
  readonly passwordMinimum: number;
  readonly authFlows: readonly string[];
  /** Seconds that tokens live, and whether each refresh replaces its token. */
  readonly tokens: {
    readonly accessSeconds: Configured<number>;
    readonly idSeconds: Configured<number>;
    readonly refreshSeconds: Configured<number>;
    readonly rotation: Configured<boolean>;
  };
  readonly threatProtection: Configured<boolean>;
  /** The job that each trigger starts. */
  readonly triggers: { readonly preTokenGeneration?: { readonly job: string; readonly file: string } };
}

/** Cognito waits so many seconds for a trigger. */
const triggerTimeout = 5;

/** Seconds in which a rotated refresh token still works, for two refreshes at once. Cognito allows 60. */
const rotationGrace = 10;

const published = { pool: 'user-pool-id', client: 'user-pool-client-id', clientSecret: 'client-secret-arn' } as const;

/**
 * The pool that keeps the passwords. Nothing leads into it but this backend: no self-service, no hosted pages, no OAuth,
 * users made and recovered by administrators (our functions) alone.
 */
export function userPoolPart(facts: UserPoolFacts): LastingPart<CfnUserPool> {
  return {
    create: (input) => {
      const pool = createUserPool(input, facts, triggerOf(input, facts));
      publishPool(input, facts, pool);
      return pool;
    },
    arns: (stage, read) => ({
      userPool: () => [poolArn(stage, read)],
      clientSecret: () => [read(published.clientSecret)],
    }),
    variables: (_stage, read) => ({
      COGNITO_USER_POOL_ID: () => read(published.pool),
      COGNITO_CLIENT_ID: () => read(published.client),
      COGNITO_CLIENT_SECRET_ARN: () => read(published.clientSecret),
    }),
    alarms: (stage) => triggerAlarms(stage, facts),
    // The pool's own addresses are public whatever its client may do.
    besideApi: ({ stack, stage, around, handlers }) =>
      createFirewall(stack, stage, {
        id: 'UserPool',
        name: resourceName(stage, 'user-pool'),
        resourceArn: poolArn(stage, around.read),
        rules: [onlyCallsOf(commandsOf(handlers, 'cognito-identity-provider'))],
      }),
  };
}

function poolArn(stage: Stage, read: Read): string {
  return arn(stage, 'cognito-idp', `userpool/${read(published.pool)}`);
}

function valueOf<T extends number | boolean>({ settings }: Stage, value: Configured<T>): T {
  return typeof value === 'object' ? (settings[value.setting] as T) : value;
}

/** The function of a trigger. It lives with the pool, which would otherwise name a function that is not there yet. */
function triggerOf(
  { stack, stage, handlers, around }: BaseInput,
  { triggers: { preTokenGeneration } }: UserPoolFacts,
): LambdaFunction | undefined {
  const handler = preTokenGeneration && handlers.get(`jobs/${preTokenGeneration.file}`);
  if (!handler) return undefined;
  const input = { handler, settings: { timeout: triggerTimeout }, description: `Job ${preTokenGeneration.job}` };
  return createFunction(stack, stage, around, input).resource;
}

function triggerAlarms(stage: Stage, { triggers: { preTokenGeneration } }: UserPoolFacts): readonly AlarmInput[] {
  if (!preTokenGeneration) return [];
  const file = `job-${preTokenGeneration.file}`;
  const name = resourceName(stage, file);
  const service = preTokenGeneration.job;
  // It throws, and Lambda counts that.
  return functionAlarms(stage, { file, name, service, countsFailures: false, timeoutSeconds: triggerTimeout });
}

function createUserPool(
  { stack, stage }: BaseInput,
  facts: UserPoolFacts,
  preTokenGeneration: LambdaFunction | undefined,
): CfnUserPool {
  const threatProtection = valueOf(stage, facts.threatProtection);
  const pool = new CfnUserPool(stack, 'UserPool', {
    userPoolName: resourceName(stage, 'user-pool'),
    userPoolTier: threatProtection ? 'PLUS' : 'ESSENTIALS',
    ...(threatProtection ? { userPoolAddOns: { advancedSecurityMode: 'ENFORCED' } } : {}),
    deletionProtection: stage.protected ? 'ACTIVE' : 'INACTIVE',
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'admin_only', priority: 1 }] },
    usernameAttributes: [facts.signInWith],
    usernameConfiguration: { caseSensitive: false },
    // A factor that the backend asks for is its own; Cognito's would be one more beside it.
    mfaConfiguration: 'OFF',
    policies: {
      // Length and nothing else: composition rules make passwords worse (NIST SP 800-63B-4, 3.1.1.2).
      passwordPolicy: {
        minimumLength: facts.passwordMinimum,
        requireLowercase: false,
        requireNumbers: false,
        requireSymbols: false,
        requireUppercase: false,
        temporaryPasswordValidityDays: 1,
      },
    },
    schema: facts.attributes.map(schemaAttribute),
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

/** The types of Cognito's standard attributes that are no strings. */
const dataTypes: Readonly<Record<string, string>> = {
  email_verified: 'Boolean',
  phone_number_verified: 'Boolean',
  updated_at: 'Number',
};

const customPrefix = 'custom:';

function schemaAttribute(attribute: PoolAttribute): CfnUserPool.SchemaAttributeProperty {
  const { name, required, mutable, minLength, maxLength } = attribute;
  if (!name.startsWith(customPrefix)) {
    return { name, attributeDataType: dataTypes[name] ?? 'String', required, mutable };
  }
  const constraints = {
    ...(minLength === undefined ? {} : { minLength: String(minLength) }),
    ...(maxLength === undefined ? {} : { maxLength: String(maxLength) }),
  };
  return {
    name: name.slice(customPrefix.length),
    attributeDataType: 'String',
    mutable,
    ...(Object.keys(constraints).length === 0 ? {} : { stringAttributeConstraints: constraints }),
  };
}

/** The client of the functions. It has a secret, and the flows that the contract names. */
function createUserPoolClient(stack: Stack, stage: Stage, facts: UserPoolFacts, pool: CfnUserPool): CfnUserPoolClient {
  const rotation = valueOf(stage, facts.tokens.rotation);
  const named = (may: 'readable' | 'writable'): string[] =>
    facts.attributes.filter((attribute) => attribute[may]).map(({ name }) => name);
  return new CfnUserPoolClient(stack, 'UserPoolClient', {
    clientName: resourceName(stage, 'functions'),
    userPoolId: pool.ref,
    generateSecret: true,
    // With rotation Cognito refuses the old refresh flow.
    explicitAuthFlows: facts.authFlows.filter((flow) => !rotation || flow !== 'ALLOW_REFRESH_TOKEN_AUTH'),
    refreshTokenRotation: rotation
      ? { feature: 'ENABLED', retryGracePeriodSeconds: rotationGrace }
      : { feature: 'DISABLED' },
    preventUserExistenceErrors: 'ENABLED',
    enableTokenRevocation: true,
    supportedIdentityProviders: ['COGNITO'],
    allowedOAuthFlowsUserPoolClient: false,
    readAttributes: named('readable'),
    writeAttributes: named('writable'),
    accessTokenValidity: valueOf(stage, facts.tokens.accessSeconds),
    idTokenValidity: valueOf(stage, facts.tokens.idSeconds),
    refreshTokenValidity: valueOf(stage, facts.tokens.refreshSeconds),
    tokenValidityUnits: { accessToken: 'seconds', idToken: 'seconds', refreshToken: 'seconds' },
  });
}

function publishPool({ stack, stage, storageKey, publish }: BaseInput, facts: UserPoolFacts, pool: CfnUserPool): void {
  const client = createUserPoolClient(stack, stage, facts, pool);
  const secret = createClientSecret(stack, stage, client, storageKey);
  publish(published.pool, pool.ref);
  publish(published.client, client.ref);
  publish(published.clientSecret, secret.secretArn);
}

function createClientSecret(stack: Stack, stage: Stage, client: CfnUserPoolClient, encryptionKey: Key): Secret {
  const secret = new Secret(stack, 'ClientSecret', {
    secretName: resourceName(stage, 'cognito-client-secret'),
    description: "The secret of the functions' Cognito client",
    encryptionKey,
    // A reference: the template never holds the value.
    secretStringValue: SecretValue.resourceAttribute(client.attrClientSecret),
    removalPolicy: stage.removalPolicy,
  });
  acknowledgeSecret(secret, "Cognito makes the client's secret; it is rotated by adding a second one to the client.");
  return secret;
}

function acknowledge(pool: CfnUserPool): void {
  const reasons = {
    'AwsSolutions-COG1': 'The length is the rule; composition rules make passwords worse (NIST SP 800-63B-4, 3.1.1.2).',
    'AwsSolutions-COG2':
      'A second factor is checked by the backend, where it asks for one, before any token is handed out.',
    'AwsSolutions-COG3': "Threat protection is the contract's choice; it needs the Plus plan, which is priced.",
    'AwsSolutions-COG8': "The Plus plan comes with threat protection, which is the contract's choice and priced.",
  };
  for (const [id, reason] of Object.entries(reasons)) Validations.of(pool).acknowledge({ id, reason });
}

/** The operations of the user pool's own API, by the header that names them. */
const targetPrefix = 'AWSCognitoIdentityProviderService.';

/**
 * Refuses what the functions never ask of the user pool, and judges nothing else: their calls come from addresses that
 * many share, and hold whatever passwords people choose. The keys of its tokens are public.
 *
 * @param commands the operations that functions call
 */
function onlyCallsOf(commands: readonly string[]): FirewallRule {
  const target = (name: string): CfnWebACL.StatementProperty => ({
    byteMatchStatement: {
      searchString: `${targetPrefix}${name}`,
      positionalConstraint: 'EXACTLY',
      fieldToMatch: { singleHeader: { Name: 'x-amz-target' } },
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  });
  const keys: CfnWebACL.StatementProperty = {
    byteMatchStatement: {
      searchString: '/.well-known/',
      positionalConstraint: 'CONTAINS',
      fieldToMatch: { uriPath: {} },
      textTransformations: normalised,
    },
  };
  const statements = [keys, ...commands.map(target)];
  const own = statements.length === 1 ? keys : { orStatement: { statements } };
  return { name: 'OnlyCallsOfFunctions', action: { block: {} }, statement: { notStatement: { statement: own } } };
}
