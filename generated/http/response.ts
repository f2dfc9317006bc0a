/// <reference types="node" />
import { STATUS_CODES } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { OperationDefinition, ResponseBodyDefinition, ResponseDefinition } from './definition.js';
import { completeErrorBody, type ErrorShape } from './error-shape.js';
import { fallbackShape } from './error-shapes.js';
import type { HttpError } from './errors.js';
import { fieldName } from './fields.js';
import { flatten } from './issues.js';
import { issueMessage } from './messages.js';
import { onlyGiven } from './only-given.js';
import { proxyHeaders, readResultHeaders, type ResultHeaders } from './result-headers.js';

/** What a service returns, before its operation's types narrow it. */
export interface OperationResult {
  readonly status: number;
  readonly body?: unknown;
  /** Which of the declared media types the body is of; the first if it is not said. */
  readonly contentType?: string | undefined;
  /** Values by name: as declared, or text, a number, or a list for a header that occurs several times. */
  readonly headers?: object | undefined;
}

/** What the runtime adds to an answer. */
export interface AnswerFacts {
  readonly requestId: string;
  /** ISO 8601 in UTC. */
  readonly timestamp: string;
  /** The headers that every answer has, by lower-case name. */
  readonly runtimeHeaders: Readonly<Record<string, string>>;
}

/**
 * A service's result breaks the contract. `problems` name rules and places, never values, so
 * that they can be logged.
 */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
  constructor(readonly problems: readonly string[]) {
    super(`The result breaks the contract: ${problems.join(' ')}`);
  }
}

/**
 * Turns a service's result into the answer, if the contract declares it so. What is sent is the
 * value that the schema returns: a property that is not declared never leaves (ASVS 15.3.1).
 *
 * @throws ContractBreach when status, body or headers are not as declared
 */
export function answerResult(
  definition: OperationDefinition,
  result: OperationResult,
  facts: AnswerFacts,
): APIGatewayProxyResult {
  const declared = declaredResponse(definition.responses, result.status);
  const body = bodyOf(declared, result);
  // An error is completed in every media type that has the schema its shape is made of.
  const shape = body?.schema === declared.body?.schema ? declared.error : undefined;
  const content = writeBody(body, shape, result, facts);
  const headers = readHeaders(result.headers, declared.headers);
  requireHeaders(declared, [...headers.keys(), ...Object.keys(facts.runtimeHeaders)]);
  return assemble(result.status, content, declared.alternatives ? varying(headers) : headers, facts);
}

/**
 * The answer to an error, in the shape that the operation declares for its status.
 *
 * @throws ContractBreach when what the error brings cannot be sent
 */
export function answerError(
  error: HttpError,
  facts: AnswerFacts,
  responses: OperationDefinition['responses'] = {},
): APIGatewayProxyResult {
  const declared = lookUp(responses, error.status);
  // What is declared and cannot be filled is answered without a body: nothing is made up.
  const shape = declared?.body === undefined ? fallbackShape : declared.error;
  const content = shape === undefined ? { body: '', isBase64Encoded: false } : errorContent(error, shape, facts);
  return assemble(error.status, content, readHeaders(error.headers), facts);
}

function errorContent(
  { status, code, message, details, fields }: HttpError,
  shape: ErrorShape,
  { requestId, timestamp }: AnswerFacts,
): Content {
  const body = shape.body({
    status,
    title: STATUS_CODES[status] ?? 'Error',
    code,
    message,
    requestId,
    timestamp,
    ...(details === undefined ? {} : { details }),
    ...(fields === undefined ? {} : { fields }),
  });
  return serialise(body, shape);
}

