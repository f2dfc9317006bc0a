import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitBackend, send, type Backend, type Document } from './backend.js';

const text = { type: 'string' };
const integer = { type: 'integer' };
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

const forms: Readonly<Record<string, object>> = {
  fields: {
    type: 'object',
    required: ['least'],
    properties: {
      least: { anyOf: [{ type: 'integer', maximum: 10 }, text] },
      either: { type: ['integer', 'boolean', 'null'] },
      parts: { allOf: [integer, { minimum: 3 }] },
      levels: { type: 'array', items: { oneOf: [integer, { type: 'string', enum: ['all'] }] } },
      size: { type: 'integer', default: 20 },
      order: { allOf: [ref('Order')], default: 'up' },
      id: { type: 'integer', readOnly: true },
    },
  },
  animal: {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind', mapping: { feline: '#/components/schemas/Cat' } },
  },
  alias: ref('Alias'),
  inherited: { allOf: [ref('Animal'), { anyOf: [{ type: 'object', properties: { age: integer } }, ref('Loose')] }] },
};

const contract: Document = {
  openapi: '3.1.0',
  info: { title: 'Case', version: '1.0.0' },
  paths: Object.fromEntries(
    Object.entries(forms).map(([operationId, schema]) => [
      `/${operationId}`,
      {
        post: {
          operationId,
          security: [],
          requestBody: {
            required: true,
            content: { 'application/x-www-form-urlencoded': { schema }, 'multipart/form-data': { schema } },
          },
          responses: { 204: { description: 'Done.' } },
        },
      },
    ]),
  ),
  components: {
    schemas: {
      Order: { type: 'string', enum: ['up', 'down'] },
      Animal: { type: 'object', required: ['name'], properties: { name: text, legs: integer } },
      Cat: { type: 'object', required: ['kind', 'claws'], properties: { kind: text, claws: integer, mark: integer } },
      Dog: {
        type: 'object',
        required: ['kind', 'loud'],
        properties: { kind: text, loud: { type: 'boolean' }, mark: { type: 'string', pattern: '^[0-9]+$' } },
      },
      Loose: { type: 'object', properties: { more: text } },
      Alias: ref('Named'),
      Named: ref('Animal'),
    },
  },
};

let backend: Backend;
beforeAll(async () => {
  backend = await emitBackend(
    'forms',
    contract,
    Object.fromEntries(Object.keys(forms).map((operation) => [operation, 'filled'])),
  );
});
afterAll(() => backend.project.remove());

type Fields = readonly (readonly [name: string, value: string])[];

const boundary = 'xyz';
const encodings: Readonly<Record<string, (fields: Fields) => { readonly type: string; readonly body: string }>> = {
  'a form': (fields) => ({
    type: 'application/x-www-form-urlencoded',
    body: fields.map((field) => field.map(encodeURIComponent).join('=')).join('&'),
  }),
  multipart: (fields) => {
    const parts = fields.map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
  },
};

/** What the service is given, or the answer that refuses it. */
async function given(operation: string, fields: Fields, encoding: string): Promise<unknown> {
  let seen: unknown;
  backend.services[operation] = (input) => {
    seen = JSON.parse(JSON.stringify(input.body));
    return { status: 204 };
  };
  const { type, body } = encodings[encoding]?.(fields) ?? { type: '', body: '' };
  const answer = await send(backend, operation, { headers: { 'content-type': type }, body });
  return seen ?? answer.body;
}

const defaults = { size: 20, order: 'up' };

describe.each(Object.keys(encodings))('The fields of %s', (encoding) => {
  const rows: readonly (readonly [operation: string, fields: Fields, input: unknown])[] = [
    ['fields', [['least', '7']], { least: 7, ...defaults }],
    ['fields', [['least', '99']], { least: '99', ...defaults }],
    ['fields', [['least', 'few']], { least: 'few', ...defaults }],
    [
      'fields',
      [
        ['least', '99'],
        ['either', 'true'],
        ['parts', '4'],
      ],
      { least: '99', either: true, parts: 4, ...defaults },
    ],
    [
      'fields',
      [
        ['least', '1'],
        ['levels', '1'],
        ['levels', 'all'],
      ],
      { least: 1, levels: [1, 'all'], ...defaults },
    ],
    [
      'fields',
      [
        ['least', '1'],
        ['size', '5'],
        ['order', 'down'],
      ],
      { least: 1, size: 5, order: 'down' },
    ],
    [
      'fields',
      [
        ['least', '1'],
        ['id', '5'],
      ],
      { least: 1, ...defaults },
    ],
    [
      'animal',
      [
        ['kind', 'feline'],
        ['claws', '18'],
        ['mark', '7'],
      ],
      { kind: 'feline', claws: 18, mark: 7 },
    ],
    [
      'animal',
      [
        ['kind', 'Dog'],
        ['loud', 'false'],
        ['mark', '7'],
      ],
      { kind: 'Dog', loud: false, mark: '7' },
    ],
    [
      'alias',
      [
        ['name', '1'],
        ['legs', '4'],
      ],
      { name: '1', legs: 4 },
    ],
    [
      'inherited',
      [
        ['name', '1'],
        ['legs', '4'],
        ['age', '2'],
        ['more', '3'],
      ],
      { name: '1', legs: 4, age: 2, more: '3' },
    ],
  ];
  test.each(rows)('are read by what the schema allows: %s %j', async (operation, fields, input) => {
    expect(await given(operation, fields, encoding)).toEqual(input);
  });

  const refused: readonly (readonly [operation: string, fields: Fields, field: string])[] = [
    [
      'fields',
      [
        ['least', '1'],
        ['parts', '2'],
      ],
      'parts',
    ],
    [
      'fields',
      [
        ['least', '1'],
        ['either', 'some'],
      ],
      'either',
    ],
    [
      'fields',
      [
        ['least', '1'],
        ['levels', 'none'],
      ],
      'levels[0]',
    ],
    [
      'animal',
      [
        ['kind', 'feline'],
        ['claws', 'many'],
      ],
      'claws',
    ],
  ];
  test.each(refused)('are refused by their names: %s %j', async (operation, fields, field) => {
    expect(await given(operation, fields, encoding)).toContain(`"${field}"`);
  });
});
