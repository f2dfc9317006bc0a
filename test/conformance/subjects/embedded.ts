import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { startCognito, type PoolSettings } from '../../../generator/aws-local/cognito/index.js';
import { startEndpoint } from '../../../generator/aws-local/endpoint/index.js';
import {
  accessTokenSeconds,
  customAttribute,
  graceSeconds,
  minimumPasswordLength,
  refreshTokenSeconds,
  writableAttribute,
  type Subject,
  type TestPool,
  type Trigger,
  type Variant,
} from '../subject.js';

const region = 'eu-central-1';

/** The local Cognito, in memory, with a clock that can be moved. */
export function embedded(): Subject {
  const closing: (() => Promise<unknown>)[] = [];
  return {
    name: 'embedded',
    async pool(variant) {
      let offset = 0;
      let trigger: Trigger | undefined;
      const engine = await startCognito({
        pool: settings(variant),
        now: () => new Date(Date.now() + offset),
        ...(variant === 'triggered' && { preTokenGeneration: async (event) => trigger?.(event) ?? event }),
      });
      const endpoint = await startEndpoint({ engines: [engine], routes: [engine.jwksRoute] });
      const client = new CognitoIdentityProviderClient({
        endpoint: endpoint.url,
        region,
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      closing.push(async () => {
        client.destroy();
        await endpoint.close();
        await engine.close();
      });
      return {
        client,
        userPoolId: engine.userPoolId,
        clientId: engine.clientId,
        clientSecret: engine.clientSecret,
        jwks: async () => (await (await fetch(`${endpoint.url}${engine.jwksRoute.path}`)).json()) as Jwks,
        advance: (milliseconds) => void (offset += milliseconds),
        setTrigger: (next) => void (trigger = next),
      } satisfies TestPool;
    },
    close: async () => void (await Promise.all(closing.map((close) => close()))),
  };
}

function settings(variant: Variant): PoolSettings {
  const rotates = variant === 'rotating';
  const isComposed = variant === 'composed';
  return {
    region,
    passwordPolicy: {
      minimumLength: minimumPasswordLength,
      requireUppercase: isComposed,
      requireLowercase: isComposed,
      requireNumbers: isComposed,
      requireSymbols: isComposed,
    },
    preventUserExistenceErrors: variant !== 'revealing',
    accessTokenSeconds,
    idTokenSeconds: accessTokenSeconds,
    refreshTokenSeconds,
    rotation: { enabled: rotates, graceSeconds },
    explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', ...(rotates ? [] : (['ALLOW_REFRESH_TOKEN_AUTH'] as const))],
    schema: [{ name: 'email', required: true }, { name: customAttribute }],
    writableAttributes: [writableAttribute],
  };
}
