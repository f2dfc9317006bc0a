export { AwsError, internalFailure } from './aws-error.js';
export { startEndpoint } from './server.js';
export type { Call, CallMeta, Endpoint, EndpointOptions, Engine, Fault, Route } from './types.js';
