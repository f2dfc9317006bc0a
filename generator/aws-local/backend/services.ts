import type { Contract } from '../../contract/model/contract.js';
import type { UserSnapshot } from '../cognito/index.js';
import type { Call, FaultHook } from '../endpoint/index.js';
import type { Mail } from '../ses/index.js';
import { clearRateCounters } from './clear-limits.js';
import {
  engineNames,
  reachedInProcess,
  resourcesOf,
  startEngines,
  type Closing,
  type RunningEngines,
} from './engines.js';
import { localStage, tableName, tablesOf, type LocalResources } from './environment.js';
import type { Engines } from './in-process.js';

/** How tests watch and disturb the calls to AWS. */
export interface ServiceHooks {
  /** Told of every call to any engine, after it took effect. */
  readonly onCall?: (call: Call) => void | Promise<void>;
  readonly fault?: FaultHook;
  /** Told before a job is invoked, which waits for the promise. */
  readonly onJob?: (name: string) => void | Promise<void>;
}

/** What starting the engines needs. */
export interface ServiceOptions extends ServiceHooks {
  readonly contract: Contract;
  /** The SDK clients that the functions use: the engines of KMS and SES are started only for one that is. */
  readonly clients: ReadonlySet<string>;
  readonly now: () => Date;
  /** Where the engines keep their state; absent keeps it in memory. */
  readonly data?: string;
  /** Invokes the current function of a job; undefined when its slot is not filled. */
  readonly invokeJob: (name: string, event: unknown) => Promise<unknown> | undefined;
  /** Told when the function of a queue, schedule or event throws. */
  readonly onJobError: (name: string, error: unknown) => void;
}

/** The running engines of a backend. */
export interface Services {
  readonly resources: LocalResources;
  readonly engines: readonly string[];
  /** Those that functions reach without the wire. None while calls are watched or disturbed: that is done on it. */
  readonly inProcess: Engines;
  /** The users of the local pool, without anything secret. */
  readonly users: () => readonly UserSnapshot[];
  /** Newest first. */
  readonly mails: () => readonly Mail[];
  /** Clears the rate counters; gives their number. */
  readonly clearLimits: () => Promise<number>;
  /** Resolves when the workers have handled all that was queued, and what was told of it. */
  readonly drainQueues: () => Promise<void>;
  /** After a reload: a queue's worker may be there now. */
  readonly wakeQueues: () => void;
  /** Runs a scheduled job at once. */
  readonly runJob: (name: string) => Promise<void>;
  /** Deletes what has expired, as the table's TTL would in its own time. */
  readonly sweepExpired: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Starts the engines that the contract and its functions need. */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const closing: Closing[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    const engines = await startEngines(options, closing);
    return { ...servicesOf(engines, options), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function servicesOf(engines: RunningEngines, options: ServiceOptions): Omit<Services, 'close'> {
  const { contract, now, onCall, fault } = options;
  const { dynamodb, cognito, ses, sqs, schedules, events } = engines;
  return {
    resources: resourcesOf(engines, contract),
    engines: engineNames(engines),
    inProcess: onCall || fault ? new Map() : reachedInProcess(engines),
    users: () => cognito?.snapshot() ?? [],
    mails: () => ses?.mails() ?? [],
    clearLimits: async () =>
      dynamodb === undefined
        ? 0
        : clearRateCounters(
            dynamodb.endpoint,
            tablesOf(contract).map((table) => tableName(table, localStage)),
          ),
    drainQueues: async () => {
      await sqs.drain();
      await events.drain();
      // What jobs of events have queued.
      await sqs.drain();
    },
    wakeQueues: () => sqs.wake(),
    runJob: (name) => schedules.runNow(name),
    sweepExpired: async () => (await dynamodb?.sweepExpired(now())) ?? 0,
  };
}
