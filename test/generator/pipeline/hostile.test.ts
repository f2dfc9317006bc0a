import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../../generator/diagnostics/diagnostic.js';
import { compile, run, temporaryProject, type Finished, type TemporaryProject } from '../../support/project.js';
import { planContract } from './plan.js';

/** Texts that break out of an encoder that forgets something, each for another position of the output. */
const payloads: readonly string[] = [
  `'; globalThis.pwned = 1; '`,
  `"); globalThis.pwned = 1; ("`,
  `*/ globalThis.pwned = 1 /*`,
  '${globalThis.pwned = 1}',
  '`; globalThis.pwned = 1; `',
  '`${globalThis.pwned = 1}`',
  `a\nglobalThis.pwned = 1\n//`,
  `a\r\n*/\r\nglobalThis.pwned = 1 //`,
  `a\u2028globalThis.pwned = 1\u2029//`,
  `--> globalThis.pwned = 1 <!--`,
  `</script><script>globalThis.pwned = 1</script>`,
  `a\u202E\u2066 // globalThis.pwned = 1 \u2069`,
  `{{constructor}} {{{this}}} {{#with pwned}}`,
  `/; globalThis.pwned = 1; /`,
  `\\'; globalThis.pwned = 1; //`,
  `\uD800 globalThis.pwned = 1 \u0000\u001b[2J`,
  `$(touch pwned) \`touch pwned\` $& $' $1`,
  '/*__imports__*/ globalThis.pwned = 1',
  '@ts-nocheck globalThis.pwned = 1',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
];

type Data = Record<string, unknown>;

