export { InvalidContract, startBackend, type Backend, type BackendOptions } from './backend/backend.js';
export type { AnswerRecord } from './gateway/index.js';
export { FolderUnavailable } from './dynamodb/index.js';
