export { FolderUnavailable } from './folder.js';
export { startDynamoDb } from './server.js';
export { TableMismatch } from './tables.js';
export type { DynamoDb, DynamoDbOptions, IndexDefinition, TableDefinition } from './types.js';
