import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, temporaryProject } from '../../support/project.js';
import { emit } from './backend.js';
import { components, rows } from './schema-rows.js';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, ...required: string[]): object => ({ type: 'object', properties, required });
const json = (schema: object): object => ({ 'application/json': { schema } });
const integer = { type: 'integer' };
const text = { type: 'string' };

const schemas = {
  Nullable: object({ maybe: { type: ['string', 'null'] } }, 'maybe'),
  Paged: object({ size: { type: 'integer', default: 20 }, order: { type: 'string' } }),
  Couple: { type: 'array', prefixItems: [text, integer], items: false },
  Constant: object({ version: { const: 2 } }, 'version'),
  Scores: { type: 'object', additionalProperties: integer },
  Merged: { allOf: [ref('Base'), ref('Named'), object({ note: text })] },
  Open: { ...object({ a: integer }, 'a'), additionalProperties: true },
  Anything: object({ any: {} }, 'any'),
  // What the document of a large service made circular: a map of itself, and a union with it.
  ErrorDetails: { oneOf: [{ type: 'object', additionalProperties: ref('ErrorDetails') }, ref('InnerErrors')] },
  InnerErrors: object({ _errors: { type: 'array', items: text } }, '_errors'),
  Forest: { type: 'object', additionalProperties: { oneOf: [ref('Forest'), { type: 'null' }] } },
  Nested: { type: ['object', 'null'], properties: { in: ref('Nested'), on: { type: 'boolean', default: true } } },
};

const rowSchemas = Object.fromEntries(
  Object.values(rows)
    .flat()
    .filter((row) => row.only !== '3.0')
    .map((row, index) => [`Row${index}`, row.schema]),
);

/** A slot of the same type for each way to fill it. */
const slot = (operationId: string): object => ({
  post: {
    operationId,
    security: [],
    parameters: [{ name: 'limit', in: 'query', schema: integer }],
    requestBody: { required: true, content: json(object({ email: text }, 'email')) },
    responses: {
      200: {
        description: 'Fine',
        headers: { 'X-Version': { required: true, schema: text } },
        content: json(object({ id: text }, 'id')),
      },
      204: { description: 'Nothing' },
      409: { description: 'Taken', content: json(ref('Problem')) },
      // Shared responses, called as a schema and a global are.
      503: { $ref: '#/components/responses/Promise' },
      504: { $ref: '#/components/responses/Problem' },
      429: {
        description: 'Slower',
        headers: { 'Retry-After': { required: true, schema: text } },
        content: json(object({ limit: integer }, 'limit')),
      },
    },
  },
});

/** What each override does; the wrong ones with what the compiler must say of them. */
const services: Readonly<Record<string, readonly [body: string, complaint?: RegExp]>> = {
  slotRight: [
    `return input.query.limit === 1 ? { status: 204 } : { status: 200, body: { id: input.body.email }, headers: { 'x-version': '1' } };`,
  ],
  slotThrows: [`throw new SlotThrowsError({ status: 409, body: { error: 'TAKEN', message: context.requestId } });`],
  slotThrowsHeaders: [
    `throw new SlotThrowsHeadersError({ status: 429, body: { limit: 1 }, headers: { 'retry-after': '1' } }, { cause: 1 });`,
  ],
  slotCatches: [
    `try { return { status: 204 }; } catch (error) {
      if (!(error instanceof SlotCatchesError)) throw error;
      const found: SlotCatchesError = error;
      if (found.status === 409) return { status: 200, body: { id: found.body.error }, headers: { 'x-version': found.message } };
      if (found.status !== 429) throw found;
      return { status: 429, body: { limit: found.body.limit + 1 }, headers: { 'retry-after': found.headers['retry-after'] } };
    }`,
  ],
  slotError: [`return { status: 409, body: { error: 'TAKEN', message: 'Taken.' } };`],
  slotStatus: [`return { status: 418 };`, /418/],
  slotBody: [`return { status: 200, body: { id: 7 }, headers: { 'x-version': '1' } };`, /number/],
  slotNoBody: [`return { status: 200, headers: { 'x-version': '1' } };`, /body/],
  slotBodyAtNothing: [`return { status: 204, body: { id: 'x' } };`, /body|assignable/],
  slotNoHeader: [`return { status: 200, body: { id: 'x' } };`, /headers/],
  slotWrongError: [`throw new SlotWrongErrorError({ status: 409, body: { error: 1, message: 'x' } });`, /number/],
  slotOtherError: [`throw new SlotOtherErrorError({ status: 409, body: { limit: 1 } });`, /limit/],
  slotErrorStatus: [`throw new SlotErrorStatusError({ status: 418 });`, /418/],
  slotErrorIsNone: [`throw new SlotErrorIsNoneError({ status: 204 });`, /204/],
  slotErrorHeader: [`throw new SlotErrorHeaderError({ status: 429, body: { limit: 1 } });`, /headers/],
  slotErrorNarrows: [
    `const error = new SlotErrorNarrowsError({ status: 409, body: { error: 'TAKEN', message: 'Taken.' } }) as SlotErrorNarrowsError;
    throw error.status === 429 ? error : error.body.limit;`,
    /limit/,
  ],
  slotQuery: [`return { status: input.query.undeclared ? 204 : 204 };`, /undeclared/],
  slotInput: [`return { status: input.body.undeclared ? 204 : 204 };`, /undeclared/],
  slotCookies: [`return { status: input.cookies.undeclared ? 204 : 204 };`, /never|undeclared|assignable/],
  slotPrincipal: [`return { status: input.principal.subject ? 204 : 204 };`, /subject|undefined/],
  slotNothing: [`return;`, /undefined|void/],
};

