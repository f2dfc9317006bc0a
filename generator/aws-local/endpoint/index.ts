export { AwsError, internalFailure } from './aws-error.js';
export { startEndpoint } from './server.js';
export { callerHeader, callerOf, invocationIdOf } from './read-call.js';
export type {
  AwsAnswer,
  AnswerRequest,
  AwsRequest,
  Attempt,
  Call,
  CallMeta,
  Endpoint,
  EndpointOptions,
  Engine,
  Fault,
  FaultHook,
  Route,
} from './types.js';
