import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDev, type DevServer } from '../support/dev-server.js';
import { temporaryProject } from '../support/project.js';

type Schema = Readonly<Record<string, unknown>>;

const code = { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' };
const strict = { type: 'object', additionalProperties: false };

/** Answers that an everyday word or the smallest number does not fit, by the path of their operation. */
const schemas: Readonly<Record<string, Schema>> = {
  pattern: code,
  'pattern-that-looks-ahead': {
    type: 'string',
    pattern: '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?!.*aaa)[A-Za-z\\d]+$',
    minLength: 12,
    maxLength: 20,
  },
  'two-patterns': {
    allOf: [
      { type: 'string', pattern: '^[a-f]+-' },
      { type: 'string', pattern: '-[0-9]{2}$' },
    ],
  },
  'unique-numbers': {
    type: 'array',
    minItems: 2,
    uniqueItems: true,
    items: { type: 'integer', minimum: 5, multipleOf: 7 },
  },
  'unique-codes': { type: 'array', minItems: 40, uniqueItems: true, items: code },
  'unique-objects': {
    type: 'array',
    minItems: 3,
    uniqueItems: true,
    items: { ...strict, required: ['on'], properties: { on: { type: 'string', format: 'date' }, code } },
  },
  'exclusive-union': {
    oneOf: [
      { ...strict, required: ['a'], properties: { a: { type: 'string' } } },
      { type: 'object', required: ['a', 'b'], properties: { a: { type: 'string', minLength: 3 }, b: code } },
    ],
  },
  'one-of-two-keys': {
    type: 'object',
    properties: { mail: { type: 'string', format: 'email' }, phone: { type: 'string' } },
    oneOf: [{ required: ['mail'] }, { required: ['phone'] }],
  },
  'exclusive-ranges': {
    oneOf: [
      { type: 'integer', minimum: 1, maximum: 10 },
      { type: 'integer', minimum: 0, maximum: 12 },
    ],
  },
  'number-between': { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.3, multipleOf: 0.1 },
  'counted-properties': {
    type: 'object',
    minProperties: 3,
    propertyNames: code,
    additionalProperties: { type: 'integer', minimum: 9 },
  },
  formats: {
    type: 'object',
    required: ['mail', 'link'],
    properties: {
      mail: { type: 'string', format: 'email', maxLength: 14 },
      link: { type: 'string', format: 'uri', minLength: 60, pattern: '^https:' },
    },
  },
  'long-text': { type: 'string', minLength: 500, pattern: '^[^\\s]+$' },
};

/** Answers that none is found for, and the part that the answer must name. */
const impossible: Readonly<Record<string, readonly [schema: Schema, part: string]>> = {
  contradiction: [
    {
      type: 'object',
      required: ['seats'],
      properties: { seats: { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'boolean' } } },
    },
    'body.seats: "uniqueItems" of openapi.json#/components/schemas/contradiction/properties/seats/uniqueItems',
  ],
  'back-reference': [
    {
      type: 'object',
      required: ['code'],
      properties: { code: { type: 'string', pattern: '^(\\d{9}|x{12}y)-\\1$' }, name: { type: 'string' } },
    },
    'body.code: "pattern" of openapi.json#/components/schemas/back-reference/properties/code/pattern',
  ],
  hostile: [
    { type: 'string', pattern: '^((q{0,100}){0,100}){0,100}!z$' },
    'body: "pattern" of openapi.json#/components/schemas/hostile/pattern',
  ],
};

const operation = (name: string): Schema => ({
  get: {
    operationId: `get-${name}`,
    responses: {
      '200': {
        description: 'An answer.',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
      },
    },
  },
});

function contractOf(all: Readonly<Record<string, Schema>>): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Hard answers', version: '1' },
    paths: Object.fromEntries(Object.keys(all).map((name) => [`/${name}`, operation(name)])),
    components: { schemas: all },
  });
}

describe('--mock', () => {
  const project = temporaryProject('mock');
  let server: DevServer;

  beforeAll(async () => {
    const without = Object.fromEntries(Object.entries(impossible).map(([name, [schema]]) => [name, schema]));
    project.write('contract/openapi.json', contractOf({ ...schemas, ...without }));
    server = await startDev(project.folder, '--mock', '--contract', 'contract/openapi.json', '--in-memory');
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    project.remove();
  });

  // The runtime refuses to send what does not fit: 200 says that it does.
  test.each(Object.keys(schemas))('answers %s with a value that fits', async (name) => {
    const answer = await fetch(`${server.url}/${name}`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(await answer.json()).not.toBeNull();
  });

  test.each(Object.entries(impossible))('says which part of %s it found no value for', async (name, [, part]) => {
    const answer = await fetch(`${server.url}/${name}`);
    expect([answer.status, await answer.text()]).toEqual([
      501,
      expect.stringContaining(JSON.stringify(part).slice(1, -1)),
    ]);
    expect(server.log()).not.toContain('The service broke the contract');
  });
});

describe('keys that no schema declares', () => {
  const notes = (settings: object): string =>
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Notes', version: '1' },
      'x-authwright': settings,
      paths: {
        '/note': {
          get: {
            operationId: 'getNote',
            responses: {
              '200': {
                description: 'A note.',
                content: {
                  'application/json': {
                    schema: { type: 'object', properties: { text: { type: 'string' } } },
                    example: { text: 'x', more: { a: 1 } },
                  },
                },
              },
            },
          },
        },
      },
    });

  test.each([
    ['are dropped', {}, { text: 'x' }],
    ['are kept by a setting', { undeclaredKeys: 'keep' }, { text: 'x', more: { a: 1 } }],
  ])('%s', async (_what, settings, sent) => {
    const project = temporaryProject('keys');
    project.write('contract/openapi.json', notes(settings));
    const server = await startDev(project.folder, '--mock', '--contract', 'contract/openapi.json', '--in-memory');
    try {
      expect(await (await fetch(`${server.url}/note`)).json()).toEqual(sent);
    } finally {
      await server.stop();
      project.remove();
    }
  });
});
