/// <reference types="node" />
import { randomUUID } from 'node:crypto';
import type {
  Context,
  EventBridgeEvent,
  PreTokenGenerationV2TriggerEvent,
  ScheduledEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import type { Settings } from '../settings.js';
import { stageConfiguration } from './stage-configuration.js';
import { writeAuditEvent, type AuditEvent } from './audit.js';
import { now } from './clock.js';
import { stage } from './environment.js';
import {
  countFailure,
  createObservability,
  flushMetrics,
  requestLoggers,
  type Observability,
  type RequestLoggers,
} from './logging.js';
import { isSafeRequestId } from './request-id.js';

/** What a job is given beside its input. */
export interface JobContext {
  /** The id of this run; of a queue's message, that of the request it belongs to where it says so. */
  readonly requestId: string;
  now(): Date;
  readonly logger: RequestLoggers['logger'];
  readonly metrics: Observability['metrics'];
  audit(event: AuditEvent): void;
  readonly settings: Settings;
}

/** The type of a scheduled job's slot. A throw makes the run fail, and the next one comes by schedule. */
export type ScheduledJob = (context: JobContext) => Promise<void>;

/** A message of a queue. */
export interface QueueMessage {
  readonly id: string;
  /** Parsed JSON: data of whoever may send to the queue, to be checked before it is used. */
  readonly body: unknown;
  /** How often the message has been received, this time included. */
  readonly receiveCount: number;
}

/**
 * The type of a queue job's slot. A throw makes this message come again, and after some times go to the dead letters.
 */
export type QueueJob = (message: QueueMessage, context: JobContext) => Promise<void>;

/** An event of EventBridge. */
export interface JobEvent {
  readonly id: string;
  /** Who tells it: `aws.ses`. */
  readonly source: string;
  readonly detailType: string;
  /** When it was told, ISO 8601. */
  readonly time: string;
  /** What the source tells, to be checked before it is used. */
  readonly detail: unknown;
}

/**
 * The type of the slot of a job that an event starts. An event may come more than once, and not in order. A throw makes
 * Lambda try it twice more.
 */
export type EventJob = (event: JobEvent, context: JobContext) => Promise<void>;

/** The type of the slot of Cognito's pre-token-generation trigger. It returns the event with its `response` filled. */
export type PreTokenGenerationJob = (
  event: PreTokenGenerationV2TriggerEvent,
  context: JobContext,
) => Promise<PreTokenGenerationV2TriggerEvent>;

/** Makes the handler of a scheduled job. */
export function createScheduledJob(
  name: string,
  job: ScheduledJob,
): (event: ScheduledEvent, lambdaContext: Context) => Promise<void> {
  const run = createRunner(name);
  return (event, lambdaContext) => run(event.id, lambdaContext, job);
}

/** Makes the handler of a queue job. Messages fail one by one, so that a bad one does not repeat the good ones. */
export function createQueueJob(
  name: string,
  job: QueueJob,
): (event: SQSEvent, lambdaContext: Context) => Promise<SQSBatchResponse> {
  // Lambda sees no error where messages come back.
  const run = createRunner(name, countFailure);
  return async (event, lambdaContext) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      try {
        const message = messageOf(record);
        await run(requestIdOf(message), lambdaContext, (context) => job(message, context));
      } catch {
        // The run has logged it.
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures };
  };
}

/** Makes the handler of a job that events start. */
export function createEventJob(
  name: string,
  job: EventJob,
): (event: EventBridgeEvent<string, unknown>, lambdaContext: Context) => Promise<void> {
  const run = createRunner(name);
  return ({ id, source, 'detail-type': detailType, time, detail }, lambdaContext) =>
    run(id, lambdaContext, (context) => job({ id, source, detailType, time, detail }, context));
}

/** Makes the handler of the pre-token-generation trigger. */
export function createPreTokenGenerationJob(
  name: string,
  job: PreTokenGenerationJob,
): (event: PreTokenGenerationV2TriggerEvent, lambdaContext: Context) => Promise<PreTokenGenerationV2TriggerEvent> {
  const run = createRunner(name);
  return (event, lambdaContext) => run(undefined, lambdaContext, (context) => job(event, context));
}

type Runner = <T>(
  requestId: string | undefined,
  lambdaContext: Context,
  work: (context: JobContext) => Promise<T>,
) => Promise<T>;

/** @param onFailure what is measured of a failure beside what Lambda counts itself */
function createRunner(name: string, onFailure?: (metrics: Observability['metrics']) => void): Runner {
  const { settings } = stageConfiguration(stage());
  const observability = createObservability(name, stage());
  return async (givenId, lambdaContext, work) => {
    const requestId = givenId ?? randomUUID();
    const { logger, auditLogger } = requestLoggers(observability, { requestId, operationId: name }, lambdaContext);
    const audit = (event: AuditEvent): void =>
      writeAuditEvent(auditLogger, event, { time: now(), requestId, address: '' });
    try {
      return await work({ requestId, now, logger, metrics: observability.metrics, audit, settings });
    } catch (error) {
      logger.error('The job failed.', { error });
      onFailure?.(observability.metrics);
      throw error;
    } finally {
      flushMetrics(observability.metrics);
    }
  };
}

function messageOf(record: SQSRecord): QueueMessage {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  try {
    return { id: record.messageId, body: JSON.parse(record.body) as unknown, receiveCount };
  } catch {
    // No JSON is no message of ours; the job's own check refuses it.
    return { id: record.messageId, body: undefined, receiveCount };
  }
}

/** The id of the request that queued the message, where the message carries one. */
function requestIdOf({ body }: QueueMessage): string | undefined {
  if (typeof body !== 'object' || body === null || !('requestId' in body)) return undefined;
  return typeof body.requestId === 'string' && isSafeRequestId(body.requestId) ? body.requestId : undefined;
}
