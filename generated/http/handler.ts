/// <reference types="node" />
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { acceptedType } from './accept.js';
import { stageConfiguration, type StageConfiguration } from './stage-configuration.js';
import { openAuditTrail, type AuditTrail } from './audit.js';
import { isAwsUnavailable } from './aws-errors.js';
import { now } from './clock.js';
import { principalOf, sourceOf, type OperationContext, type RequestSource } from './context.js';
import type { OperationDefinition } from './definition.js';
import { stage } from './environment.js';
import { DeclaredError, HttpError, internalServerError, serviceUnavailable } from './errors.js';
import { headerOf } from './event.js';
import { runtimeHeaders } from './headers.js';
import type { Limiter } from './limiter.js';
import {
  countFailure,
  createObservability,
  flushMetrics,
  requestLoggers,
  type Observability,
  type RequestLoggers,
} from './logging.js';
import { noteRefusal } from './refusals.js';
import { requestIdOf } from './request-id.js';
import { answerError, answerResult, ContractBreach, type AnswerFacts, type OperationResult } from './response.js';
import { validateRequest, type OperationInput } from './validation.js';

/** What fills an operation: its slots, and its limits if the contract has any. */
export interface OperationSlots<Input extends OperationInput, Repository, Result extends OperationResult> {
  /** The business logic. Its type is the operation's own, so that a change of contract shows here. */
  readonly service: (input: Input, context: OperationContext<Repository>) => Promise<Result>;
  /** The data access that the service's context carries. */
  readonly repository: NoInfer<Repository>;
  readonly limits?: Limiter;
}

/** A Lambda function behind a proxy integration of an API Gateway REST API. */
export type OperationHandler = (event: APIGatewayProxyEvent, lambdaContext: Context) => Promise<APIGatewayProxyResult>;

/** What the steps of one request share. */
interface Request<Repository> {
  readonly event: APIGatewayProxyEvent;
  readonly facts: AnswerFacts;
  readonly loggers: RequestLoggers;
  readonly trail: AuditTrail;
  readonly context: OperationContext<Repository>;
}

/** Seconds after which a caller may retry when something behind us is down. */
const retryAfterFault = 2;

/**
 * Makes the handler of one operation: it authenticates, validates, limits, calls the service and
 * checks what it returns. Every failure is answered in the contract's error shape; the handler
 * itself never throws.
 *
 * @throws Error at start, when a variable of the environment is missing
 */
export function createHandler<Input extends OperationInput, Repository, Result extends OperationResult>(
  definition: OperationDefinition,
  slots: OperationSlots<Input, Repository, Result>,
): OperationHandler {
  const configuration = stageConfiguration(stage());
  const observability = createObservability(definition.operationId, stage());
  const handle: OperationHandler = async (event, lambdaContext) => {
    const started = performance.now();
    const facts = answerFacts(event, configuration);
    const keys = { requestId: facts.requestId, operationId: definition.operationId };
    const loggers = requestLoggers(observability, keys, lambdaContext);
    const source = sourceOf(event);
    const trail = openAuditTrail(loggers.auditLogger, { requestId: facts.requestId, address: source.address }, now);
    const surroundings = { configuration, observability, loggers, source, trail };
    const context = operationContext(facts, slots.repository, surroundings);
    const answer = await serve(definition, slots, { event, facts, loggers, trail, context });
    finish(answer, started, observability, loggers);
    return answer;
  };
  return (event, lambdaContext) =>
    handle(event, lambdaContext).catch((error: unknown) => lastResort(error, observability));
}

/** The answer when not even the request could be opened: an event that no gateway sends. */
function lastResort(error: unknown, { logger, metrics }: Observability): APIGatewayProxyResult {
  const requestId = randomUUID();
  logger.error('The event could not be handled.', { error, requestId });
  countFailure(metrics);
  flushMetrics(metrics);
  const facts = { requestId, timestamp: now().toISOString(), runtimeHeaders: runtimeHeaders(requestId, undefined, []) };
  return answerError(internalServerError(), facts);
}

function answerFacts(event: APIGatewayProxyEvent, { frontends }: StageConfiguration): AnswerFacts {
  const requestId = requestIdOf(event);
  return {
    requestId,
    timestamp: now().toISOString(),
    runtimeHeaders: runtimeHeaders(requestId, headerOf(event, 'origin'), frontends),
  };
}

