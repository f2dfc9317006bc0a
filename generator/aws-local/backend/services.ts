import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Contract } from '../../contract/model/contract.js';
import type { UserPool } from '../../contract/model/user-pool.js';
import { startCognito, type CognitoEngine, type PreTokenGenerationEvent, type UserSnapshot } from '../cognito/index.js';
import { startDynamoDb } from '../dynamodb/index.js';
import { startEndpoint, type Call, type FaultHook } from '../endpoint/index.js';
import { createKms } from '../kms/index.js';
import { startSchedules, type ScheduledRun } from '../schedule/index.js';
import { createSecrets } from '../secrets/index.js';
import { startSes, type Mail } from '../ses/index.js';
import { createSqs, type QueueDefinition } from '../sqs/index.js';
import { localAccount, localArn, localRegion } from '../place.js';
import { clearRateCounters } from './clear-limits.js';
import { localStage, tableName, tablesOf, type LocalResources } from './environment.js';
import type { Engines } from './in-process.js';
import { poolSettings } from './pool.js';
import { tableDefinitions } from './tables.js';

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
  /** Told when the function of a queue or schedule throws. */
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
  /** Resolves when the workers have handled all that was queued. */
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
  const { contract, clients, data, now, onCall, fault } = options;
  const hooks = { ...(onCall ? { onCall } : {}), ...(fault ? { fault } : {}) };
  const folder = (name: string): { directory?: string } => (data === undefined ? {} : { directory: join(data, name) });
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    const dynamodb =
      tablesOf(contract).length > 0
        ? await startDynamoDb({ tables: tableDefinitions(contract), now, ...hooks, ...folder('dynamodb') })
        : undefined;
    if (dynamodb) closing.push(() => dynamodb.close());
    const cognito = contract.userPool ? await startPool(options, contract.userPool, folder('cognito')) : undefined;
    if (cognito) closing.push(() => cognito.close());
    const ses = clients.has('client-sesv2') ? await startSes({ now, ...hooks, ...folder('ses') }) : undefined;
    if (ses) closing.push(() => ses.close());
    const kms = clients.has('client-kms') ? createKms({ region: localRegion, ...folder('kms') }) : undefined;
    const values = secretValues(contract, cognito);
    const secrets = Object.keys(values).length > 0 ? createSecrets(values, localRegion) : undefined;
    const sqs = createSqs({ queues: queuesOf(options), now, onError: options.onJobError, ...folder('sqs') });
    const schedules = startSchedules(schedulesOf(options), options.onJobError);
    const engines = [cognito, kms, secrets, sqs].filter((engine) => engine !== undefined);
    const endpoint = await startEndpoint({ engines, routes: cognito ? [cognito.jwksRoute] : [], ...hooks });
    closing.push(
      () => endpoint.close(),
      () => sqs.close(),
      () => schedules.close(),
    );
    return {
      resources: {
        endpoint: endpoint.url,
        ...(dynamodb ? { dynamodb: dynamodb.endpoint } : {}),
        ...(ses ? { ses: ses.endpoint } : {}),
        ...(cognito ? { userPoolId: cognito.userPoolId, clientId: cognito.clientId } : {}),
        ...(secrets && cognito ? { clientSecretArn: secrets.arnOf(clientSecretName) } : {}),
        ...(secrets
          ? {
              secretArns: Object.fromEntries(
                contract.secrets.map(({ name }) => [name, secrets.arnOf(localSecret(name))]),
              ),
            }
          : {}),
        ...(kms ? { dataKeyId: kms.keyArn } : {}),
        queueUrls: Object.fromEntries(queuesOf(options).map(({ name }) => [name, sqs.urlOf(name, endpoint.url)])),
      },
      engines: [
        ...engines.map((engine) => engine.targetPrefix),
        ...(dynamodb ? ['dynamodb'] : []),
        ...(ses ? ['ses'] : []),
      ].sort(),
      inProcess: new Map(
        onCall || fault
          ? []
          : [endpoint, ...(dynamodb ? [{ ...dynamodb, url: dynamodb.endpoint }] : [])].map(
              ({ url, answer }) => [url, answer] as const,
            ),
      ),
      users: () => cognito?.snapshot() ?? [],
      mails: () => ses?.mails() ?? [],
      clearLimits: () =>
        dynamodb
          ? clearRateCounters(
              dynamodb.endpoint,
              tablesOf(contract).map((table) => tableName(table, localStage)),
            )
          : Promise.resolve(0),
      drainQueues: () => sqs.drain(),
      wakeQueues: () => sqs.wake(),
      runJob: (name) => schedules.runNow(name),
      sweepExpired: async () => (await dynamodb?.sweepExpired(now())) ?? 0,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const clientSecretName = 'local/cognito-client-secret';

function localSecret(name: string): string {
  return `local/${name}`;
}

/** The client's secret, and a made-up value for each secret of the contract: `local-weather-key`. */
function secretValues({ secrets }: Contract, cognito: CognitoEngine | undefined): Readonly<Record<string, string>> {
  return {
    ...(cognito ? { [clientSecretName]: cognito.clientSecret } : {}),
    ...Object.fromEntries(secrets.map(({ name }) => [localSecret(name), `local-${name}`])),
  };
}

function startPool(
  { contract, now, invokeJob }: ServiceOptions,
  userPool: UserPool,
  folder: { directory?: string },
): Promise<CognitoEngine> {
  const trigger = contract.jobs.find(
    (job) => job.trigger.kind === 'userPool' && job.trigger.trigger === 'preTokenGeneration',
  );
  return startCognito({
    pool: poolSettings(contract, userPool),
    now,
    ...folder,
    ...(trigger
      ? {
          preTokenGeneration: async (event) =>
            ((await invokeJob(trigger.name, event)) ?? event) as PreTokenGenerationEvent,
        }
      : {}),
  });
}

function queuesOf({ contract, invokeJob }: ServiceOptions): readonly QueueDefinition[] {
  return contract.jobs.flatMap(({ name, trigger }) =>
    trigger.kind === 'queue'
      ? [
          {
            name,
            batchSize: trigger.batchSize,
            maxReceiveCount: trigger.maxReceiveCount,
            invoke: (event) => invokeJob(name, event),
          },
        ]
      : [],
  );
}

function schedulesOf({ contract, invokeJob, now }: ServiceOptions): readonly ScheduledRun[] {
  return contract.jobs.flatMap(({ name, trigger }) =>
    trigger.kind === 'schedule'
      ? [{ name, expression: trigger.expression, run: async () => invokeJob(name, scheduledEvent(name, now())) }]
      : [],
  );
}

/** What EventBridge sends to a scheduled function ("Scheduled events" of its user guide). */
function scheduledEvent(name: string, time: Date): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: localAccount,
    time: time.toISOString(),
    region: localRegion,
    resources: [localArn('events', `rule/${name}`)],
    detail: {},
  };
}
