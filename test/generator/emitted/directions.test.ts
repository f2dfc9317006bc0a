import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../support/project.js';
import { emitBackend, send, type Backend, type Document } from './backend.js';

const text = { type: 'string' };
const id = { type: 'string', readOnly: true };
const secret = { type: 'string', writeOnly: true };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, ...required: string[]): object => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
});
const json = (schema: object): object => ({ 'application/json': { schema } });

/** What requests and answers of an operation of the same name are. */
const bodies: Readonly<Record<string, object>> = {
  byName: ref('Person'),
  inPlace: object({ id, name: text, secret }, 'id', 'name', 'secret'),
  closed: { ...object({ id, name: text, secret }, 'id', 'name', 'secret'), additionalProperties: false },
  open: { ...object({ id, name: text, secret }, 'id', 'name', 'secret'), additionalProperties: true },
  onlyMarked: object({ id, secret }, 'id', 'secret'),
  listed: { type: 'array', items: ref('Person') },
  mapped: { type: 'object', additionalProperties: ref('Person') },
  nested: object({ inner: object({ person: ref('Person') }, 'person') }, 'inner'),
  merged: { allOf: [ref('Person'), object({ note: text }, 'note')] },
  requiredElsewhere: { allOf: [ref('Person'), { required: ['id', 'secret'] }] },
  markedElsewhere: { allOf: [ref('Plain'), object({ id, secret })] },
  besideOpen: { allOf: [object({ id, secret }), { type: 'object', additionalProperties: text }] },
  requiredByAnother: {
    allOf: [object({ id, secret }), ref('Plain'), { anyOf: [object({ a: text }, 'a'), ref('Loose')] }],
  },
  notMerged: { allOf: [ref('Person'), { anyOf: [object({ a: text }, 'a'), ref('Loose')] }] },
  inUnion: { oneOf: [ref('Person'), object({ company: text }, 'company')] },
  ofAnyKind: { anyOf: [ref('Person'), ref('Loose')] },
  byReference: object({ id: ref('Id'), name: text, secret: { allOf: [ref('Secret')] } }, 'id', 'name', 'secret'),
  selected: {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind', mapping: { feline: '#/components/schemas/Cat' } },
  },
  recursive: ref('Folder'),
  nullable: { ...object({ id, name: text, secret }, 'id', 'name'), nullable: true },
  selectedByMarked: {
    oneOf: [ref('Circle'), ref('Square')],
    discriminator: { propertyName: 'shape' },
  },
};

const contract: Document = {
  openapi: '3.0.3',
  info: { title: 'Case', version: '1.0.0' },
  paths: Object.fromEntries(
    Object.entries(bodies).map(([operationId, schema]) => [
      `/${operationId}`,
      {
        post: {
          operationId,
          requestBody: { required: true, content: json(schema) },
          responses: { 200: { description: 'Fine', content: json(schema) } },
        },
      },
    ]),
  ),
  components: {
    schemas: {
      Id: id,
      Secret: secret,
      Person: object({ id, name: text, secret }, 'id', 'name', 'secret'),
      // The name that a variant of Person would have.
      PersonWritable: object({ other: text }),
      Plain: object({ id: text, name: text, secret: text }, 'id', 'name', 'secret'),
      Loose: { type: 'object', additionalProperties: true },
      Cat: object({ kind: text, id, secret, claws: text }, 'kind', 'id', 'secret', 'claws'),
      Dog: object({ kind: text, bark: text }, 'kind', 'bark'),
      Folder: object({ id, name: text, secret, folders: { type: 'array', items: ref('Folder') } }, 'id', 'secret'),
      Circle: object({ shape: id, radius: text }, 'shape', 'radius'),
      Square: object({ shape: id, side: text }, 'shape', 'side'),
      Untouched: object({ name: text }, 'name'),
    },
  },
};

let backend: Backend;
beforeAll(async () => {
  backend = await emitBackend(
    'directions',
    contract,
    Object.fromEntries(Object.keys(bodies).map((operationId) => [operationId, 'filled'])),
  );
});
afterAll(() => backend.project.remove());

/** What the service is given of a body. */
async function given(operation: string, body: unknown): Promise<unknown> {
  let seen: unknown = 'refused';
  backend.services[operation] = (input) => {
    seen = JSON.parse(JSON.stringify(input.body));
    throw new Error('seen');
  };
  await send(backend, operation, { body });
  return seen;
}

/** What the caller gets of what the service returns. */
async function answered(operation: string, body: unknown): Promise<unknown> {
  backend.services[operation] = () => ({ status: 200, body });
  // What the request must be is not the matter here.
  const answer = await send(backend, operation, { body: requests[operation]?.[0] });
  return answer.statusCode === 200 ? JSON.parse(answer.body) : answer.log;
}

type Pair = readonly [whole: unknown, directed: unknown];
const whole = { id: 'i', name: 'n', secret: 's' };
const sent = { name: 'n', secret: 's' };
const got = { id: 'i', name: 'n' };

