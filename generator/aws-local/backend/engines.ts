import { join } from 'node:path';
import type { Contract } from '../../contract/model/contract.js';
import type { UserPool } from '../../contract/model/user-pool.js';
import { startCognito, type CognitoEngine, type PreTokenGenerationEvent } from '../cognito/index.js';
import { startDynamoDb } from '../dynamodb/index.js';
import { startEndpoint } from '../endpoint/index.js';
import { createEventBus, eventOf, type EventBus, type EventRule } from '../events/index.js';
import { createKms } from '../kms/index.js';
import { localArn, localRegion } from '../place.js';
import { startSchedules, type ScheduledRun } from '../schedule/index.js';
import { createSecrets } from '../secrets/index.js';
import { startSes } from '../ses/index.js';
import { createSqs, type QueueDefinition } from '../sqs/index.js';
import { tablesOf, type LocalResources } from './environment.js';
import type { Engines } from './in-process.js';
import { poolSettings } from './pool.js';
import type { ServiceOptions } from './services.js';
import { tableDefinitions } from './tables.js';

/** The engines that keep state, by the names of their folders in the data folder. */
export const statefulEngines = ['cognito', 'dynamodb', 'kms', 'ses', 'sqs'] as const;

/** The engines of a backend; one that nothing needs is absent. */
export interface RunningEngines {
  readonly dynamodb: Awaited<ReturnType<typeof startDynamoDb>> | undefined;
  readonly cognito: CognitoEngine | undefined;
  readonly ses: Awaited<ReturnType<typeof startSes>> | undefined;
  readonly kms: ReturnType<typeof createKms> | undefined;
  readonly secrets: ReturnType<typeof createSecrets> | undefined;
  readonly sqs: ReturnType<typeof createSqs>;
  readonly schedules: ReturnType<typeof startSchedules>;
  readonly events: EventBus;
  /** What Cognito, KMS, Secrets Manager and SQS are reached by. */
  readonly endpoint: Awaited<ReturnType<typeof startEndpoint>>;
}

/** Ends something that was started. */
export type Closing = () => Promise<void>;

/**
 * Starts the engines one after the other.
 *
 * @param closing takes what ends each, in the order of their starts, also when a later one fails
 */
export async function startEngines(options: ServiceOptions, closing: Closing[]): Promise<RunningEngines> {
  const { contract, clients, now, onJobError } = options;
  const common = { now, ...hooksOf(options) };
  const started = <T extends { readonly close: Closing }>(engine: T): T => {
    closing.push(() => engine.close());
    return engine;
  };
  const dynamodb =
    tablesOf(contract).length > 0
      ? started(
          await startDynamoDb({ tables: tableDefinitions(contract), ...common, ...folderOf('dynamodb', options) }),
        )
      : undefined;
  const cognito = contract.userPool ? started(await startPool(options, contract.userPool)) : undefined;
  const events = createEventBus(eventRulesOf(options), onJobError);
  const ses = clients.has('client-sesv2')
    ? started(await startSes({ ...common, tell: events.tell, ...folderOf('ses', options) }))
    : undefined;
  const kms = clients.has('client-kms') ? createKms({ region: localRegion, ...folderOf('kms', options) }) : undefined;
  const values = secretValues(contract, cognito);
  const secrets = Object.keys(values).length > 0 ? createSecrets(values, localRegion) : undefined;
  const sqs = createSqs({ queues: queuesOf(options), now, onError: onJobError, ...folderOf('sqs', options) });
  const schedules = startSchedules(schedulesOf(options), onJobError);
  const engines = [cognito, kms, secrets, sqs].filter((engine) => engine !== undefined);
  const routes = cognito ? [cognito.jwksRoute] : [];
  const endpoint = started(await startEndpoint({ engines, routes, ...hooksOf(options) }));
  started(events);
  started(sqs);
  started(schedules);
  return { dynamodb, cognito, ses, kms, secrets, sqs, schedules, events, endpoint };
}

function hooksOf({ onCall, fault }: ServiceOptions): Pick<ServiceOptions, 'onCall' | 'fault'> {
  return { ...(onCall ? { onCall } : {}), ...(fault ? { fault } : {}) };
}

function folderOf(name: (typeof statefulEngines)[number], { data }: ServiceOptions): { directory?: string } {
  return data === undefined ? {} : { directory: join(data, name) };
}

/** What the engines are reached by. */
export function resourcesOf(engines: RunningEngines, { jobs, secrets: named }: Contract): LocalResources {
  const { dynamodb, cognito, ses, kms, secrets, sqs, endpoint } = engines;
  const queues = jobs.filter(({ trigger }) => trigger.kind === 'queue');
  return {
    endpoint: endpoint.url,
    ...(dynamodb ? { dynamodb: dynamodb.endpoint } : {}),
    ...(ses ? { ses: ses.endpoint } : {}),
    ...(cognito ? { userPoolId: cognito.userPoolId, clientId: cognito.clientId } : {}),
    ...(secrets && cognito ? { clientSecretArn: secrets.arnOf(clientSecretName) } : {}),
    ...(secrets
      ? { secretArns: Object.fromEntries(named.map(({ name }) => [name, secrets.arnOf(localSecret(name))])) }
      : {}),
    ...(kms ? { dataKeyId: kms.keyArn } : {}),
    queueUrls: Object.fromEntries(queues.map(({ name }) => [name, sqs.urlOf(name, endpoint.url)])),
  };
}

/** The names of the running engines, sorted. */
export function engineNames({ cognito, kms, secrets, sqs, dynamodb, ses }: RunningEngines): readonly string[] {
  const shared = [cognito, kms, secrets, sqs].flatMap((engine) => engine?.targetPrefix ?? []);
  return [...shared, ...(dynamodb ? ['dynamodb'] : []), ...(ses ? ['ses'] : [])].sort();
}

/** The engines that a function of this process reaches without the wire, by their URLs. */
export function reachedInProcess({ endpoint, dynamodb }: RunningEngines): Engines {
  const own = [endpoint, ...(dynamodb ? [{ ...dynamodb, url: dynamodb.endpoint }] : [])];
  return new Map(own.map(({ url, answer }) => [url, answer] as const));
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

function startPool(options: ServiceOptions, userPool: UserPool): Promise<CognitoEngine> {
  const { contract, now, invokeJob } = options;
  const trigger = contract.jobs.find(
    (job) => job.trigger.kind === 'userPool' && job.trigger.trigger === 'preTokenGeneration',
  );
  return startCognito({
    pool: poolSettings(contract, userPool),
    now,
    ...folderOf('cognito', options),
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

function eventRulesOf({ contract, invokeJob }: ServiceOptions): readonly EventRule[] {
  return contract.jobs.flatMap(({ name, trigger }) => {
    if (trigger.kind !== 'event') return [];
    const { source, detailTypes } = trigger;
    return [{ name, source, detailTypes, invoke: (event) => invokeJob(name, event) }];
  });
}

/** What EventBridge sends to a scheduled function ("Scheduled events" of its user guide). */
function scheduledEvent(name: string, time: Date): object {
  const resources = [localArn('events', `rule/${name}`)];
  return eventOf({ source: 'aws.events', detailType: 'Scheduled Event', time, resources, detail: {} });
}
