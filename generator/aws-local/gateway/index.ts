export { lambdaContext } from './lambda-context.js';
export { startGateway } from './server.js';
export { describeError } from './settle.js';
export type {
  AnswerRecord,
  Authorizer,
  Gateway,
  GatewayLimits,
  GatewayOptions,
  GatewayResponse,
  GatewayResponseType,
  Handler,
  IdentitySource,
  PreflightHeaders,
  Route,
  RouteTable,
} from './types.js';
