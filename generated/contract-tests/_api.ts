/// <reference types="node" />
import type { OperationDefinition, ParameterDefinition } from '../http/definition.js';
import * as definitions from './_definitions.js';
import { setup } from './_setup.js';
import type { Call } from './_preparation.js';

/** A request by its parts, as values: writing them into a URL and a body is this file's affair. */
export interface TestRequest {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A request with the name of its test. */
export interface Example {
  readonly name: string;
  readonly request: TestRequest;
}

/** A request that breaks the contract, and the field that the answer must name. */
export interface Broken extends Example {
  readonly field: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, or text; undefined when there is no body. */
  readonly body: unknown;
}

/** How a call differs from what the contract's client would do. */
export interface CallOptions {
  /** Ask the team's set-up for a request that succeeds. */
  readonly prepared?: boolean;
  /** Send no credentials of one's own. */
  readonly anonymous?: boolean;
  /** Send credentials although the contract makes them optional: the gateway asks for them. */
  readonly identified?: boolean;
  readonly contentType?: string;
  /** The media type to ask for. */
  readonly accept?: string;
}

/** Calls an operation of the backend at `CONTRACT_TEST_URL`. */
export async function callOperation(
  definition: OperationDefinition,
  example: TestRequest,
  options: CallOptions = {},
): Promise<Answer> {
  const preparation = options.prepared ? setup.preparations?.[definition.operationId] : undefined;
  const request = preparation ? await preparation(example, call) : example;
  const given = request.headers?.['authorization'] !== undefined;
  const needed = (definition.secured || options.identified) && !options.anonymous && !given;
  const credentials = needed ? await setup.credentials?.(call) : undefined;
  const accept = options.accept === undefined ? {} : { accept: options.accept };
  const headers = { ...accept, ...credentials, ...request.headers };
  return send(definition, { ...request, headers }, options.contentType);
}

const call: Call = (operationId, request) => {
  const definition = Object.values<OperationDefinition>(definitions).find((one) => one.operationId === operationId);
  if (!definition) throw new Error(`no operation is called ${operationId}`);
  return send(definition, request);
};

async function send(
  definition: OperationDefinition,
  request: TestRequest,
  contentType = 'application/json',
): Promise<Answer> {
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const response = await fetch(
    `${baseUrl()}${pathOf(definition.path, request.path)}${queryOf(definition, request.query)}`,
    {
      method: definition.method,
      headers: body === undefined ? headers : { 'content-type': contentType, ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(30_000),
    },
  );
  return { status: response.status, headers: response.headers, body: await bodyOf(response) };
}

function baseUrl(): string {
  const url = process.env['CONTRACT_TEST_URL'];
  if (!url) throw new Error('CONTRACT_TEST_URL does not name the backend to test');
  return url.replace(/\/$/, '');
}

function pathOf(template: string, values: TestRequest['path'] = {}): string {
  return template.replaceAll(/\{([^}]+)\}/g, (_match, name: string) => encodeURIComponent(String(values[name] ?? '')));
}

function queryOf(definition: OperationDefinition, values: TestRequest['query'] = {}): string {
  const parameters: readonly ParameterDefinition[] = definition.request.query?.parameters ?? [];
  const pairs = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    const explode = parameters.find((parameter) => parameter.name === name)?.explode ?? true;
    if (!Array.isArray(value)) return [[name, String(value)]];
    return explode ? value.map((item) => [name, String(item)]) : [[name, value.join(',')]];
  });
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  return /[/+]json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as unknown) : text;
}
