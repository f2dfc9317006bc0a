import { pathToFileURL } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { gatewayAnswers } from '../../../generator/artifacts/error-bodies/gateway.js';
import { errorShapes } from '../../../generator/artifacts/error-bodies/shapes.js';
import {
  brokenRequests,
  exampleRequests,
  jsonMedia,
  type TestRequest,
} from '../../../generator/artifacts/contract-tests/requests.js';
import { createSchemaContext, type SchemaContext } from '../../../generator/artifacts/schema-compiler/context.js';
import { startBackend, type Backend } from '../../../generator/aws-local/index.js';
import type { Contract, Operation, Response as Declared } from '../../../generator/contract/model/contract.js';
import { valueName } from '../../../generator/contract/model/naming.js';
import { responseFor } from '../../../generator/contract/model/own-errors.js';
import type { Sources } from '../../../generator/contract/read/sources.js';
import { planRun } from '../../../generator/plan/run.js';
import type { TemporaryProject } from '../../support/project.js';

/** What the answers of one status came to. */
export interface Tally {
  readonly status: number;
  readonly answers: number;
  /** Of these, how many have a schema declared. */
  readonly declared: number;
  readonly satisfied: number;
  /** Of those that are not satisfied, how many the generator warned of. */
  readonly warned: number;
}

