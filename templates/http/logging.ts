/// <reference types="node" />
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { asAwsError } from './aws-errors.js';

/** Namespace of all metrics, unless `POWERTOOLS_METRICS_NAMESPACE` names another. */
export const metricsNamespace = 'Authwright';

/** The instances that live as long as the function does. */
export interface Observability {
  /** At the level of `LOG_LEVEL` (Powertools reads it; `INFO` by default). */
  readonly logger: Logger;
  /** Always at level `INFO`: a quieter `LOG_LEVEL` must not silence the audit trail. */
  readonly auditLogger: Logger;
  /** With the dimensions `service` (the operation) and `environment` (the stage). */
  readonly metrics: Metrics;
}

/** The two loggers of one request; they are dropped with it, so that no key reaches the next one. */
export interface RequestLoggers {
  readonly logger: Logger;
  readonly auditLogger: Logger;
}

/** Creates loggers and metrics of a function, once. */
export function createObservability(operationId: string, stage: string): Observability {
  // Powertools asks for it at every child logger, and finds out through an exception that it is missing.
  process.env['POWERTOOLS_DEV'] ??= 'false';
  const options = { serviceName: operationId, jsonReplacerFn: replaceErrors };
  return {
    logger: new Logger(options),
    auditLogger: new Logger({ ...options, logLevel: 'INFO' }),
    metrics: new Metrics({
      namespace: process.env['POWERTOOLS_METRICS_NAMESPACE'] ?? metricsNamespace,
      serviceName: operationId,
      defaultDimensions: { environment: stage },
    }),
  };
}

/** Children of the function's loggers with the request's keys on every line. */
export function requestLoggers(
  { logger, auditLogger }: Observability,
  keys: { readonly requestId: string; readonly operationId: string },
  lambdaContext: Context,
): RequestLoggers {
  const [child, auditChild] = [logger.createChild(), auditLogger.createChild()];
  for (const each of [child, auditChild]) {
    each.addContext(lambdaContext);
    each.appendKeys({ ...keys });
  }
  return { logger: child, auditLogger: auditChild };
}

/** What a log line says of an error. */
export interface ErrorDescription {
  readonly name: string;
  /** Absent where it could quote a request. */
  readonly message?: string;
  /** Frames only: the first line of a stack repeats the message. */
  readonly stack?: string;
  /** Node's code of a network or system error. */
  readonly code?: string;
  /** Of AWS errors: HTTP status and AWS's own request id. */
  readonly httpStatusCode?: number | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * An error without anything that a caller sent (ASVS 16.2.5). An AWS error is reduced to its
 * name, status and request id, for its message and members may hold what was asked of AWS. A
 * `SyntaxError` loses its message, since `JSON.parse` quotes the text it fails on.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const aws = asAwsError(error);
  if (aws !== undefined) {
    return { name: error.name, httpStatusCode: aws.$metadata?.httpStatusCode, requestId: aws.$metadata?.requestId };
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(error instanceof SyntaxError ? {} : { message: error.message }),
    stack: frames.join('\n'),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

/** Applies `describeError` to every error in a log line, also in those that a service writes. */
function replaceErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? describeError(value) : value;
}

/** Counts a call or a message that failed for a reason of ours, although the function itself has not. */
export function countFailure(metrics: Metrics): void {
  metrics.addMetric('Failures', MetricUnit.Count, 1);
}

/** Publishes what was measured; without measurements Powertools would warn. */
export function flushMetrics(metrics: Metrics): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}
