import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { Engine, Route } from '../endpoint/index.js';

/** An event of the pre token generation trigger, version 2, as the function gets it and returns it. */
export type PreTokenGenerationEvent = PreTokenGenerationV2TriggerEvent;

/** What a password must have; `PasswordPolicyType` of the API reference. */
export interface PasswordPolicy {
  /** In UTF-16 code units; at most 99. */
  readonly minimumLength: number;
  readonly requireUppercase?: boolean;
  readonly requireLowercase?: boolean;
  readonly requireNumbers?: boolean;
  readonly requireSymbols?: boolean;
  /** How long a temporary password lets its user on to the challenge; 7 by default. */
  readonly temporaryPasswordValidityDays?: number;
}

/** The flows that an app client may allow and this engine knows. */
export type AuthFlow =
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH';

/** An attribute of a pool's schema. A standard one that is not named is neither required nor immutable. */
export interface SchemaAttribute {
  /** `email`, `custom:note` */
  readonly name: string;
  readonly required?: boolean;
  /** True by default. */
  readonly mutable?: boolean;
  readonly minLength?: number;
  /** 2,048 by default. */
  readonly maxLength?: number;
}

/** The pool and its one app client, which has a secret. Users sign in with their email (`UsernameAttributes: [email]`). */
export interface PoolSettings {
  /** `eu-central-1` */
  readonly region: string;
  readonly passwordPolicy: PasswordPolicy;
  /** Whether an unknown user is answered like a wrong password (`ENABLED`) or as unknown (`LEGACY`). */
  readonly preventUserExistenceErrors: boolean;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** Cannot be enabled together with `ALLOW_REFRESH_TOKEN_AUTH`. Grace is 0 to 60 seconds. */
  readonly rotation: { readonly enabled: boolean; readonly graceSeconds: number };
  /** Only `ALLOW_ADMIN_USER_PASSWORD_AUTH` and `ALLOW_REFRESH_TOKEN_AUTH` can be carried through here. */
  readonly explicitAuthFlows: readonly AuthFlow[];
  /** What the pool says of attributes: of custom ones, which are strings, and of standard ones. */
  readonly schema: readonly SchemaAttribute[];
  /** `WriteAttributes` of the client: what users may write themselves. */
  readonly writableAttributes: readonly string[];
}

/** How the engine is started. */
export interface CognitoOptions {
  readonly pool: PoolSettings;
  /** Where the state lives; made if missing. Absent keeps it in memory. One process at a time may open it. */
  readonly directory?: string;
  readonly now: () => Date;
  /** Called before tokens are signed, at authentication and at refresh. */
  readonly preTokenGeneration?: (event: PreTokenGenerationEvent) => Promise<PreTokenGenerationEvent>;
}

/** A user as the dev console shows it: no password, no token. */
export interface UserSnapshot {
  readonly sub: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** Since the last success or quarter of an hour of rest. */
  readonly failedAttempts: number;
  readonly lockedUntil: Date | undefined;
  /** Sign-ins whose refresh token could still be used. */
  readonly sessions: number;
}

/** Of Cognito's states those that admin-only creation reaches. */
export type UserStatus = 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';

/** A running engine. */
export interface CognitoEngine extends Engine {
  /** `eu-central-1_AbCdEf123` */
  readonly userPoolId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `https://cognito-idp.<region>.amazonaws.com/<userPoolId>`, as in a deployment; nothing answers there. */
  readonly issuer: string;
  /** `/<userPoolId>/.well-known/jwks.json` of the endpoint. */
  readonly jwksRoute: Route;
  /** Oldest first. */
  snapshot(): readonly UserSnapshot[];
  /** Waits for writes in flight, then releases the folder. Calling it again is harmless. */
  close(): Promise<void>;
}