/** What the backend of a contract answered to wrong calls of every operation. */
export interface OwnAnswers {
  readonly tallies: readonly Tally[];
  /** Answers that do not satisfy what is declared, and of which nobody was warned. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** What the services of the emitted backend do: they share this process with the test. */
declare global {
  // oxlint-disable-next-line no-var
  var serviceFault: (() => unknown) | undefined;
}

/**
 * Serves a contract with services that fail and authorizers that know one credential, calls every operation wrongly in each
 * way, and holds what comes back against the contract's own text by a validator that is none of ours.
 */
export async function ownAnswers(contract: string, project: TemporaryProject): Promise<OwnAnswers> {
  const options = { contract, out: project.path('generated'), overrides: project.path('overrides') };
  const planned = await planRun(options);
  if (!planned.result) throw new Error(`${contract} does not plan`);
  writeFailing(planned.result.contract, project);
  const backend = await startBackend({
    ...options,
    port: 0,
    mock: false,
    logLevel: 'SILENT',
    onFault: () => undefined,
  });
  try {
    const run = backend.run.result;
    if (!run) throw new Error('no plan');
    const warnings = backend.run.diagnostics.filter(({ code }) => code === 'AW226' || code === 'AW227');
    const held = await holdAll(run.contract, backend, backend.run.sources);
    return { ...held, warnings: warnings.map(({ message, fix }) => `${message}. ${fix}`) };
  } finally {
    await backend.close();
    globalThis.serviceFault = undefined;
  }
}

function writeFailing({ operations, securitySchemes }: Contract, project: TemporaryProject): void {
  for (const { names } of operations) {
    const text = `export const ${names.value} = async () => { throw globalThis.serviceFault(); };\n`;
    project.write(`overrides/operations/${names.file}/service.ts`, text);
  }
  for (const { file, exportName } of securitySchemes) {
    project.write(
      `overrides/security/${file}.ts`,
      `export const ${valueName(exportName)} = async ({ credential }) => {\n` +
        `  if (credential.includes('broken')) throw new Error('down');\n` +
        `  return credential.includes('let-me-in') ? { subject: 'tester', claims: {} } : undefined;\n};\n`,
    );
  }
}

/** One wrong call. */
interface Call {
  readonly name: string;
  readonly request: TestRequest;
  readonly credential?: string;
  readonly fault?: Error;
  /** Sent as it stands, instead of the request's body. */
  readonly raw?: { readonly type: string; readonly text: string };
}

const throttled = Object.assign(new Error('slow down'), {
  name: 'ThrottlingException',
  $fault: 'client',
  $metadata: { httpStatusCode: 400 },
});

function callsOf(operation: Operation, schemas: SchemaContext): readonly Call[] {
  const { requests, reason } = exampleRequests(operation, schemas);
  const request = requests[0] ?? { path: {}, query: {}, headers: {}, body: undefined };
  const good = reason === undefined ? [request] : [];
  const isSecured = operation.security.length > 0;
  const broken = brokenRequests(operation, schemas).slice(0, 3);
  return [
    ...good.map((one) => ({ name: 'fails', request: one, fault: new Error('x') })),
    ...good.map((one) => ({ name: 'is throttled', request: one, fault: throttled })),
    ...broken.map((one) => ({ name: one.name, request: one.request })),
    ...(isSecured
      ? [
          { name: 'nobody', request, credential: '' },
          { name: 'forged', request, credential: 'forged' },
          { name: 'the authorizer fails', request, credential: 'broken' },
        ]
      : []),
    ...(operation.body && jsonMedia(operation)
      ? [
          { name: 'no JSON', request, raw: { type: 'application/json', text: '{' } },
          { name: 'another media type', request, raw: { type: 'application/x-unknown', text: 'x' } },
          { name: 'too large', request, raw: { type: 'application/json', text: `"${'x'.repeat(70_000)}"` } },
        ]
      : []),
  ];
}

async function holdAll(
  contract: Contract,
  backend: Backend,
  sources: Sources,
): Promise<Pick<OwnAnswers, 'tallies' | 'faults'>> {
  const schemas = createSchemaContext(contract.schemas);
  const validate = validatorOf(sources);
  const warned = warnedResponses(contract);
  const tallies = new Map<number, { -readonly [Key in keyof Tally]: Tally[Key] }>();
  const faults: string[] = [];
  for (const operation of contract.operations) {
    for (const call of callsOf(operation, schemas)) {
      const answer = await send(contract, operation, call, backend.url);
      if (answer.status < 400) continue;
      const tally = tallies.get(answer.status) ?? {
        status: answer.status,
        answers: 0,
        declared: 0,
        satisfied: 0,
        warned: 0,
      };
      tallies.set(answer.status, tally);
      tally.answers += 1;
      const declared = responseFor(operation, answer.status);
      if (!declared?.content) continue;
      tally.declared += 1;
      const problem = problemOf(declared, answer, validate);
      if (problem === undefined) tally.satisfied += 1;
      else if (warned.has(`${operation.operationId} ${declared.status}`)) tally.warned += 1;
      else faults.push(`${operation.operationId}, ${call.name}: ${answer.status} ${problem}: ${answer.text}`);
    }
  }
  return { tallies: [...tallies.values()].toSorted((a, b) => a.status - b.status), faults };
}

function warnedResponses(contract: Contract): ReadonlySet<string> {
  const unfit = gatewayAnswers(contract).flatMap((answer) => answer.unfit);
  const open = errorShapes(contract).responses.filter(({ missing }) => missing.length > 0);
  return new Set([...unfit, ...open].map(({ operation, response }) => `${operation.operationId} ${response.status}`));
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function send(contract: Contract, operation: Operation, call: Call, base: string): Promise<Answer> {
  globalThis.serviceFault = () => call.fault ?? new Error('reached');
  const { request, raw } = call;
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_match, name: string) =>
    encodeURIComponent(String(request.path[name] ?? 'x')),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = String(value);
  addCredentials(contract, operation, call.credential ?? 'let-me-in', headers, query);
  const body = raw ? raw.text : request.body === undefined ? undefined : JSON.stringify(request.body);
  if (body !== undefined) headers['content-type'] = raw?.type ?? 'application/json';
  const text = query.toString();
  const response = await fetch(`${base}${path}${text === '' ? '' : `?${text}`}`, {
    method: operation.method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: response.status, type, text: await response.text() };
}

function addCredentials(
  { securitySchemes }: Contract,
  { security }: Operation,
  value: string,
  headers: Record<string, string>,
  query: URLSearchParams,
): void {
  if (value === '') return;
  for (const { name, credential, httpScheme } of securitySchemes) {
    if (!security.flat().includes(name) || !credential) continue;
    if (credential.in === 'query') query.append(credential.name, value);
    else if (credential.in === 'cookie') headers['cookie'] = `${credential.name}=${value}`;
    else headers[credential.name.toLowerCase()] = httpScheme === undefined ? value : `${httpScheme} ${value}`;
    if (credential.in === 'header' && credential.name.toLowerCase() === 'authorization' && httpScheme === undefined) {
      headers['authorization'] = `Bearer ${value}`;
    }
  }
}

type Validate = (at: { readonly file: string; readonly pointer: string }, value: unknown) => string | undefined;

/** Holds values against the text of the contract; formats are not looked at. */
function validatorOf(sources: Sources): Validate {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false });
  for (const [file, document] of sources.documents) {
    if (document) ajv.addSchema(document.data as object, pathToFileURL(file).href);
  }
  const checks = new Map<string, ValidateFunction>();
  return ({ file, pointer }, value) => {
    const $ref = `${pathToFileURL(file).href}${pointer}`;
    const check = checks.get($ref) ?? ajv.compile({ $ref });
    checks.set($ref, check);
    return check(value) ? undefined : ajv.errorsText(check.errors);
  };
}

function problemOf({ content }: Declared, answer: Answer, validate: Validate): string | undefined {
  if (!content) return undefined;
  if (answer.type !== content.type) return `is ${answer.type} and not ${content.type}`;
  const value = content.kind === 'json' ? (JSON.parse(answer.text) as unknown) : answer.text;
  return validate({ file: content.at.file, pointer: `${content.at.pointer}/schema` }, value);
}

/** The figures as a table. */
export function tableOf(tallies: readonly Tally[]): string {
  const row = (cells: readonly (string | number)[]): string => cells.map((cell) => String(cell).padStart(11)).join('');
  return [
    row(['status', 'answers', 'declared', 'satisfied', 'warned']),
    ...tallies.map((one) => row([one.status, one.answers, one.declared, one.satisfied, one.warned])),
  ].join('\n');
}
