export { startCognito } from './start.js';
export { StateUnavailable } from './store.js';
export type {
  AuthFlow,
  CognitoEngine,
  CognitoOptions,
  PasswordPolicy,
  PoolSettings,
  SchemaAttribute,
  PreTokenGenerationEvent,
  UserSnapshot,
  UserStatus,
} from './types.js';