const kebab = (id: string): string => id.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
const type = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

const contract = {
  openapi: '3.1.0',
  info: { title: 'Types', version: '1' },
  paths: {
    ...Object.fromEntries([...Object.keys(services), 'slotWired'].map((id) => [`/${id}`, slot(id)])),
    '/globals/{Date}': {
      put: {
        operationId: 'Promise',
        parameters: [{ name: 'Date', in: 'path', required: true, schema: ref('Date') }],
        security: [],
        requestBody: { required: true, content: json(ref('Promise')) },
        responses: {
          200: { description: 'Fine', content: json(ref('Record')) },
          201: { description: 'Fine', content: json(ref('Uint8Array')) },
          400: { description: 'Wrong', content: json(ref('Error')) },
          404: { description: 'Gone', content: json(ref('string')) },
          default: { description: 'Else', content: json(ref('z')) },
        },
      },
    },
  },
  components: {
    responses: {
      Promise: { description: 'Later', content: json(ref('Problem')) },
      Problem: { description: 'Wrong', content: json(ref('Problem')) },
    },
    schemas: {
      ...components,
      ...schemas,
      ...rowSchemas,
      Problem: object({ error: text, message: text, request_id: text }, 'error', 'message', 'request_id'),
    },
  },
};

const checks = `
import { Anything, Chain, Closed, Colour, Constant, Couple, Employee, ErrorDetails, Filter, Forest, Hen, Json, Menu, Merged, Nested, Nullable, Open, Paged, Pet, Scores, TameOrDog, Tree } from '../generated/schemas/index.js';

export const chain: Chain = { value: 1, next: { value: 2, next: { value: 3 } } };
// @ts-expect-error the value of a link further in is a number
export const brokenChain: Chain = { value: 1, next: { value: 2, next: { value: 'x' } } };
export const deep: number | undefined = chain.next?.next?.value;
export const parsed: Chain = Chain.parse({});

export const tree: Tree = { children: [{ label: 'a', children: [] }] };
// @ts-expect-error children are required further in as well
export const bareTree: Tree = { children: [{ label: 'a' }] };

export const hen: Hen = { lays: { hatches: {}, laidBy: [{ lays: {} }] } };
// @ts-expect-error eggs are laid by hens
export const oddHen: Hen = { lays: { laidBy: [1] } };

export const menu: Menu = { title: 'a', entries: { b: { title: 'c' } } };
// @ts-expect-error every entry has a title
export const untitled: Menu = { title: 'a', entries: { b: {} } };

export const data: Json = ['x', { a: [1, true, { b: 'c' }] }];
// @ts-expect-error null is in no member of the union
export const nothing: Json = [null];

export const filter: Filter = { all: ['x', { all: [] }] };
// @ts-expect-error a filter holds filters
export const oddFilter: Filter = { all: [1] };

export const boss = (employee: Employee): number | undefined => employee.boss?.boss?.id;
// @ts-expect-error an employee has an id
export const nobody: Employee = { boss: { id: 1 } };

export const sound = (pet: Pet): number => (pet.kind === 'cat' ? pet.lives : pet.tricks.length);
// @ts-expect-error only a cat has lives
export const lives = (pet: Pet): number => pet.lives;
export const owner = (pet: TameOrDog): string => (pet.kind === 'cat' ? pet.owner : 'nobody');

export const colour: Colour = 'red';
// @ts-expect-error not among the values
export const noColour: Colour = 'blue';

export const closed: Closed = { kind: 'x' };
// @ts-expect-error no other property
export const notClosed: Closed = { kind: 'x', more: 1 };
export const open: Open = { a: 1, more: 1 };

export const nullable: Nullable = { maybe: null };
// @ts-expect-error null is not the same as absent
export const absent: Nullable = {};

export const size = (paged: Paged): number => paged.size;
// @ts-expect-error without a default it may be absent
export const order = (paged: Paged): string => paged.order;

// In a tuple of JSON Schema the last ones may be missing.
export const couple: Couple = ['a', 1];
// @ts-expect-error a tuple has its types in order
export const turned: Couple = [1, 'a'];
// @ts-expect-error and no more of them
export const three: Couple = ['a', 1, 2];

export const constant: Constant = { version: 2 };
// @ts-expect-error a constant is that one value
export const another: Constant = { version: 3 };

export const scores: Scores = { anyone: 1 };
// @ts-expect-error the values of a map have a type
export const words: Scores = { anyone: 'x' };

export const merged: Merged = { id: 1, name: 'x', note: 'y' };
// @ts-expect-error what one member requires is required
export const half: Merged = { id: 1 };

// @ts-expect-error what may be anything has to be looked at first
export const any = (anything: Anything): string => anything.any;

export const errors: ErrorDetails = { name: { first: { _errors: ['x'] } } };
export const forest: Forest = { a: { b: null } };
export const nested: Nested = { in: { in: null, on: false }, on: true };
// @ts-expect-error a default is always there
export const bare: Nested = { in: null };
`;

