import type { Family } from './artifact.js';

/** `entities/`: typed functions over the tables. */
export const entities: Family = { name: 'entities', emit: () => [] };
