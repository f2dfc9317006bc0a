export { startDynamoDb } from './server.js';
export { FolderUnavailable } from './store.js';
export { TableMismatch } from './tables.js';
export type { DynamoDb, DynamoDbOptions, Hooks, IndexDefinition, TableDefinition } from './types.js';