/** By operation: what holds all properties, and what of it a service is given. */
const requests: Readonly<Record<string, Pair>> = {
  byName: [whole, sent],
  inPlace: [whole, sent],
  closed: [whole, sent],
  open: [
    { ...whole, more: 1 },
    { ...sent, more: 1 },
  ],
  onlyMarked: [whole, { secret: 's' }],
  listed: [[whole], [sent]],
  mapped: [{ a: whole }, { a: sent }],
  nested: [{ inner: { person: whole } }, { inner: { person: sent } }],
  merged: [
    { ...whole, note: 'x' },
    { ...sent, note: 'x' },
  ],
  requiredElsewhere: [whole, sent],
  markedElsewhere: [whole, sent],
  besideOpen: [
    { ...whole, more: 'm' },
    { secret: 's', name: 'n', more: 'm' },
  ],
  requiredByAnother: [
    { ...whole, a: 'x' },
    { ...sent, a: 'x' },
  ],
  notMerged: [
    { ...whole, a: 'x' },
    { ...sent, a: 'x' },
  ],
  inUnion: [whole, sent],
  ofAnyKind: [{ id: 'i', more: 1 }, { more: 1 }],
  byReference: [whole, sent],
  selected: [
    { kind: 'feline', claws: 'c', id: 'i', secret: 's' },
    { kind: 'feline', claws: 'c', secret: 's' },
  ],
  recursive: [
    { ...whole, folders: [{ ...whole, folders: [whole] }] },
    { ...sent, folders: [{ ...sent, folders: [sent] }] },
  ],
  nullable: [whole, sent],
  selectedByMarked: [{ shape: 'Square', side: 's' }, { side: 's' }],
};

/** What a caller gets of it, where that is not the request's counterpart. */
const answers: Readonly<Record<string, Pair>> = {
  byName: [whole, got],
  inPlace: [whole, got],
  closed: [whole, got],
  open: [
    { ...whole, more: 1 },
    { ...got, more: 1 },
  ],
  onlyMarked: [whole, { id: 'i' }],
  listed: [[whole], [got]],
  mapped: [{ a: whole }, { a: got }],
  nested: [{ inner: { person: whole } }, { inner: { person: got } }],
  merged: [
    { ...whole, note: 'x' },
    { ...got, note: 'x' },
  ],
  requiredElsewhere: [whole, got],
  markedElsewhere: [whole, got],
  besideOpen: [
    { ...whole, more: 'm' },
    { id: 'i', name: 'n', more: 'm' },
  ],
  requiredByAnother: [
    { ...whole, a: 'x' },
    { ...got, a: 'x' },
  ],
  notMerged: [
    { ...whole, a: 'x' },
    { ...got, a: 'x' },
  ],
  inUnion: [whole, got],
  ofAnyKind: [{ secret: 's', more: 1 }, { more: 1 }],
  byReference: [whole, got],
  selected: [
    { kind: 'feline', claws: 'c', id: 'i', secret: 's' },
    { kind: 'feline', claws: 'c', id: 'i' },
  ],
  recursive: [
    { ...whole, folders: [{ ...whole, folders: [whole] }] },
    { ...got, folders: [{ ...got, folders: [got] }] },
  ],
  nullable: [whole, got],
  selectedByMarked: [
    { shape: 'Square', side: 's' },
    { shape: 'Square', side: 's' },
  ],
};

describe('A readOnly property', () => {
  test.each(Object.entries(requests))(
    'never reaches the service, nor does the request need it: %s',
    async (one, pair) => {
      const [all, directed] = pair;
      expect(await given(one, all), 'sent').toEqual(directed);
      expect(await given(one, directed), 'not sent').toEqual(directed);
    },
  );

  test('is not checked, as nobody reads it', async () => {
    expect(await given('closed', { ...whole, id: 7 })).toEqual(sent);
  });

  test('is required of the answer', async () => {
    expect(await answered('byName', { name: 'n' })).toContain('id: Is required.');
  });
});

describe('A writeOnly property', () => {
  test.each(Object.entries(answers))('never reaches the caller, nor does the answer need it: %s', async (one, pair) => {
    const [all, directed] = pair;
    expect(await answered(one, all), 'returned').toEqual(directed);
    expect(await answered(one, directed), 'not returned').toEqual(directed);
  });

  test('is required of the request', async () => {
    expect(await given('byName', { name: 'n' })).toBe('refused');
  });
});

describe('The emitted schemas', () => {
  test('are two where the directions differ, under names that no other has', () => {
    const files = backend.project.files('generated/schemas');
    const index = files.get('index.ts') ?? '';
    const names = [...index.matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name);
    const expected =
      'Cat CatWritable Circle CircleWritable Dog Folder FolderWritable Id Loose Person PersonWritable PersonWritable2 ' +
      'Plain Secret Square SquareWritable Untouched';
    expect(names.toSorted()).toEqual(expected.split(' '));
    expect(files.get('person-writable.ts')).toContain('other: z.string().optional()');
  });

  test('type what a service is given and what it may return', { timeout: 60_000 }, async () => {
    const { project } = backend;
    project.write(
      'overrides/types.ts',
      `import type { ByNameService } from '../generated/operations/by-name/service.js';
import type { RecursiveService } from '../generated/operations/recursive/service.js';
export const right: ByNameService = async ({ body }) => ({ status: 200, body: { id: 'i', name: body.name + body.secret } });
// @ts-expect-error a readOnly property is none of the request
export const reads: ByNameService = async ({ body }) => ({ status: 200, body: { id: body.id, name: body.name } });
// @ts-expect-error a writeOnly property is none of the answer
export const tells: Awaited<ReturnType<ByNameService>> = { status: 200, body: { id: 'i', name: 'n', secret: 's' } };
export const deep: RecursiveService = async ({ body }) => ({ status: 200, body: { id: body.folders?.[0]?.secret ?? '' } });
// @ts-expect-error the same further inside
export const deepReads: RecursiveService = async ({ body }) => ({ status: 200, body: { id: body.folders?.[0]?.id ?? '' } });
`,
    );
    expect(await compile(project.folder, '--exactOptionalPropertyTypes')).toBe('');
  });
});