interface Content {
  readonly contentType?: string;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** The declaration for a status: exact, else of its range, else the default (OpenAPI 3.1, "Responses Object"). */
function declaredResponse(responses: OperationDefinition['responses'], status: number): ResponseDefinition {
  const declared = lookUp(responses, status);
  if (declared !== undefined && Number.isInteger(status) && status >= 200 && status <= 599) return declared;
  throw new ContractBreach([`Status ${String(status)} is not declared.`]);
}

function lookUp(responses: OperationDefinition['responses'], status: number): ResponseDefinition | undefined {
  const key = [String(status), `${String(status)[0]}XX`, 'default'].find((each) => Object.hasOwn(responses, each));
  return key === undefined ? undefined : responses[key];
}

/** The declaration of the body that the service returned. */
function bodyOf(
  { body, alternatives = [] }: ResponseDefinition,
  { status, contentType }: OperationResult,
): ResponseBodyDefinition | undefined {
  if (contentType === undefined) return body;
  const found = [body, ...alternatives].find((one) => one?.contentType === contentType);
  if (found === undefined) throw new ContractBreach([`Status ${status} is not declared with this content type.`]);
  return found;
}

/** What depends on `Accept` says so to caches (RFC 9110, 12.5.5). */
function varying(headers: ResultHeaders): ResultHeaders {
  return new Map([...headers, ['vary', [...(headers.get('vary') ?? []), 'Accept']]]);
}

function writeBody(
  declared: ResponseBodyDefinition | undefined,
  error: ErrorShape | undefined,
  result: OperationResult,
  facts: AnswerFacts,
): Content {
  if (declared === undefined) {
    if (result.body !== undefined) throw new ContractBreach([`Status ${result.status} is declared without a body.`]);
    return { body: '', isBase64Encoded: false };
  }
  const completed = error === undefined ? result.body : completeErrorBody(result.body, error, facts);
  const parsed = declared.schema.safeParse(completed, { error: issueMessage });
  if (!parsed.success) {
    const places = parsed.error.issues.flatMap(flatten);
    throw new ContractBreach(places.map(({ path, message }) => `${fieldName('body', path)}: ${message}`));
  }
  return serialise(onlyGiven(parsed.data, completed), declared);
}

function serialise(
  value: unknown,
  { kind, contentType }: Pick<ResponseBodyDefinition, 'kind' | 'contentType'>,
): Content {
  if (kind === 'binary') {
    if (!(value instanceof Uint8Array)) throw new ContractBreach(['A binary body must be a Uint8Array.']);
    return { contentType, body: Buffer.from(value).toString('base64'), isBase64Encoded: true };
  }
  const text = kind === 'json' ? stringify(value) : value;
  if (typeof text !== 'string') throw new ContractBreach([`The body cannot be written as ${kind}.`]);
  const typed = /;\s*charset=/i.test(contentType) ? contentType : `${contentType}; charset=utf-8`;
  return { contentType: typed, body: text, isBase64Encoded: false };
}

/** Undefined for what JSON cannot hold (a bigint, a cycle): the error's own message may show values. */
function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function readHeaders(headers: object | undefined, declared: ResponseDefinition['headers'] = {}): ResultHeaders {
  return readResultHeaders(headers, declared, (problem) => new ContractBreach([problem]));
}

function requireHeaders(declared: ResponseDefinition, present: readonly string[]): void {
  const missing = Object.entries(declared.headers ?? {})
    .filter(([name, { required }]) => required && !present.includes(name.toLowerCase()))
    // OpenAPI 3.1, "Response Object": a declared Content-Type header is ignored, the body has it.
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name]) => `The required header ${name} is missing.`);
  if (missing.length > 0) throw new ContractBreach(missing);
}

function assemble(
  statusCode: number,
  { contentType, body, isBase64Encoded }: Content,
  headers: ResultHeaders,
  facts: AnswerFacts,
): APIGatewayProxyResult {
  const own = { ...facts.runtimeHeaders, ...(contentType === undefined ? {} : { 'content-type': contentType }) };
  return { statusCode, ...proxyHeaders(headers, own), body, isBase64Encoded };
}
