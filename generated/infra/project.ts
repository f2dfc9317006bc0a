import type { Alarms, ApiPlacement, DeclaredStage, Job, Secret, SecurityScheme } from './model.js';

/** The first part of every resource name. */
export const projectName: string = 'authwright';

export const title: string = 'Authwright auth API';

/** The path below which the API is served. */
export const basePath: string = 'v1';

/** How API Gateway serves it. */
export const placement: ApiPlacement = { stageName: 'v1', prefix: '', mappedPath: 'v1', onOwnAddress: true, fault: '' };

/** The routes that API Gateway refuses, each with the reason. */
export const refusedRoutes: readonly string[] = [];

/** The media types whose bodies the gateway hands on as base64. */
export const binaryMediaTypes: readonly string[] = [];

/** What throttles are where a stage has no settings of these names. */
export const throttleDefaults = {
  throttleRate: 500,
  throttleBurst: 250,
  limitedThrottleRate: 100,
  limitedThrottleBurst: 50,
  addressRate: 2000,
} as const;

/** How functions are packed: as zip files, or the operations as container images. */
export const packaging: 'zip' | 'image' = 'zip';

/** What X-Ray is told: nothing, runs of functions, or calls of AWS as well. */
export const tracing: 'off' | 'functions' | 'calls' = 'functions';

/** The stages that the contract declares, but for the local one. No other is deployed. */
export const declaredStages: Readonly<Record<string, DeclaredStage>> = {
  dev: { mailSandbox: true, protected: false },
  prod: { protected: true },
};

export const stageNames: readonly string[] = Object.keys(declaredStages);

/** Whom alarms tell, and the budget of a month; of the stages that have their own, below. */
export const alarms: Alarms = {};
export const alarmsOfStages: Readonly<Record<string, Alarms>> = {};

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
  'returned-mail': {
    file: 'returned-mail',
    filled: true,
    trigger: { kind: 'event', source: 'aws.ses', detailTypes: ['Email Bounced', 'Email Complaint Received'] },
  },
  sweep: { file: 'sweep', filled: true, trigger: { kind: 'schedule', expression: 'rate(15 minutes)' } },
};

/** The secrets of `x-authwright.secrets`. */
export const secrets: Readonly<Record<string, Secret>> = {
  'email-hash-key': {
    environmentVariable: 'EMAIL_HASH_KEY_SECRET_ARN',
    description: 'The key of the hashes that emails are found and counted by.',
    generated: true,
  },
};

/** What the contract asks of errors and the backend's own answers do not give. A deployment is refused while there is any. */
export const openErrors: readonly string[] = [];
