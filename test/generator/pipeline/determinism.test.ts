import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { authwright, repository, temporaryProject } from '../../support/project.js';
import { bundledOwnContract } from './bundle.js';
import { planContract, planFolder, withoutInputs } from './plan.js';

/** Two of each thing whose order must not matter. */
const sample = `openapi: 3.1.0
info: { title: Order API, version: 1.0.0 }
tags: [{ name: B }, { name: A }]
paths:
  /b/{id}:
    put:
      operationId: putB
      tags: [B]
      security: [{ key: [] }, { token: [] }]
      parameters: [{ $ref: '#/components/parameters/Id' }, { $ref: '#/components/parameters/Page' }]
      requestBody: { $ref: '#/components/requestBodies/Both' }
      responses:
        default: { $ref: '#/components/responses/Failed' }
        '4XX': { $ref: '#/components/responses/Refused' }
        '404': { $ref: '#/components/responses/Failed' }
        '200': { $ref: '#/components/responses/Done' }
  /a:
    post:
      operationId: postA
      tags: [A]
      requestBody: { $ref: '#/components/requestBodies/Form' }
      responses:
        '204': { description: Nothing. }
        '201': { $ref: '#/components/responses/Done' }
components:
  parameters:
    Page: { name: page, in: query, schema: { type: integer, default: 1 } }
    Id: { name: id, in: path, required: true, schema: { type: string } }
  headers:
    Two: { schema: { type: string } }
    One: { required: true, schema: { type: integer } }
  requestBodies:
    Both:
      content:
        application/merge-patch+json: { schema: { $ref: '#/components/schemas/Zebra' } }
        application/json: { schema: { $ref: '#/components/schemas/Ape' } }
        text/plain: { schema: { type: string } }
    Form: { content: { multipart/form-data: { schema: { $ref: '#/components/schemas/Ape' } }, application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Ape' } } } }
  responses:
    Refused: { description: Refused., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    Failed: { description: Failed., content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } } }
    Done:
      description: Done.
      headers: { x-two: { $ref: '#/components/headers/Two' }, x-one: { $ref: '#/components/headers/One' } }
      content:
        text/plain: { schema: { type: string } }
        application/json: { schema: { $ref: '#/components/schemas/Zebra' }, examples: { b: { $ref: '#/components/examples/B' }, a: { $ref: '#/components/examples/A' } } }
  examples:
    B: { value: { name: b } }
    A: { value: { name: a } }
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: x-key }
  schemas:
    Zebra: { type: object, required: [name], properties: { name: { type: string }, next: { $ref: '#/components/schemas/Ape' } } }
    Problem: { type: object, required: [title], properties: { title: { type: string } } }
    Fault: { type: object, required: [error, message], properties: { error: { type: string }, message: { type: string } } }
    Ape: { type: object, properties: { z: { $ref: '#/components/schemas/Zebra' }, a: { type: string } } }
`;

const unordered = new Set(['paths', 'components', 'responses', 'content']);

/** The same document with the maps whose order means nothing in another order. */
function shuffled(value: unknown, order: (count: number) => number, key = '', parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, item]) =>
      [name, parent === 'properties' ? shuffled(item, order) : shuffled(item, order, name, key)] as const,
  );
  if (parent === 'properties' || !(unordered.has(key) || parent === 'components')) return Object.fromEntries(entries);
  const mixed: (readonly [string, unknown])[] = [];
  for (const entry of entries) mixed.splice(order(mixed.length + 1), 0, entry);
  return Object.fromEntries(mixed);
}