/** A mapping with keys as data, `__proto__` too. */
function mapping(entries: readonly (readonly [string, unknown])[]): Data {
  const result: Data = {};
  for (const [key, value] of entries) {
    Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

const answer = { 200: { description: 'All is well.' } };

/** An operation with the payload in every text and in the names that a contract is free to choose. */
function textOperation(payload: string, index: number): Data {
  const schema = {
    title: payload,
    description: payload,
    type: 'object',
    required: [payload],
    properties: mapping([
      [payload, { type: 'string', description: payload, default: payload, examples: [payload] }],
      ['listed', { enum: [payload, 'other'], default: payload }],
      ['fixed', { const: payload }],
      ['patterned', { type: 'string', pattern: patternOf(payload) }],
      ['nested', { type: 'array', items: { type: 'string', enum: [payload] }, default: [payload] }],
      ['data', { type: 'object', additionalProperties: true, default: mapping([[payload, payload]]) }],
    ]),
    examples: [mapping([[payload, payload]])],
  };
  const content = {
    'application/json': { schema, examples: { one: { summary: payload, value: mapping([[payload, payload]]) } } },
  };
  return {
    operationId: `text${index}`,
    tags: [payload],
    summary: payload,
    description: payload,
    externalDocs: { url: 'https://example.com', description: payload },
    parameters: [
      { name: payload, in: 'query', description: payload, schema: { type: 'string', default: payload } },
      { name: `p${index}`, in: 'query', example: payload, schema: { enum: [payload] } },
    ],
    requestBody: { description: payload, content },
    responses: {
      200: {
        description: payload,
        content,
        headers: { 'x-one': { description: payload, schema: { type: 'string', const: payload } } },
      },
      422: { description: payload, content: { 'application/json': { schema: { ...schema, title: payload } } } },
      default: { description: payload },
    },
  };
}

function patternOf(payload: string): string {
  try {
    return new RegExp(payload, 'u').source && payload;
  } catch {
    return payload.replaceAll(/[^A-Za-z0-9'/`;=. *\n\u2028]/g, '.').replace(/^\*/, '');
  }
}

/** One place of a contract that names something, filled with one payload. It may be refused, but only there. */
interface Cell {
  readonly what: string;
  readonly payload: string;
  readonly add: (contract: Contract) => void;
  /** What is in the pointer of a diagnostic about it. */
  readonly mark: string;
}

interface Contract {
  readonly paths: [string, unknown][];
  readonly schemas: [string, unknown][];
  readonly securitySchemes: [string, unknown][];
  readonly settings: [string, unknown][];
  readonly stages: [string, unknown][];
  readonly jobs: [string, unknown][];
  readonly secrets: [string, unknown][];
  readonly entities: [string, unknown][];
}

const parts: readonly (keyof Contract)[] = [
  'paths',
  'schemas',
  'securitySchemes',
  'settings',
  'stages',
  'jobs',
  'secrets',
  'entities',
];

function pointerPart(key: string): string {
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Puts a payload into an operation of its own, whose path marks it. */
const inOperation =
  (what: string, make: (payload: string, id: string) => Data) =>
  (payload: string, index: number): Cell => {
    const path = `/${what.replaceAll(' ', '-')}-${index}`;
    const id = `${what.replaceAll(/ (.)/g, (_all, first: string) => first.toUpperCase())}${index}`;
    return {
      what,
      payload,
      mark: `#/paths${pointerPart(path)}/`,
      add: ({ paths }) => paths.push([path, { post: { operationId: id, responses: answer, ...make(payload, id) } }]),
    };
  };

/** Puts a payload into the key of a mapping. */
const asKey =
  (what: string, part: keyof Contract, pointer: string, value: (key: string) => unknown) =>
  (payload: string, index: number): Cell => {
    const key = `${payload}${payload.startsWith('_') || /^[a-z]+$/i.test(payload) ? '' : index}`;
    return {
      what,
      payload,
      mark: pointer + pointerPart(key),
      add: (contract) => contract[part].push([key, value(key)]),
    };
  };

const inEntity =
  (what: string, make: (payload: string, id: string) => { extension: Data; properties?: Data }) =>
  (payload: string, index: number): Cell => {
    const id = `${what.replaceAll(/(?:^| )(.)/g, (_all, first: string) => first.toUpperCase())}${index}`;
    const { extension, properties = {} } = make(payload, id);
    const all = mapping([['id', { type: 'string' }], ...Object.entries(properties)]);
    return {
      what,
      payload,
      mark: `#/x-authwright/entities/${id}`,
      add: ({ entities }) =>
        entities.push([
          id,
          {
            type: 'object',
            description: payload,
            required: Object.keys(all),
            properties: all,
            'x-authwright-entity': { name: id, pk: 'P#{id}', sk: 'S', ...extension },
          },
        ]),
    };
  };

const json = (schema: unknown): Data => ({ 'application/json': { schema } });

const names: readonly ((payload: string, index: number) => Cell)[] = [
  inOperation('operation id', (payload, id) => ({ operationId: `${id} ${payload}` })),
  inOperation('body type', (payload) => ({
    requestBody: { content: mapping([[payload, { schema: { type: 'string' } }]]) },
  })),
  inOperation('answer type', (payload) => ({
    responses: { 200: { description: 'x', content: mapping([[`text/${payload}`, { schema: { type: 'string' } }]]) } },
  })),
  inOperation('header name', (payload) => ({
    responses: { 200: { description: 'x', headers: mapping([[payload, { schema: { type: 'string' } }]]) } },
  })),
  inOperation('header parameter', (payload) => ({
    parameters: [{ name: payload, in: 'header', schema: { type: 'string' } }],
  })),
  inOperation('cookie parameter', (payload) => ({
    parameters: [{ name: payload, in: 'cookie', schema: { type: 'string' } }],
  })),
  inOperation('format', (payload) => ({ requestBody: { content: json({ type: 'string', format: payload }) } })),
  inOperation('status', (payload) => ({
    responses: mapping([
      ['200', answer[200]],
      [payload, answer[200]],
    ]),
  })),
  inOperation('rate limit key', (payload) => ({
    requestBody: { content: json({ type: 'object', properties: mapping([[payload, { type: 'string' }]]) }) },
    'x-authwright-rate-limit': { key: [`body.${payload}`], attempts: 5, window: 60 },
  })),
  (payload, index) => {
    const path = `/in-path-${index}/${payload}`;
    const mark = `#/paths${pointerPart(path)}`;
    const operation = { get: { operationId: `inPath${index}`, responses: answer } };
    return { what: 'path', payload, mark, add: ({ paths }) => paths.push([path, operation]) };
  },
  (payload, index) => {
    const path = `/path-parameter-${index}/{${payload}}`;
    const parameters = [{ name: payload, in: 'path', required: true, schema: { type: 'string' } }];
    const operation = { get: { operationId: `pathParameter${index}`, parameters, responses: answer } };
    const mark = `#/paths${pointerPart(path)}`;
    return { what: 'path parameter', payload, mark, add: ({ paths }) => paths.push([path, operation]) };
  },
  asKey('schema name', 'schemas', '#/components/schemas', () => ({ type: 'object', properties: {} })),
  asKey('security scheme', 'securitySchemes', '#/components/securitySchemes', (key) => ({
    type: 'apiKey',
    in: 'header',
    name: key,
    description: key,
  })),
  asKey('setting', 'settings', '#/x-authwright/settings', (key) => key),
  (payload, index) => ({
    what: 'setting value',
    payload,
    mark: `#/x-authwright/settings/value${index}`,
    add: ({ settings }) => settings.push([`value${index}`, payload]),
  }),
  asKey('stage', 'stages', '#/x-authwright/stages', () => ({})),
  asKey('job', 'jobs', '#/x-authwright/jobs', (key) => ({ schedule: 'rate(5 minutes)', description: key })),
  (payload, index) => ({
    what: 'job texts',
    payload,
    mark: `#/x-authwright/jobs/job-${index}`,
    add: ({ jobs }) => jobs.push([`job-${index}`, { schedule: `rate(${payload})`, description: payload }]),
  }),
  asKey('secret', 'secrets', '#/x-authwright/secrets', (key) => ({ description: key })),
  inEntity('entity name', (payload, id) => ({ extension: { name: `${id} ${payload}` } })),
  inEntity('entity key', (payload) => ({ extension: { pk: `${payload}#{id}`, sk: payload } })),
  inEntity('entity property', (payload) => ({
    extension: { sk: `S#{${payload}}` },
    properties: mapping([[payload, { type: 'string', description: payload }]]),
  })),
  inEntity('entity index', (payload) => ({ extension: { indexes: mapping([[payload, { pk: 'X#{id}' }]]) } })),
  inEntity('entity table', (payload) => ({ extension: { table: payload } })),
];

const inherited = payloads.filter((payload) => payload in {});
/** All but the members of Object.prototype, which TypeScript finds in every object; they have a test of their own. */
const common = payloads.filter((payload) => payload === '__proto__' || !inherited.includes(payload));

/** Positions that have tests of their own below for the names that every object inherits. */
const apart = new Set(['format', 'entity property']);

function contractOf(cells: readonly Cell[], texts = common): object {
  const contract = Object.fromEntries(parts.map((part) => [part, []])) as unknown as Contract;
  texts.forEach((payload, index) => contract.paths.push([`/text-${index}`, { post: textOperation(payload, index) }]));
  for (const cell of cells) cell.add(contract);
  const filled = (part: keyof Contract): Data => mapping(contract[part]);
  const everything = payloads.join(' ');
  return {
    openapi: '3.1.0',
    info: { title: everything, version: everything, description: everything, contact: { name: everything } },
    servers: [{ url: `http://localhost/${payloads[0]}`, description: everything }],
    tags: payloads.map((payload) => ({ name: payload, description: payload })),
    'x-authwright': {
      name: 'hostile',
      settings: filled('settings'),
      stages: filled('stages'),
      jobs: filled('jobs'),
      secrets: filled('secrets'),
      entities: filled('entities'),
    },
    paths: filled('paths'),
    components: { schemas: filled('schemas'), securitySchemes: filled('securitySchemes') },
  };
}

/** Whether an error is located at the cell, or at the components whose names OpenAPI restricts. */
function isAbout({ at }: Diagnostic, { mark }: Cell): boolean {
  const own = mark.replace(/\/$/, '');
  const isBadComponent = at.pointer === own.slice(0, at.pointer.length) && /^#\/components\/\w+\/.*[^\w.-]/.test(own);
  return `${at.pointer}/`.startsWith(`${own}/`) || (isBadComponent && /^#\/components\/\w+$/.test(at.pointer));
}

/** Plans with all cells, then without those that are refused, until nothing is. */
async function planAccepted(): Promise<{ files: ReadonlyMap<string, string>; refused: Map<string, string[]> }> {
  let cells = names
    .flatMap((make) => payloads.map((payload, index) => make(payload, index)))
    .filter(({ what, payload }) => !apart.has(what) || !(payload in {}));
  const refused = new Map<string, string[]>();
  for (let round = 0; round < 6; round += 1) {
    const { files, errors } = await planContract({ 'openapi.json': contractOf(cells) });
    if (errors.length === 0) return { files, refused };
    const guilty = cells.filter((cell) => errors.some((error) => isAbout(error, cell)));
    const strays = errors.filter((error) => !guilty.some((cell) => isAbout(error, cell)));
    expect(strays.map(({ code, at, message }) => `${code} ${at.pointer} ${message}`)).toEqual([]);
    for (const { what, payload } of guilty) refused.set(what, [...(refused.get(what) ?? []), payload]);
    cells = cells.filter((cell) => !guilty.includes(cell));
  }
  throw new Error('the contract is refused over and over');
}

let project: TemporaryProject;
let files: ReadonlyMap<string, string>;
let refused: ReadonlyMap<string, readonly string[]>;
let compiled: Promise<string>;

beforeAll(async () => {
  project = temporaryProject('hostile');
  ({ files, refused } = await planAccepted());
  for (const [path, content] of files) project.write(`generated/${path}`, content);
  compiled = compile(project.folder);
});
afterAll(() => project.remove());

/** Imports every emitted module in a process of its own, tries its schemas on poisoned data, and looks around. */
async function imported(): Promise<Finished> {
  const modules = [...files.keys()].filter((path) => path.endsWith('.ts'));
  const lines = modules.map(
    (path, index) => `import * as m${index} from './generated/${path.replace(/\.ts$/, '.js')}';`,
  );
  const poison = `JSON.parse('{"__proto__":{"pwned":1},"constructor":{"prototype":{"pwned":1}}}')`;
  project.write(
    'entry.ts',
    `${lines.join('\n')}
const before = Object.getOwnPropertyNames(Object.prototype).length;
let schemas = 0;
for (const module of [${modules.map((_path, index) => `m${index}`).join(', ')}]) {
  for (const value of Object.values(module) as { safeParse?: (data: unknown) => unknown }[]) {
    if (typeof value?.safeParse !== 'function') continue;
    schemas += 1;
    value.safeParse(${poison});
    value.safeParse({});
  }
}
process.stdout.write(JSON.stringify({
  pwned: (globalThis as { pwned?: unknown }).pwned ?? null,
  polluted: ({} as { pwned?: unknown }).pwned ?? null,
  added: Object.getOwnPropertyNames(Object.prototype).length - before,
  schemas: schemas > 0,
}));
`,
  );
  // Emitted tests are modules too; what they hand to the test runner is not run here.
  project.write(
    'runner.ts',
    `const nothing: any = new Proxy(() => nothing, { get: () => nothing, apply: () => nothing });
export const [describe, test, it, expect, vi, beforeAll, beforeEach, afterAll, afterEach] = Array(9).fill(nothing);
`,
  );
  const outfile = project.path('entry.cjs');
  await build({
    entryPoints: [project.path('entry.ts')],
    outfile,
    bundle: true,
    alias: { vitest: project.path('runner.ts') },
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
  });
  // What a function finds in its environment.
  project.write(
    'environment.cjs',
    `Object.assign(process.env, { ENVIRONMENT: 'local', AWS_REGION: 'eu-west-1', DATA_TABLE_NAME: 'data' });\n`,
  );
  return run(process.execPath, ['--no-warnings', '-r', project.path('environment.cjs'), outfile], project.folder);
}

test('every text of a hostile contract is accepted; names are accepted or refused at their own place', () => {
  expect([...files.keys()].filter((path) => /^operations\/text-?\d+\/handler\.ts$/.test(path))).toHaveLength(
    common.length,
  );
  expect([...refused.keys()]).not.toContain('setting value');
});

test('what is emitted compiles under strict', { timeout: 180_000 }, async () => {
  expect(await compiled).toBe('');
});

test(
  'importing and using every emitted module runs nothing of the contract and leaves Object.prototype clean',
  { timeout: 180_000 },
  async () => {
    const { code, stdout, stderr } = await imported();
    expect(stderr).toBe('');
    expect([code, JSON.parse(stdout)]).toEqual([0, { pwned: null, polluted: null, added: 0, schemas: true }]);
  },
);

const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]/;

test('no emitted file holds bidirectional controls, line separators or other control characters', () => {
  const bad = [...files].filter(([path, text]) => path !== 'manifest.json' && control.test(text));
  expect(bad.map(([path]) => path)).toEqual([]);
});

test('nor does the manifest, which cites pointers with keys of the contract', () => {
  expect(files.get('manifest.json')?.match(control)?.[0]).toBeUndefined();
});

test('a property called __proto__ is an own property of its schema', () => {
  const models = files.get(`operations/text${payloads.indexOf('__proto__')}/models.ts`) ?? '';
  expect(models).toMatch(/^ +\['__proto__'\]: z\./m);
  expect(models).not.toMatch(/^ +'?__proto__'?\??: z\./m);
});

test('emitted Markdown holds no HTML of the contract, and code blocks stay closed', () => {
  for (const [path, text] of files) {
    if (!path.endsWith('.md')) continue;
    const outside = text.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/(`+)[^`][^]*?\1/g, '');
    expect([path, outside.match(/(?<!\\)<(\/?script|!--)/)?.[0]]).toEqual([path, undefined]);
    expect([path, (text.match(/^```/gm) ?? []).length % 2]).toEqual([path, 0]);
  }
});

test('emitted paths stay below the output folder and are portable', () => {
  for (const path of files.keys())
    expect(path).toMatch(/^([A-Za-z0-9_-]+\/)*[A-Za-z0-9_-]+(\.test)?\.(ts|mjs|md|json|yml)$/);
});

test('a format named like something that every object inherits is an unknown format', async () => {
  const paths = inherited.map((format, index) => [
    `/format-${index}`,
    {
      post: {
        operationId: `format${index}`,
        requestBody: { content: json({ type: 'string', format }) },
        responses: answer,
      },
    },
  ]);
  const { files: emitted } = await planContract({
    'openapi.json': { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: Object.fromEntries(paths) },
  });
  const models = [...emitted].filter(([path]) => path.endsWith('models.ts')).map(([, text]) => text);
  expect(models).toHaveLength(inherited.length);
  for (const text of models) expect(text).toContain('z.string()');
});

test('properties of entities and bodies that every object inherits are refused there, or compile', async () => {
  const cells = names
    .flatMap((make) => inherited.map((payload, index) => make(payload, index)))
    .filter(({ what }) => what === 'entity property');
  const { files: emitted, errors } = await planContract({ 'openapi.json': contractOf(cells, inherited) });
  if (errors.length > 0) {
    for (const error of errors) expect(cells.some((cell) => isAbout(error, cell))).toBe(true);
    return;
  }
  const other = temporaryProject('inherited');
  for (const [path, content] of emitted) other.write(`generated/${path}`, content);
  const faults = await compile(other.folder);
  other.remove();
  expect(faults).toBe('');
});
