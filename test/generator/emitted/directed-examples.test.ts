import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit, type Document } from './backend.js';

const text = { type: 'string' };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object, example?: object): object => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});

/** One example for both directions, as authors write it. */
const whole = { id: 'p1', name: 'Ada', secret: 'hidden', pet: { tag: 't1', name: 'Rex' } };

const contract: Document = {
  openapi: '3.1.0',
  info: { title: 'Case', version: '1.0.0' },
  'x-authwright': {
    name: 'case',
    entities: {
      Account: {
        type: 'object',
        required: ['accountId', 'owner'],
        properties: { accountId: text, owner: ref('Person'), pet: ref('Pet') },
        'x-authwright-entity': { name: 'Account', pk: 'A#{accountId}', sk: 'A' },
      },
    },
  },
  paths: {
    '/people': {
      post: {
        operationId: 'createPerson',
        security: [],
        'x-authwright-repository': { Account: ['create'] },
        requestBody: { required: true, content: json(ref('Person'), whole) },
        responses: {
          200: { description: 'It was there.', content: { ...json(ref('Person')), 'text/plain': { schema: text } } },
          201: { description: 'The person.', content: { 'text/csv': { schema: text }, ...json(ref('Person'), whole) } },
        },
      },
    },
    '/pets': {
      post: {
        operationId: 'createPet',
        security: [],
        requestBody: { required: true, content: json(ref('Pet')) },
        responses: { 201: { description: 'All pets.', content: json({ type: 'array', items: ref('Pet') }) } },
      },
    },
  },
  components: {
    schemas: {
      Person: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'name', 'secret'],
        properties: {
          id: { ...text, readOnly: true },
          name: text,
          secret: { ...text, writeOnly: true },
          pet: ref('Pet'),
        },
      },
      person: { type: 'object', properties: { shade: { ...text, readOnly: true } } },
      Pet: {
        type: 'object',
        required: ['tag', 'name'],
        properties: { tag: { ...text, readOnly: true }, name: text },
        examples: [{ tag: 't2', name: 'Tom' }],
      },
    },
  },
};

let project: TemporaryProject;
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  project = temporaryProject('directed-examples');
  await emit(project, contract);
  files = project.files('generated');
});
afterAll(() => project.remove());

describe('An example of both directions', () => {
  test('is sent without what only answers hold', () => {
    const sent = `{ name: 'Ada', secret: 'hidden', pet: { name: 'Rex' } }`;
    expect(files.get('contract-tests/create-person.test.ts')).toContain(`request: { body: ${sent} }`);
    expect(files.get('contract-tests/create-pet.test.ts')).toContain(`request: { body: { name: 'Tom' } }`);
    expect(files.get('operations/create-person/README.md')).toContain(
      `'{"name":"Ada","secret":"hidden","pet":{"name":"Rex"}}'`,
    );
  });
});

describe('An entity', () => {
  test('stores what both directions hold', () => {
    const account = files.get('entities/account.ts');
    expect(account).toContain('owner: PersonStored;');
    // Nothing of it is hidden from answers: what is answered is all there is.
    expect(account).toContain('pet?: Pet | undefined;');
    expect(files.get('schemas/person-stored.ts')).toMatch(/id: .*\n.*name: .*\n.*secret: .*\n.*pet: Pet\b/);
  });
});

test('Names and output do not depend on the order of the document', async () => {
  const reversed = (value: unknown, depth: number): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && depth > 0
      ? Object.fromEntries(
          Object.entries(value)
            .toReversed()
            .map(([key, item]) => [key, key === 'schema' || key === 'example' ? item : reversed(item, depth - 1)]),
        )
      : value;
  const other = temporaryProject('directed-examples-reversed');
  const paths = reversed(contract['paths'], 6);
  await emit(other, { ...contract, paths, components: reversed(contract['components'], 2) });
  const shuffled = other.files('generated');
  other.remove();
  const emitted = (all: ReadonlyMap<string, string>): object =>
    Object.fromEntries([...all].filter(([path]) => path !== 'manifest.json'));
  expect(emitted(shuffled)).toEqual(emitted(files));
  expect([...files.keys()].filter((path) => path.startsWith('schemas/person'))).toEqual([
    'schemas/person-2.ts',
    'schemas/person-stored.ts',
    'schemas/person-writable.ts',
    'schemas/person.ts',
  ]);
});