interface Surroundings {
  readonly configuration: StageConfiguration;
  readonly observability: Observability;
  readonly loggers: RequestLoggers;
  readonly source: RequestSource;
  readonly trail: AuditTrail;
}

function operationContext<Repository>(
  { requestId }: AnswerFacts,
  repository: Repository,
  { configuration, observability, loggers, source, trail }: Surroundings,
): OperationContext<Repository> {
  return {
    requestId,
    now,
    logger: loggers.logger,
    metrics: observability.metrics,
    audit: trail.write,
    settings: configuration.settings,
    repository,
    source,
  };
}

/** The answer to one request, with its limits settled. Never throws. */
async function serve<Input extends OperationInput, Repository, Result extends OperationResult>(
  definition: OperationDefinition,
  slots: OperationSlots<Input, Repository, Result>,
  request: Request<Repository>,
): Promise<APIGatewayProxyResult> {
  const { event, facts, context, loggers, trail } = request;
  let reservation: readonly unknown[] = [];
  let subject: string | undefined;
  let answer: APIGatewayProxyResult;
  try {
    const principal = principalOf(event, definition.secured);
    subject = principal?.subject;
    const accept = acceptedType(definition.responses, event);
    const input = { ...validateRequest(definition.request, event, principal), ...accept };
    reservation = (await slots.limits?.reserve(input, context.source, context.now())) ?? [];
    // The definition and the service's type come from the same operation of the contract, and
    // the definition's schemas have just made this value.
    const result = await resultOf(() => slots.service(input as Input, context));
    answer = answerResult(definition, result, facts);
  } catch (error) {
    answer = answerFault(error, facts, loggers, definition.responses);
  }
  trail.close(answer.statusCode, subject);
  await settle(slots.limits, reservation, answer.statusCode, loggers);
  return answer;
}

/** A declared error that is thrown means the same as one that is returned. */
async function resultOf(service: () => Promise<OperationResult>): Promise<OperationResult> {
  try {
    return await service();
  } catch (error) {
    if (error instanceof DeclaredError) {
      const { status, body, contentType, headers } = error;
      return { status, body, contentType, headers };
    }
    throw error;
  }
}

/** Logs what went wrong on our side, and answers without telling the caller what it was (ASVS 16.5.1). */
function answerFault(
  error: unknown,
  facts: AnswerFacts,
  { logger }: Pick<RequestLoggers, 'logger'>,
  responses: OperationDefinition['responses'],
): APIGatewayProxyResult {
  if (error instanceof HttpError) {
    if (error.status < 500) noteRefusal(error, facts.requestId, { logger });
    if (error.status >= 500 && error.cause !== undefined) logger.error('The request failed.', { error });
    try {
      return answerError(error, facts, responses);
    } catch (breach) {
      return answerFault(breach, facts, { logger }, responses);
    }
  }
  if (error instanceof ContractBreach) {
    logger.error('The service broke the contract.', { problems: error.problems });
    return answerError(internalServerError(), facts, responses);
  }
  logger.error('The request failed.', { error });
  return answerError(
    isAwsUnavailable(error) ? serviceUnavailable(retryAfterFault) : internalServerError(),
    facts,
    responses,
  );
}

/** An attempt that cannot be given back stays counted: the answer is given all the same. */
async function settle(
  limits: Limiter | undefined,
  reservation: readonly unknown[],
  status: number,
  { logger }: RequestLoggers,
): Promise<void> {
  if (reservation.length === 0) return;
  try {
    await limits?.settle(reservation, status);
  } catch (error) {
    logger.warn('A rate limit reservation could not be given back.', { error });
  }
}

/** One line per answer, without anything of its content, and the metrics of the request. */
function finish(
  { statusCode }: APIGatewayProxyResult,
  started: number,
  { metrics }: Observability,
  { logger }: RequestLoggers,
): void {
  const line = { status: statusCode, durationMs: Math.round(performance.now() - started) };
  if (statusCode >= 500) logger.error('answered', line);
  else logger.info('answered', line);
  try {
    if (statusCode >= 500) countFailure(metrics);
    flushMetrics(metrics);
  } catch (error) {
    logger.warn('The metrics of this request could not be published.', { error });
  }
}
