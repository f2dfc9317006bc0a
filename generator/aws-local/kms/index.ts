export { createKms } from './engine.js';
export type { KmsEngine, KmsOptions } from './engine.js';
