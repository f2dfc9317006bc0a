import type { Domain, GatewayAnswer, Job, Secret, SecurityScheme } from './model.js';

/** The first part of every resource name. */
export const projectName: string = 'authwright';

export const title: string = 'Authwright auth API';

/** The path below which the API is served; API Gateway's stage has this name. */
export const basePath: string = 'v1';

/** How functions are packed: as zip files, or the operations as container images. */
export const packaging: 'zip' | 'image' = 'zip';

/** The stages that the contract names, but for the local one. Any other name is a stage with the common settings. */
export const stageNames: readonly string[] = ['dev', 'prod'];

/** The domains of the stages that have one. */
export const domains: Readonly<Record<string, Domain>> = {};

/** The security schemes. */
export const securitySchemes: Readonly<Record<string, SecurityScheme>> = {
  bearerAuth: { file: 'bearer-auth', filled: true, credential: { in: 'header', name: 'authorization' } },
};

/** The jobs. */
export const jobs: Readonly<Record<string, Job>> = {
  mail: {
    file: 'mail',
    filled: true,
    trigger: { kind: 'queue', batchSize: 5, maxReceiveCount: 5, environmentVariable: 'MAIL_QUEUE_URL' },
  },
  'pre-token-generation': {
    file: 'pre-token-generation',
    filled: true,
    trigger: { kind: 'trigger', trigger: 'preTokenGeneration' },
  },
  'reconcile-accounts': {
    file: 'reconcile-accounts',
    filled: true,
    trigger: { kind: 'schedule', expression: 'rate(5 minutes)' },
  },
  'reconcile-registrations': {
    file: 'reconcile-registrations',
    filled: true,
    trigger: { kind: 'schedule', expression: 'rate(5 minutes)' },
  },
  sweep: { file: 'sweep', filled: true, trigger: { kind: 'schedule', expression: 'rate(15 minutes)' } },
};

/** The secrets of `x-authwright.secrets`. */
export const secrets: Readonly<Record<string, Secret>> = {};

/** The gateway's own answers, in the contract's error shape. */
export const gatewayAnswers: readonly GatewayAnswer[] = [
  {
    type: 'MISSING_ROUTE',
    status: 404,
    body: '{"error":"NOT_FOUND","message":"There is no such route.","request_id":"$context.requestId"}',
  },
  {
    type: 'UNAUTHORIZED',
    status: 401,
    body: '{"error":"UNAUTHORIZED","message":"Authentication is required.","request_id":"$context.requestId"}',
  },
  {
    type: 'ACCESS_DENIED',
    status: 403,
    body: '{"error":"FORBIDDEN","message":"This is not allowed.","request_id":"$context.requestId"}',
  },
  {
    type: 'AUTHORIZER_FAILURE',
    status: 503,
    body: '{"error":"SERVICE_UNAVAILABLE","message":"The credentials cannot be checked at the moment.","request_id":"$context.requestId"}',
  },
  {
    type: 'REQUEST_TOO_LARGE',
    status: 413,
    body: '{"error":"PAYLOAD_TOO_LARGE","message":"The request body is too large.","request_id":"$context.requestId"}',
  },
  {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    status: 415,
    body: '{"error":"UNSUPPORTED_MEDIA_TYPE","message":"The media type of the request body is not supported.","request_id":"$context.requestId"}',
  },
  {
    type: 'THROTTLED',
    status: 429,
    body: '{"error":"TOO_MANY_REQUESTS","message":"Too many requests.","request_id":"$context.requestId"}',
  },
  {
    type: 'INTEGRATION_FAILURE',
    status: 500,
    body: '{"error":"INTERNAL_SERVER_ERROR","message":"The request cannot be answered because of an internal error.","request_id":"$context.requestId"}',
  },
  {
    type: 'INTEGRATION_TIMEOUT',
    status: 503,
    body: '{"error":"SERVICE_UNAVAILABLE","message":"The answer took too long.","request_id":"$context.requestId"}',
  },
  {
    type: 'DEFAULT_4XX',
    status: 400,
    body: '{"error":"BAD_REQUEST","message":"The request is not valid.","request_id":"$context.requestId"}',
  },
  {
    type: 'DEFAULT_5XX',
    status: 500,
    body: '{"error":"INTERNAL_SERVER_ERROR","message":"The request cannot be answered because of an internal error.","request_id":"$context.requestId"}',
  },
];