const project = temporaryProject('types');
afterAll(project.remove);
let faults: readonly { file: string; message: string }[] = [];

beforeAll(async () => {
  for (const [id, [body]] of Object.entries(services)) {
    const emitted = `'../../../generated/operations/${kebab(id)}`;
    project.write(
      `overrides/operations/${kebab(id)}/service.ts`,
      [
        `import type { ${type(id)}Service } from ${emitted}/service.js';`,
        ...(body.includes(`${type(id)}Error`) ? [`import { ${type(id)}Error } from ${emitted}/errors.js';`] : []),
        `export const ${id}: ${type(id)}Service = async (input, context) => { ${body} };`,
      ].join('\n'),
    );
  }
  // A function that does not name its type is found out where it is wired.
  project.write(
    'overrides/operations/slot-wired/service.ts',
    'export const slotWired = async () => ({ status: 418 as const });\n',
  );
  await emit(project, JSON.stringify(contract));
  project.write('overrides/checks.ts', checks);
  const output = await compile(project.folder, '--pretty', 'false');
  faults = output
    .split(/\n(?=\S)/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, file = '', message = ''] = /^(?:.*\/)?((?:generated|overrides)\/[^(]+)\([\d,]+\): (.*)$/s.exec(line) ?? [
        '',
        'elsewhere',
        line,
      ];
      return { file, message };
    });
});

const faultsOf = (file: string): string[] =>
  faults.filter((fault) => fault.file === file).map(({ message }) => message);

describe('The emitted types', () => {
  test('take what their schemas accept and refuse what these refuse', () => {
    expect(faultsOf('overrides/checks.ts')).toEqual([]);
  });

  test('compile for every kind of schema, also of names that JavaScript uses itself', () => {
    const wired = 'generated/operations/slot-wired/handler.ts';
    expect(faults.filter(({ file }) => !file.startsWith('overrides/') && file !== wired)).toEqual([]);
  });
});

describe('The type of a service', () => {
  const right = Object.entries(services).filter(([, [, complaint]]) => !complaint);
  test.each(right.map(([id]) => id))('lets a right one pass: %s', (id) => {
    expect(faultsOf(`overrides/operations/${kebab(id)}/service.ts`)).toEqual([]);
  });

  const wrong = Object.entries(services).flatMap(([id, [body, complaint]]) =>
    complaint ? [[body, id, complaint] as const] : [],
  );
  test.each(wrong)('makes a wrong one an error in its own file: %s', (_body, id, complaint) => {
    const messages = faultsOf(`overrides/operations/${kebab(id)}/service.ts`);
    expect(messages).not.toEqual([]);
    expect(messages.join('\n')).toMatch(complaint);
  });

  test('makes a wrong one that does not name it an error where it is wired', () => {
    expect(faultsOf('generated/operations/slot-wired/handler.ts').join('\n')).toMatch(/418/);
  });
});
