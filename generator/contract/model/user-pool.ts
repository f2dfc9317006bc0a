import type { Location } from '../../diagnostics/diagnostic.js';
import type { Configured } from './contract.js';

/** The attributes that users may sign in with instead of a user name, by Cognito's names. */
export const signInAttributes = ['email', 'phone_number'] as const;
export type SignInAttribute = (typeof signInAttributes)[number];

/** Cognito's standard attributes ("Working with user attributes" of its developer guide). */
export const standardAttributes = [
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
] as const;

/** The flows of an app client that need no page and no secret of a device: those that a backend can carry through. */
export const authFlows = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
] as const;
export type AuthFlow = (typeof authFlows)[number];

/** The triggers of a pool that a job can be. */
export const userPoolTriggers = ['preTokenGeneration'] as const;
export type UserPoolTrigger = (typeof userPoolTriggers)[number];

/** An attribute of a pool's users: a standard one, or a custom one, which is a string. */
export interface PoolAttribute {
  /** Cognito's name of a standard one, `custom:<name>` of a custom one. */
  readonly name: string;
  /** Whether every user has it; standard ones alone. */
  readonly required: boolean;
  /** Whether it may change once it is set. */
  readonly mutable: boolean;
  /** Of a custom one. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  /** Whether a user's own token may read it. */
  readonly readable: boolean;
  /** Whether a user's own token may write it. */
  readonly writable: boolean;
}

/** How long tokens live, in seconds, and whether each refresh replaces its token. */
export interface TokenLives {
  readonly accessSeconds: Configured<number>;
  readonly idSeconds: Configured<number>;
  readonly refreshSeconds: Configured<number>;
  readonly rotation: Configured<boolean>;
}

/** `x-authwright.userPool`. All else about a pool is the same in every project: only the backend leads into it. */
export interface UserPool {
  readonly signInWith: SignInAttribute;
  /** The standard ones, then the custom ones, by name. */
  readonly attributes: readonly PoolAttribute[];
  /** The least length of a password. */
  readonly passwordMinimum: number;
  /** Without `ALLOW_REFRESH_TOKEN_AUTH` while refresh tokens rotate, as Cognito asks for. */
  readonly authFlows: readonly AuthFlow[];
  readonly tokens: TokenLives;
  /** Cognito's threat protection, which needs the Plus plan. */
  readonly threatProtection: Configured<boolean>;
  readonly at: Location;
}