/** Pseudo-random places, the same in every run (mulberry32). */
function placesOf(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

const orders = [() => 0, placesOf(1), placesOf(2)];

test('two runs of one contract are equal to the byte, manifest and all', async () => {
  const [first, second] = [
    await planContract({ 'openapi.yaml': sample }),
    await planContract({ 'openapi.yaml': sample }),
  ];
  expect(first.errors).toEqual([]);
  expect(second).toEqual(first);
});

test('the order of paths, components, responses and media types leaves no trace', async () => {
  const document: unknown = parse(sample);
  const expected = withoutInputs(await planContract({ 'openapi.yaml': sample }));
  for (const order of orders) {
    const contract = shuffled(document, order) as object;
    expect(JSON.stringify(contract)).not.toBe(JSON.stringify(document));
    expect(withoutInputs(await planContract({ 'openapi.yaml': contract }))).toEqual(expected);
  }
});

/** Names that meet: in one document, and in two files that both define Item and Node. */
const colliding = {
  'openapi.yaml': {
    openapi: '3.1.0',
    info: { title: 'Names', version: '1' },
    paths: {
      '/a': { get: reading('get-item', './left.yaml#/Item'), put: reading('getItem', './right.yaml#/Item') },
      '/b': {
        get: reading('GETItem', '#/components/schemas/payment_method'),
        post: reading('获取', './left.yaml#/Node'),
      },
      '/c': { get: reading('получить', './right.yaml#/Node'), put: reading('get_item', '#/components/schemas/Item') },
    },
    components: {
      schemas: {
        payment_method: { type: 'string' },
        PaymentMethod: { type: 'integer' },
        PAYMENTMETHOD: { type: 'boolean' },
        Item: { type: 'object', properties: { own: { type: 'string' } } },
        Pinned: { type: 'number', 'x-authwright-name': 'Item2' },
      },
    },
  },
  'left.yaml': {
    Item: { type: 'object', properties: { left: { type: 'string' } } },
    Node: { type: 'object', properties: { left: { $ref: '#/Node' } } },
  },
  'right.yaml': {
    Item: { type: 'object', properties: { right: { type: 'string' } } },
    Node: { type: 'object', properties: { right: { $ref: '#/Node' } } },
  },
} as const;

function reading(operationId: string, schema: string): object {
  const content = { 'application/json': { schema: { $ref: schema } } };
  return { operationId, responses: { 200: { description: 'Read.', content } } };
}

test('names that meet do not depend on the order of the document', async () => {
  const { 'openapi.yaml': document, ...others } = colliding;
  const plan = async (contract: object) => withoutInputs(await planContract({ 'openapi.yaml': contract, ...others }));
  const expected = await plan(document);
  const names = [...expected.keys()].filter((path) => path.startsWith('schemas/')).sort();
  expect(names).toEqual(
    ['index', 'item-2', 'item-3', 'item', 'item2', 'node-2', 'node', 'payment-method-2', 'payment-method']
      .concat(['paymentmethod'])
      .map((name) => `schemas/${name}.ts`),
  );
  // The pinned name is taken before any number is given.
  expect(expected.get('schemas/item2.ts')).toContain('export const Item2 = z.number()');
  expect(expected.get('schemas/item.ts')).toContain('own:');
  expect(expected.get('schemas/payment-method.ts')).toContain('export const PaymentMethod = z.int()');
  for (const order of orders) expect(await plan(shuffled(document, order, '', '') as object)).toEqual(expected);
  const swapped = { ...document, paths: Object.fromEntries(Object.entries(document.paths).toReversed()) };
  expect(await plan(swapped)).toEqual(expected);
});

test('properties keep the order of their author', async () => {
  const { files } = await planContract({ 'openapi.yaml': sample });
  expect(files.get('schemas/ape.ts')).toMatch(/\bz\b[^]*\ba: z\.string/);
});

test('this project’s own contract in one document and in any order gives what its files give', async () => {
  const expected = withoutInputs(await planFolder(repository));
  const document = bundledOwnContract();
  expect(withoutInputs(await planContract({ 'openapi.yaml': document }))).toEqual(expected);
  const mixed = shuffled(document, placesOf(3)) as object;
  expect(withoutInputs(await planContract({ 'openapi.yaml': mixed }))).toEqual(expected);
});

test('a contract as JSON gives what it gives as YAML', async () => {
  const json = await planContract({ 'openapi.json': parse(sample) as object });
  expect(withoutInputs(json)).toEqual(withoutInputs(await planContract({ 'openapi.yaml': sample })));
});

test('the output bears no version, no date and no folder of this machine', async () => {
  const { files } = await planContract({ 'openapi.yaml': sample.replace('version: 1.0.0', 'version: v') });
  const text = [...files.values()].join('\n');
  for (const trace of [
    repository,
    tmpdir(),
    process.cwd(),
    '0.1.0',
    process.version,
    new Date().toISOString().slice(0, 10),
  ]) {
    expect(text).not.toContain(trace);
  }
});

test('running elsewhere with absolute paths gives the same bytes', async () => {
  const project = temporaryProject('elsewhere');
  project.write('contract/openapi.yaml', sample);
  mkdirSync(project.path('other'));
  expect((await authwright(project.folder, 'generate')).code).toBe(0);
  const here = project.files('generated');
  const paths = ['contract', 'overrides', 'out'].flatMap((name) => [
    `--${name}`,
    project.path({ contract: 'contract/openapi.yaml', overrides: 'overrides', out: 'generated' }[name] ?? ''),
  ]);
  const { code, stdout } = await authwright(project.path('other'), 'check', ...paths);
  expect([code, stdout]).toEqual([0, expect.stringContaining('in sync')]);
  expect(project.files('generated')).toEqual(here);
  project.remove();
});
