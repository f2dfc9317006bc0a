import {
  prepareBackend,
  startBackend,
  type Backend,
  type BackendOptions,
  type PreparedBackend,
} from '../../generator/aws-local/index.js';
import type { Call, FaultHook } from '../../generator/aws-local/endpoint/index.js';
import { recording } from '../permissions/record.js';
import { createClient, type ApiClient } from './client.js';

export * from './client.js';

/** The names that the engines have in calls and faults. */
export const cognito = 'AWSCognitoIdentityProviderService';
export const kms = 'TrentService';
export const dynamodb = 'dynamodb';
export const secretsManager = 'secretsmanager';
export const sqs = 'AmazonSQS';

/** A call to AWS by its names, `AmazonSQS.SendMessage`. */
export type CallName = string;

/** One backend in memory, with what a test needs to use, watch and disturb it. */
export interface TestBackend extends ApiClient {
  readonly backend: Backend;
  /** Every call to an engine since the start; a test may empty it. */
  readonly calls: Call[];
  /** Every line that a function logged. */
  readonly logs: string[];
  /** Every line of the gateway about a function that failed. */
  readonly faults: string[];
  /** Asked before every call to an engine; a test replaces and clears it. */
  fault: FaultHook | undefined;
  /** The names of the calls that some work makes. */
  callsOf(work: () => Promise<unknown>): Promise<readonly CallName[]>;
  close(): Promise<void>;
}

/** How the flagship's backend is started, on a free port. */
export const flagship = {
  contract: 'contract/openapi.yaml',
  out: 'generated',
  overrides: 'overrides',
  port: 0,
  mock: false,
} as const;

let prepared: Promise<PreparedBackend> | undefined;

/** The flagship planned and bundled, once in each process: test files share one (`vitest.config.ts`). */
function preparedFlagship(): Promise<PreparedBackend> {
  return (prepared ??= prepareBackend(flagship));
}

/** Whether options ask for a backend that is planned like the flagship. */
function isFlagship(options: Partial<BackendOptions>): boolean {
  return (['contract', 'out', 'overrides', 'templates', 'mock'] as const).every((name) => options[name] === undefined);
}

/** Starts the flagship's backend in this process, in memory, on a free port. */
export async function startTestBackend(options: Partial<BackendOptions> = {}): Promise<TestBackend> {
  const calls: Call[] = [];
  const logs: string[] = [];
  const faults: string[] = [];
  const observe = (call: Call): void | Promise<void> => {
    calls.push(call);
    return options.onCall?.(call);
  };
  const backend = await startBackend({
    ...flagship,
    ...(isFlagship(options) && { prepared: await preparedFlagship() }),
    logLevel: 'INFO',
    onLog: (line) => void logs.push(line),
    onFault: (line) => void faults.push(line),
    fault: (service, action, attempt) => test.fault?.(service, action, attempt),
    ...options,
    // Other code has other permissions than those that the flagship's calls are held against.
    onCall: options.overrides === undefined ? recording(observe) : observe,
  });
  const client = createClient(backend.url);
  const test: TestBackend = {
    ...client,
    backend,
    calls,
    logs,
    faults,
    fault: undefined,
    async callsOf(work) {
      await backend.services.drainQueues();
      calls.length = 0;
      await work();
      return calls.map(({ service, action }) => `${service}.${action}`);
    },
    async close() {
      client.disconnect();
      await backend.close();
    },
  };
  return test;
}
