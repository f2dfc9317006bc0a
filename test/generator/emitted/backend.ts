import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { stringify } from 'yaml';
import { planRun } from '../../../generator/plan/run.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';

/** A contract as the author would write it, as data. */
export type Document = Readonly<Record<string, unknown>>;

/**
 * Plans a contract with the overrides that the project already holds, writes what was planned below `generated/`, and
 * returns the diagnostics.
 */
export async function emit(project: TemporaryProject, contract: Document | string): Promise<readonly string[]> {
  const file = 'contract/openapi.yaml';
  project.write(file, typeof contract === 'string' ? contract : stringify(contract, { aliasDuplicateObjects: false }));
  const run = await planRun({
    contract: project.path(file),
    out: project.path('generated'),
    overrides: project.path('overrides'),
  });
  const faults = run.diagnostics.map(({ code, message, at }) => `${code} ${at.pointer}: ${message}`);
  if (!run.result) throw new Error(`The contract does not plan:\n${faults.join('\n')}`);
  for (const [path, { content }] of run.result.plan.files) project.write(`generated/${path}`, content);
  return faults;
}

/** Bundles a module of a project, the way a function is deployed, and loads the bundle. */
export async function load<T>(project: TemporaryProject, entry: string): Promise<T> {
  const outfile = project.path(`${entry}.cjs`);
  await build({
    entryPoints: [project.path(entry)],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  return createRequire(import.meta.url)(outfile) as T;
}

/** What a service is given, as far as tests look at it. */
export interface Input {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
  readonly cookies: Record<string, unknown>;
  readonly body: unknown;
  readonly principal: unknown;
}

/** What a service gets beside its input, as far as tests use it. */
export interface ServiceContext {
  readonly requestId: string;
  now(): Date;
  readonly logger: { info(message: string, data?: object): void };
  readonly metrics: { addMetric(name: string, unit: string, value: number): void };
  audit(event: object): void;
  readonly source: { readonly address: string; readonly userAgent: string };
}

export type Service = (input: Input, context: ServiceContext) => unknown;

/** The answer of a handler. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

type ErrorClass = new (body: object, options?: { headers?: object; cause?: unknown }) => Error;

/** An emitted backend that has been bundled and loaded. */
export interface Backend {
  /** What each operation's service does; set by the tests. */
  readonly services: Record<string, Service>;
  readonly handlers: Readonly<Record<string, (event: unknown, context: unknown) => Promise<Answer>>>;
  /** The emitted error classes of all operations. */
  readonly errors: Readonly<Record<string, ErrorClass>>;
  readonly setClock: (clock?: () => Date) => void;
  readonly project: TemporaryProject;
}

/** What every emitted function finds in its environment; no real credentials. */
export function setEnvironment(variables: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, {
    ENVIRONMENT: 'dev',
    DATA_TABLE_NAME: 'data-dev',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    ...variables,
  });
  delete process.env['POWERTOOLS_DEV'];
}

/** Emits, bundles and loads a backend whose services are given to the named operations by the tests. */
export async function emitBackend(
  name: string,
  contract: Document | string,
  operations: Readonly<Record<string, 'filled' | 'unfilled'>>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Backend> {
  setEnvironment();
  const project = temporaryProject(name);
  const folders = Object.keys(operations).map((id) => [id, kebab(id)] as const);
  project.write(
    'overrides/stand-in.ts',
    'export const services: Record<string, (input: unknown, context: unknown) => unknown> = {};\n',
  );
  for (const [id, folder] of folders) {
    if (operations[id] === 'unfilled') continue;
    project.write(
      `overrides/operations/${folder}/service.ts`,
      `import { services } from '../../stand-in.js';\n` +
        `export const ${id} = async (input: unknown, context: unknown): Promise<any> => services['${id}']?.(input, context);\n`,
    );
  }
  for (const [path, text] of Object.entries(overrides)) project.write(`overrides/${path}`, text);
  await emit(project, contract);
  const emitted = project.files('generated');
  const errors = folders.filter(([, folder]) => emitted.has(`operations/${folder}/errors.ts`));
  project.write(
    'entry.ts',
    [
      `export { services } from './overrides/stand-in.js';`,
      `export { setClock } from './generated/http/clock.js';`,
      ...folders.map(
        ([id, folder]) => `import { handler as ${id} } from './generated/operations/${folder}/handler.js';`,
      ),
      ...errors.map(([id, folder]) => `import * as ${id}Errors from './generated/operations/${folder}/errors.js';`),
      `export const handlers = { ${folders.map(([id]) => id).join(', ')} };`,
      `export const errors = { ${errors.map(([id]) => `...${id}Errors`).join(', ')} };`,
    ].join('\n'),
  );
  return { ...(await load<Omit<Backend, 'project'>>(project, 'entry.ts')), project };
}

function kebab(operationId: string): string {
  return operationId.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** One request as a test writes it. */
export interface Request {
  readonly method?: string;
  /** Path parameters as they stood in the URL: still percent-encoded. */
  readonly path?: Readonly<Record<string, string>>;
  /** Query values as the gateway hands them on: decoded. */
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A string or bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly authorizer?: object | null;
  readonly address?: string;
}

/** The event that a REST API's proxy integration makes of a request. */
export function eventOf(request: Request): object {
  const { body } = request;
  const bytes = body instanceof Uint8Array;
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const headers = { ...type, ...request.headers };
  return {
    resource: '/',
    path: '/',
    httpMethod: request.method ?? 'POST',
    headers: null,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()])),
    queryStringParameters: null,
    multiValueQueryStringParameters: request.query ?? null,
    pathParameters: request.path ?? null,
    stageVariables: null,
    body: bytes ? Buffer.from(body).toString('base64') : text,
    isBase64Encoded: bytes,
    requestContext: {
      requestId: 'gateway-request-1',
      authorizer: request.authorizer,
      identity: { sourceIp: request.address ?? '203.0.113.7', userAgent: 'test/1.0' },
    },
  };
}

/** What Lambda hands to a function beside the event. */
export const lambdaContext = {
  functionName: 'function',
  functionVersion: '1',
  awsRequestId: 'aws-1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f',
  memoryLimitInMB: '256',
};

/** An answer with everything that the function printed meanwhile. */
export interface Served extends Answer {
  readonly json: Record<string, unknown>;
  readonly log: string;
}

/** Sends a request to one operation. Not for parallel requests: it captures what the process prints. */
export async function send(backend: Backend, operation: string, request: Request = {}): Promise<Served> {
  const { result, log } = await captured(() => call(backend, operation, request));
  return { ...result, json: jsonOf(result), log };
}

/** Sends a request without capturing the output. */
export function call(backend: Backend, operation: string, request: Request = {}): Promise<Answer> {
  const handler = backend.handlers[operation];
  if (!handler) throw new Error(`no operation ${operation}`);
  return handler(eventOf(request), lambdaContext);
}

/** The JSON of an answer; an empty object where the body is no JSON object. */
export function jsonOf({ body, headers }: Answer): Record<string, unknown> {
  return headers['content-type']?.includes('json') ? (JSON.parse(body) as Record<string, unknown>) : {};
}

/** Runs something and returns what the process printed meanwhile: loggers and metrics write to the streams directly. */
export async function captured<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly log: string }> {
  let log = '';
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of streams) {
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      log += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
      done?.();
      return true;
    }) as typeof stream.write;
  }
  try {
    return { result: await run(), log };
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
}
