import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Jwks } from 'aws-jwt-verify/jwk';
import type { PreTokenGenerationEvent } from '../../generator/aws-local/cognito/index.js';

/**
 * How a pool and its client are set up. `deployed` is as deployments are: admin-only creation, a client secret,
 * `ALLOW_ADMIN_USER_PASSWORD_AUTH` and `ALLOW_REFRESH_TOKEN_AUTH`, no refresh token rotation, user existence hidden. The
 * others differ in one point; `rotating` is without `ALLOW_REFRESH_TOKEN_AUTH`, which Cognito asks for.
 */
export type Variant = 'deployed' | 'rotating' | 'revealing' | 'composed' | 'triggered';

/** What every variant has; seconds. */
export const accessTokenSeconds = 600;
export const refreshTokenSeconds = 3_600;
export const graceSeconds = 5;
export const minimumPasswordLength = 12;
/** The only attribute that users may write themselves. */
export const writableAttribute = 'locale';
export const customAttribute = 'custom:attempt_id';

/** A pool with its app client, somewhere. */
export interface TestPool {
  /** The SDK's own client, unmodified. */
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly jwks: () => Promise<Jwks>;
  /** Moves the pool's clock on; absent where time cannot be moved. */
  readonly advance?: (milliseconds: number) => void;
  /** The pool's pre token generation trigger, where one can be put in; undefined does nothing. */
  readonly setTrigger?: (trigger: Trigger | undefined) => void;
}

/** A pre token generation trigger. */
export type Trigger = (event: PreTokenGenerationEvent) => Promise<PreTokenGenerationEvent>;

/** An implementation of Cognito. */
export interface Subject {
  readonly name: string;
  /** A pool of a variant; a reason where there is none. */
  readonly pool: (variant: Variant) => Promise<TestPool | string>;
  readonly close: () => Promise<void>;
}
