import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { positionOf } from '../../generator/diagnostics/position.js';
import { planRun, type Run } from '../../generator/plan/run.js';
import { compile, repository, temporaryProject } from '../support/project.js';
import {
  captured,
  eventOf,
  lambdaContext,
  load,
  setEnvironment,
  type Answer,
  type Request,
} from './emitted/backend.js';

/** What must become of a case; `test/corpus/README.md` says what each key means. */
interface Expected {
  readonly says: readonly string[];
  readonly emits?: Readonly<Record<string, string | readonly string[]>>;
  readonly models?: Readonly<Record<string, ExpectedModel>>;
  readonly requests?: readonly ExpectedRequest[];
}

interface ExpectedModel {
  readonly accept?: readonly unknown[];
  readonly refuse?: readonly unknown[];
  readonly becomes?: readonly (readonly [value: unknown, result: unknown])[];
}

interface ExpectedRequest extends Request {
  readonly operation: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly refused?: readonly string[];
  readonly status?: number;
}

type Model = { safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown } };
type Handler = (event: object, context: object) => Promise<Answer>;

const corpus = join(repository, 'test/corpus');
const cases = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
const project = temporaryProject('corpus');
afterAll(project.remove);
setEnvironment();

/** Slots that nothing fills are the same news for every case. */
const expectedNews = new Set(['AW503', 'AW505', 'AW506', 'AW516']);

describe.each(cases)('%s', (name) => {
  const folder = join(corpus, name);
  const expected = parse(readFileSync(join(folder, 'expected.yaml'), 'utf8')) as Expected;
  const emitted = once(() => emitCase(name, folder, expected.requests !== undefined));

  test('is planned or refused with these diagnostics', async () => {
    const run = await emitted();
    const news = run.diagnostics.filter(({ code }) => !expectedNews.has(code));
    expect(news.map((one) => sentence(one, run)).toSorted(byPlace)).toEqual(expected.says);
    expect(run.result === undefined).toBe(expected.says.some((line) => line.startsWith('error')));
  });

  test.each(Object.entries(expected.emits ?? {}))('emits %s', async (file, texts) => {
    const { result } = await emitted();
    for (const text of [texts].flat()) expect(result?.plan.files.get(file)?.content).toContain(text.trim());
  });

  test.each(Object.entries(expected.models ?? {}))('has a model %s', async (model, { accept, refuse, becomes }) => {
    await emitted();
    const models = await loaded<Record<string, Model>>(`${home(name)}/generated/schemas/index.ts`);
    const same = (accept ?? []).map((value) => [value, value] as const);
    for (const [value, data] of [...same, ...(becomes ?? [])]) {
      expect(models[model]?.safeParse(value), `accepts ${show(value)}`).toEqual({ success: true, data });
    }
    for (const value of refuse ?? []) {
      expect(models[model]?.safeParse(value).success, `refuses ${show(value)}`).toBe(false);
    }
  });

  const requests = (expected.requests ?? []).map((request) => [show(request), request] as const);
  test.each(requests)('answers %s', async (_shown, { operation, input, refused, status, ...request }) => {
    await emitted();
    const answered = await serve(name, operation, request);
    if (input) expect(answered.input, answered.body).toMatchObject(input);
    if (refused) expect(answered).toMatchObject({ statusCode: 400, input: undefined });
    for (const field of refused ?? []) expect(answered.body).toContain(JSON.stringify(field));
    if (status !== undefined) expect(answered.statusCode).toBe(status);
  });
});

test('what is emitted for the corpus compiles under strict', { timeout: 120_000 }, async () => {
  expect(await compile(project.folder, '--exactOptionalPropertyTypes')).toBe('');
});

/** Where the code of a case lies: below the folder that is compiled. */
const home = (name: string): string => `generated/${name}`;

/** Plans a case with a service for every operation that keeps what it was given, and writes what was planned. */
async function emitCase(name: string, folder: string, serves: boolean): Promise<Run> {
  const options = {
    contract: join(folder, existsSync(join(folder, 'openapi.json')) ? 'openapi.json' : 'openapi.yaml'),
    out: project.path(home(name), 'generated'),
    overrides: project.path(home(name), 'overrides'),
  };
  const run = await planRun(options);
  if (!run.result) return run;
  for (const [path, { content }] of run.result.plan.files) project.write(`${home(name)}/generated/${path}`, content);
  if (!serves) return run;
  project.write(`${home(name)}/overrides/seen.ts`, 'export const seen: unknown[] = [];\n');
  for (const { names } of run.result.contract.operations) {
    const service = `export const ${names.value} = async (input: unknown): Promise<never> => {
  seen.push(input);
  throw new Error('seen');
};
`;
    const path = `${home(name)}/overrides/operations/${names.file}/service.ts`;
    project.write(path, `import { seen } from '../../seen.js';\n\n${service}`);
  }
  const filled = await planRun(options);
  for (const [path, { content }] of filled.result?.plan.files ?? [])
    project.write(`${home(name)}/generated/${path}`, content);
  return run;
}

/** The answer of an operation, and what its service was given if it was called. */
async function serve(
  name: string,
  operation: string,
  request: Request,
): Promise<Answer & { readonly input: Readonly<Record<string, unknown>> | undefined }> {
  const folder = operation.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const lines = [
    `export { handler } from './generated/operations/${folder}/handler.js';`,
    `export { seen } from './overrides/seen.js';`,
  ];
  const entry = `${home(name)}/${folder}.ts`;
  project.write(entry, lines.join('\n'));
  const module = await loaded<{ handler: Handler; seen: Record<string, unknown>[] }>(entry);
  module.seen.length = 0;
  const { result } = await captured(() => module.handler(eventOf(request), lambdaContext));
  // Objects that a request made have no prototype; as data they are the same.
  const [input] = JSON.parse(JSON.stringify(module.seen)) as Record<string, unknown>[];
  return { ...result, input };
}

/** A diagnostic as `expected.yaml` words it. */
function sentence({ severity, code, at, message }: Diagnostic, { sources }: Run): string {
  const text = readText(at.file);
  const place = positionOf(at, (file) => sources.documents.get(file) ?? (text === undefined ? undefined : { text }));
  return `${severity} ${code} ${basename(at.file)}:${place?.line ?? '?'}:${place?.column ?? '?'} ${message}`;
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^\uFEFF/, '') : undefined;
}

/** Errors first, then by file, line and column, as the command line shows them. */
function byPlace(a: string, b: string): number {
  const parts = (line: string): readonly [string, number, number] => {
    const [, severity = '', file = '', row = '', column = ''] = /^(\w+) \w+ (.*?):(\d+|\?):(\d+|\?) /.exec(line) ?? [];
    return [`${severity} ${file}`, Number(row), Number(column)];
  };
  const [nameA, rowA, columnA] = parts(a);
  const [nameB, rowB, columnB] = parts(b);
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return rowA - rowB || columnA - columnB || (a < b ? -1 : 1);
}

const modules = new Map<string, Promise<unknown>>();

/** A module of the project, bundled once. */
function loaded<T>(entry: string): Promise<T> {
  const module = modules.get(entry) ?? load<unknown>(project, entry);
  modules.set(entry, module);
  return module as Promise<T>;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 100);
}
