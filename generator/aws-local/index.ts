export {
  InvalidContract,
  prepareBackend,
  startBackend,
  type Backend,
  type BackendOptions,
  type PreparedBackend,
} from './backend/backend.js';
export { statefulEngines } from './backend/engines.js';
export type { AnswerRecord } from './gateway/index.js';
export { FolderUnavailable } from './dynamodb/index.js';
