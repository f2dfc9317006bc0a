export { createSecrets } from './engine.js';
export type { SecretsEngine } from './engine.js';
