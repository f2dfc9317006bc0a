/** A schema with the values that its emitted model must accept (and what it makes of them) and refuse. */
export interface Row {
  readonly name: string;
  /** As JSON Schema of the dialect. */
  readonly schema: object | boolean;
  /** Where only one dialect can say it. */
  readonly only?: '3.0' | '3.1';
  /** A value, or a pair of a value and what becomes of it; see `gives`. */
  readonly accept?: readonly unknown[];
  readonly refuse?: readonly unknown[];
}

/** A value that does not stay as it is. */
export class Gives {
  constructor(
    readonly value: unknown,
    readonly result: unknown,
  ) {}
}

const gives = (value: unknown, result: unknown): Gives => new Gives(value, result);
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (text: string): unknown => JSON.parse(text);

/** A chain of that many links. */
function chain(links: number): object {
  let value: object = { value: 0 };
  for (let link = 1; link < links; link += 1) value = { value: link, next: value };
  return value;
}

/** Schemas that rows refer to: recursive ones above all. */
export const components: Readonly<Record<string, object>> = {
  Name: { type: 'string', minLength: 1 },
  Colour: { type: 'string', enum: ['red', 'green'] },
  Base: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } },
  Named: { type: 'object', required: ['name'], properties: { name: ref('Name') } },
  Closed: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } }, additionalProperties: false },
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { type: 'string', enum: ['cat'] }, lives: { type: 'integer' } },
  },
  Dog: {
    type: 'object',
    required: ['kind', 'tricks'],
    properties: { kind: { type: 'string', enum: ['dog'] }, tricks: { type: 'array', items: { type: 'string' } } },
  },
  Pet: {
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { propertyName: 'kind' },
  },
  Tame: { allOf: [ref('Cat'), { type: 'object', required: ['owner'], properties: { owner: ref('Name') } }] },
  TameOrDog: { oneOf: [ref('Tame'), ref('Dog')], discriminator: { propertyName: 'kind' } },
  Chain: { type: 'object', required: ['value'], properties: { value: { type: 'integer' }, next: ref('Chain') } },
  Tree: {
    type: 'object',
    required: ['children'],
    additionalProperties: false,
    properties: { label: { type: 'string' }, children: { type: 'array', items: ref('Tree') } },
  },
  Hen: { type: 'object', properties: { lays: ref('Egg') } },
  Egg: { type: 'object', properties: { hatches: ref('Hen'), laidBy: { type: 'array', items: ref('Hen') } } },
  Menu: {
    type: 'object',
    required: ['title'],
    properties: { title: { type: 'string' }, entries: { type: 'object', additionalProperties: ref('Menu') } },
  },
  Json: {
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: ref('Json') },
      { type: 'object', additionalProperties: ref('Json') },
    ],
  },
  Filter: { anyOf: [{ type: 'string' }, ref('AllFilter')] },
  AllFilter: { type: 'object', required: ['all'], properties: { all: { type: 'array', items: ref('Filter') } } },
  ListOfLists: { type: 'array', items: ref('ListOfLists') },
  Employee: { allOf: [ref('Base'), { type: 'object', properties: { boss: ref('Employee') } }] },
  // Names that JavaScript, TypeScript, zod or the templates use themselves.
  Error: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
  Promise: { type: 'object', required: ['kept'], properties: { kept: { type: 'boolean' } } },
  z: { type: 'string', minLength: 1 },
  Date: { type: 'string', format: 'date' },
  default: { type: 'integer' },
  string: { type: 'object', additionalProperties: { type: 'string' } },
  Record: { type: 'array', items: ref('Object') },
  Object: { type: 'object', properties: { date: ref('Date'), owner: ref('Promise') } },
  Array: { type: 'array', items: ref('z') },
  Uint8Array: { type: 'object', properties: { deep: ref('Uint8Array'), list: ref('Array') } },
};

const strings: readonly Row[] = [
  { name: 'a string', schema: { type: 'string' }, accept: ['', 'x', '1'], refuse: [1, true, null, [], {}, undefined] },
  {
    name: 'a string length in code points, an emoji being one',
    schema: { type: 'string', minLength: 2, maxLength: 2 },
    accept: ['ab', '😀😀', '👍🏽'],
    refuse: ['a', '😀', 'abc', '👨‍👩‍👧'],
  },
  {
    name: 'a combining mark as a code point of its own',
    schema: { type: 'string', maxLength: 1 },
    accept: ['\u00e9', ''],
    refuse: ['e\u0301'],
  },
  { name: 'a length of zero at most', schema: { type: 'string', maxLength: 0 }, accept: [''], refuse: ['a'] },
  {
    name: 'a pattern with Unicode properties',
    schema: { type: 'string', pattern: "^[\\p{L}\\p{M} '-]+$" },
    accept: ['Zoë', "O'Neil", 'Ольга', '李', 'Jose\u0301'],
    refuse: ['', 'a1', 'a_b', 'x\n'],
  },
  {
    name: 'a pattern with lookbehind',
    schema: { type: 'string', pattern: '(?<!un)safe$' },
    accept: ['safe', 'very safe'],
    refuse: ['unsafe'],
  },
  {
    name: 'a pattern with a slash',
    schema: { type: 'string', pattern: '^https?://[^/]+/$' },
    accept: ['http://a/'],
    refuse: ['http:/a/', 'https://a'],
  },
  { name: 'a pattern that is not anchored', schema: { type: 'string', pattern: 'b' }, accept: ['abc'], refuse: ['ac'] },
  {
    name: 'a pattern that only holds without the u flag',
    schema: { type: 'string', pattern: '^[\\w-.]+$' },
    accept: ['a-b.c'],
    refuse: ['a b'],
  },
  {
    name: 'a pattern with quotes, a backtick and a comment end',
    schema: { type: 'string', pattern: '^[\'"`]\\*/\\$\\{x\\}$' },
    accept: ['`*/${x}', '"*/${x}'],
    refuse: ['*/${x}'],
  },
  {
    name: 'a pattern over a line break',
    schema: { type: 'string', pattern: '^a\nb$' },
    accept: ['a\nb'],
    refuse: ['ab'],
  },
  { name: 'an empty pattern', schema: { type: 'string', pattern: '' }, accept: ['', 'x'], refuse: [1] },
  {
    name: 'the format email',
    schema: { type: 'string', format: 'email' },
    accept: ['a@example.com', "o'neil+tag@sub.example.co"],
    refuse: ['', 'a', 'a@', '@example.com', 'a b@example.com', 'a@example.com\nb'],
  },
  {
    name: 'the format uuid, of whatever version',
    schema: { type: 'string', format: 'uuid' },
    accept: ['00000000-0000-0000-0000-000000000000', 'F47AC10B-58CC-4372-A567-0E02B2C3D479'],
    refuse: ['f47ac10b58cc4372a5670e02b2c3d479', 'g47ac10b-58cc-4372-a567-0e02b2c3d479', ''],
  },
  {
    name: 'the format date, of days that exist',
    schema: { type: 'string', format: 'date' },
    accept: ['2026-01-31', '2024-02-29'],
    refuse: ['2026-02-30', '2023-02-29', '2026-1-1', '20260101', '2026-01-31T00:00:00Z'],
  },
  {
    name: 'the format date-time, with an offset',
    schema: { type: 'string', format: 'date-time' },
    accept: ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123456+02:00'],
    refuse: [
      '2026-01-31T12:00:00',
      '2026-01-31',
      '2026-01-31 12:00:00Z',
      '2026-02-30T12:00:00Z',
      '2026-01-31T25:00:00Z',
    ],
  },
  {
    name: 'the format date-time, whose seconds are not optional (RFC 3339, 5.6)',
    schema: { type: 'string', format: 'date-time' },
    refuse: ['2026-01-31T12:00Z'],
  },
  {
    name: 'the format uri',
    schema: { type: 'string', format: 'uri' },
    accept: ['https://example.com/a?b#c', 'urn:isbn:0451450523', 'mailto:a@example.com'],
    refuse: ['example.com', '/relative', '', 'not a uri'],
  },
  {
    name: 'the format uri, which holds no white space',
    schema: { type: 'string', format: 'uri' },
    refuse: [' https://example.com', 'https://example.com\n'],
  },
  {
    name: 'the format byte',
    schema: { type: 'string', format: 'byte' },
    accept: ['', 'aGVsbG8=', 'aGVsbG8h'],
    refuse: ['aGVsbG8', '!!!!', 'aGVs bG8='],
  },
  {
    name: 'the format ipv4',
    schema: { type: 'string', format: 'ipv4' },
    accept: ['192.0.2.1', '0.0.0.0'],
    refuse: ['256.0.0.1', '1.2.3', '::1'],
  },
  {
    name: 'the format ipv6',
    schema: { type: 'string', format: 'ipv6' },
    accept: ['2001:db8::1', '::1'],
    refuse: ['1.2.3.4', ':::', '2001:db8::g'],
  },
  { name: 'a format nobody knows', schema: { type: 'string', format: 'colour' }, accept: ['blue'], refuse: [1] },
  {
    name: 'a format with a length and a pattern beside it',
    schema: { type: 'string', format: 'email', maxLength: 15, pattern: 'example' },
    accept: ['a@example.com'],
    refuse: ['a@example.com.example', 'a@other.com', 'example'],
  },
  {
    name: 'a default for a string that is left out',
    schema: { type: 'object', properties: { a: { type: 'string', default: "it's `${x}`" } } },
    accept: [gives({}, { a: "it's `${x}`" }), { a: 'x' }],
    refuse: [{ a: null }],
  },
];

const numbers: readonly Row[] = [
  {
    name: 'a number',
    schema: { type: 'number' },
    accept: [0, -1.5, 1e300],
    refuse: ['1', null, true, Number.NaN, Number.POSITIVE_INFINITY],
  },
  {
    name: 'an integer, which 1.0 is and 1.5 is not',
    schema: { type: 'integer' },
    accept: [1, -0, json('1.0')],
    refuse: [1.5, '1', true],
  },
  {
    name: 'an int32 within its range',
    schema: { type: 'integer', format: 'int32' },
    accept: [2_147_483_647, -2_147_483_648],
    refuse: [2_147_483_648, -2_147_483_649, 0.5],
  },
  {
    name: 'inclusive bounds',
    schema: { type: 'number', minimum: 1, maximum: 2 },
    accept: [1, 2, 1.5],
    refuse: [0.999, 2.001],
  },
  { name: 'bounds of zero', schema: { type: 'integer', minimum: 0, maximum: 0 }, accept: [0], refuse: [-1, 1] },
  {
    name: 'exclusive bounds of OpenAPI 3.0',
    only: '3.0',
    schema: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true },
    accept: [0.5],
    refuse: [0, 1],
  },
  {
    name: 'bounds that OpenAPI 3.0 calls not exclusive',
    only: '3.0',
    schema: { type: 'number', minimum: 0, exclusiveMinimum: false },
    accept: [0],
    refuse: [-1],
  },
  {
    name: 'exclusive bounds of OpenAPI 3.1',
    only: '3.1',
    schema: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    accept: [0.5],
    refuse: [0, 1],
  },
  {
    name: 'a multiple of 0.1, in spite of binary fractions',
    schema: { type: 'number', multipleOf: 0.1 },
    accept: [0.3, 1.1, 19.9, 0, -0.7],
    refuse: [0.25, 1.01],
  },
  {
    name: 'a multiple of a cent',
    schema: { type: 'number', multipleOf: 0.01 },
    accept: [19.99, 4.35, 1.15],
    refuse: [0.001],
  },
  {
    name: 'a default of zero',
    schema: { type: 'object', properties: { a: { type: 'integer', default: 0 } } },
    accept: [gives({}, { a: 0 })],
  },
  { name: 'a boolean', schema: { type: 'boolean' }, accept: [true, false], refuse: ['true', 0, 1, null] },
  {
    name: 'a default of false',
    schema: { type: 'object', properties: { a: { type: 'boolean', default: false } } },
    accept: [gives({}, { a: false }), { a: true }],
  },
];

const values: readonly Row[] = [
  {
    name: 'an enum',
    schema: { type: 'string', enum: ['a', "it's", '${x}'] },
    accept: ['a', "it's", '${x}'],
    refuse: ['b', 'A', null],
  },
  { name: 'an enum of numbers', schema: { type: 'integer', enum: [1, 2] }, accept: [1, 2], refuse: [3, '1'] },
  { name: 'an enum of one', schema: { enum: ['only'] }, accept: ['only'], refuse: ['other'] },
  {
    name: 'an enum of mixed scalars',
    schema: { enum: ['1', 1, true] },
    accept: ['1', 1, true],
    refuse: [2, false, 'true'],
  },
  {
    name: 'an enum with objects and lists, equal whatever the order of keys',
    only: '3.1',
    schema: { enum: [{ a: 1, b: [2] }, [1, 2], 'x', null] },
    accept: [{ b: [2], a: 1 }, [1, 2], 'x', null],
    refuse: [{ a: 1 }, [2, 1], {}, undefined],
  },
  {
    name: 'null in an enum',
    only: '3.1',
    schema: { enum: ['a', null] },
    accept: ['a', null],
    refuse: ['null', undefined],
  },
  {
    name: 'null in an enum of a nullable schema',
    only: '3.0',
    schema: { type: 'string', nullable: true, enum: ['a', null] },
    accept: ['a', null],
    refuse: ['b', ''],
  },
  {
    name: 'null in an enum of a schema that is not nullable',
    only: '3.0',
    schema: { type: 'string', enum: ['a', null] },
    accept: ['a'],
    refuse: [null],
  },
  {
    name: 'nullable',
    only: '3.0',
    schema: { type: 'string', nullable: true },
    accept: ['a', null],
    refuse: [1, undefined],
  },
  {
    name: 'nullable around a reference, without a type beside it',
    only: '3.0',
    schema: { nullable: true, allOf: [ref('Base')] },
    accept: [{ id: 1 }],
    refuse: [{}, 'x', null],
  },
  {
    name: 'nullable around a reference, beside a type',
    only: '3.0',
    schema: { type: 'object', nullable: true, allOf: [ref('Base')] },
    accept: [{ id: 1 }, null],
    refuse: [{}, 'x'],
  },
  { name: 'the type null', only: '3.1', schema: { type: 'null' }, accept: [null], refuse: ['null', 0, undefined, {}] },
  {
    name: 'a list of types',
    only: '3.1',
    schema: { type: ['string', 'null'] },
    accept: ['', null],
    refuse: [1, undefined],
  },
  {
    name: 'a list of types, each with its own keywords',
    only: '3.1',
    schema: { type: ['string', 'integer', 'null'], minLength: 2, minimum: 5 },
    accept: ['ab', 5, null],
    refuse: ['a', 4, 5.5, true],
  },
  { name: 'const', only: '3.1', schema: { const: 'x' }, accept: ['x'], refuse: ['y', null] },
  { name: 'const of a number', only: '3.1', schema: { const: 0 }, accept: [0], refuse: [1, '0', false] },
  { name: 'const of null', only: '3.1', schema: { const: null }, accept: [null], refuse: [undefined, 'null', 0] },
  {
    name: 'const of an object',
    only: '3.1',
    schema: { const: { a: [1] } },
    accept: [{ a: [1] }],
    refuse: [{ a: [] }, {}],
  },
  { name: 'the empty schema', schema: {}, accept: [null, 0, '', [], { a: { b: 1 } }] },
  {
    name: 'a property of any kind, which may be null but, if required, not be missing',
    schema: { type: 'object', required: ['a'], properties: { a: {} } },
    accept: [{ a: null }, { a: 0 }],
    refuse: [{}],
  },
  {
    name: 'true and false as schemas',
    only: '3.1',
    schema: { type: 'object', properties: { yes: true, no: false } },
    accept: [{ yes: 1 }, {}],
    refuse: [{ no: 1 }],
  },
];

const arrays: readonly Row[] = [
  {
    name: 'an array',
    schema: { type: 'array', items: { type: 'integer' } },
    accept: [[], [1, 2]],
    refuse: [['1'], [null], {}, '1,2'],
  },
  { name: 'an array of anything', only: '3.1', schema: { type: 'array' }, accept: [[1, 'a', null]], refuse: [{}] },
  {
    name: 'bounds of an array',
    schema: { type: 'array', items: {}, minItems: 1, maxItems: 2 },
    accept: [[1], [1, 2]],
    refuse: [[], [1, 2, 3]],
  },
  {
    name: 'unique items, objects being equal whatever the order of keys',
    schema: { type: 'array', items: {}, uniqueItems: true },
    accept: [[1, '1', true], [{ a: 1 }, { a: 2 }], []],
    refuse: [
      [1, 1],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [[1], [1]],
      [null, null],
    ],
  },
  {
    name: 'prefixItems, of which fewer may be there',
    only: '3.1',
    schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
    accept: [['a', 1], ['a'], []],
    refuse: [[1], ['a', 'b'], ['a', 1, 2]],
  },
  {
    name: 'prefixItems with others behind',
    only: '3.1',
    schema: { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'integer' }, minItems: 2, maxItems: 3 },
    accept: [
      ['a', 1],
      ['a', 1, 2],
    ],
    refuse: [['a'], ['a', 'b'], ['a', 1, 2, 3]],
  },
  {
    name: 'prefixItems with anything behind',
    only: '3.1',
    schema: { type: 'array', prefixItems: [{ type: 'string' }] },
    accept: [['a', 1, {}]],
    refuse: [[1]],
  },
  {
    name: 'a list that is left out, anew for each value',
    schema: { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' }, default: ['x'] } } },
    accept: [gives({}, { tags: ['x'] }), { tags: [] }],
  },
];

const objects: readonly Row[] = [
  {
    name: 'an object that drops what it does not name',
    schema: { type: 'object', properties: { a: { type: 'integer' } } },
    accept: [gives({ a: 1, b: 2 }, { a: 1 }), {}],
    refuse: [[], null, 'x', { a: '1' }, { a: null }],
  },
  {
    name: 'additionalProperties true, which keeps them',
    schema: { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: true },
    accept: [{ a: 1, b: { c: 2 } }],
    refuse: [{ a: 'x' }],
  },
  {
    name: 'additionalProperties false, which refuses them',
    schema: { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false },
    accept: [{ a: 1 }, {}],
    refuse: [{ a: 1, b: 2 }, { toString: 1 }],
  },
  {
    name: 'an object that has no property at all',
    schema: { type: 'object', additionalProperties: false },
    accept: [{}],
    refuse: [{ a: 1 }, []],
  },
  {
    name: 'additionalProperties with a schema, beside properties',
    schema: { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'integer' } },
    accept: [{ a: 'x', b: 1 }],
    refuse: [{ a: 1 }, { b: 'x' }],
  },
  {
    name: 'a map',
    schema: { type: 'object', additionalProperties: { type: 'integer' } },
    accept: [{}, { a: 1, 'b c': 2 }],
    refuse: [{ a: '1' }, [1], null],
  },
  {
    name: 'an object of which nothing is said',
    schema: { type: 'object' },
    accept: [{ a: 1, b: [] }],
    refuse: [[], 'x', null],
  },
  {
    name: 'required without a property of that name',
    schema: { type: 'object', required: ['a'] },
    accept: [gives({ a: null, b: 1 }, { a: null }), { a: 0 }],
    refuse: [{}, { b: 1 }],
  },
  {
    name: 'properties without a type',
    schema: { properties: { a: { type: 'integer' } }, required: ['a'] },
    accept: [{ a: 1 }],
    refuse: [{}, { a: 'x' }],
  },
  {
    name: 'propertyNames',
    only: '3.1',
    schema: { type: 'object', propertyNames: { pattern: '^[a-z]{2}$' }, additionalProperties: { type: 'string' } },
    accept: [{ en: 'x' }, {}],
    refuse: [{ EN: 'x' }, { eng: 'x' }],
  },
  {
    name: 'propertyNames of a list, none of which has to be there',
    only: '3.1',
    schema: { type: 'object', propertyNames: { enum: ['en', 'de'] }, additionalProperties: { type: 'string' } },
    accept: [{ en: 'x' }, {}, { en: 'x', de: 'y' }],
    refuse: [{ fr: 'x' }],
  },
  {
    name: 'propertyNames by reference, none of which has to be there',
    only: '3.1',
    schema: { type: 'object', propertyNames: ref('Colour'), additionalProperties: { type: 'integer' } },
    accept: [{ red: 1 }, {}],
    refuse: [{ blue: 1 }],
  },
  {
    name: 'bounds on the number of properties',
    schema: { type: 'object', additionalProperties: {}, minProperties: 1, maxProperties: 2 },
    accept: [{ a: 1 }, { a: 1, b: 2 }],
    refuse: [{}, { a: 1, b: 2, c: 3 }],
  },
  {
    name: 'at least one of some optional properties',
    schema: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      additionalProperties: false,
      minProperties: 1,
    },
    accept: [{ a: 'x' }, { b: 'y' }],
    refuse: [{}],
  },
  {
    name: 'property names that need quoting',
    schema: {
      type: 'object',
      required: ['a-b', "it's", '"', '${x}', '*/', '', '1a', 'class', 'a\nb'],
      properties: Object.fromEntries(
        ['a-b', "it's", '"', '${x}', '*/', '', '1a', 'class', 'a\nb'].map((name) => [name, { type: 'integer' }]),
      ),
    },
    accept: [{ 'a-b': 1, "it's": 2, '"': 3, '${x}': 4, '*/': 5, '': 6, '1a': 7, class: 8, 'a\nb': 9 }],
    refuse: [{}, { 'a-b': 1, "it's": 2, '"': 3, '${x}': 4, '*/': 5, '': 6, '1a': 7, class: 8 }],
  },
  {
    name: 'optional properties with names that every object inherits',
    schema: {
      type: 'object',
      properties: { constructor: { type: 'string' }, toString: { type: 'string' }, valueOf: { type: 'integer' } },
    },
    accept: [{}, { toString: 'x' }, { constructor: 'x', valueOf: 1 }],
    refuse: [{ toString: 1 }],
  },
  {
    name: 'required properties with names that every object inherits',
    schema: {
      type: 'object',
      required: ['constructor', 'hasOwnProperty'],
      properties: { constructor: {}, hasOwnProperty: {} },
    },
    accept: [{ constructor: 1, hasOwnProperty: 2 }],
    refuse: [{}, { constructor: 1 }],
  },
  {
    name: 'defaults inside an object that is itself there',
    schema: {
      type: 'object',
      required: ['page'],
      properties: {
        page: {
          type: 'object',
          properties: {
            size: { type: 'integer', default: 20 },
            order: { type: 'string', enum: ['up', 'down'], default: 'up' },
          },
        },
      },
    },
    accept: [gives({ page: {} }, { page: { size: 20, order: 'up' } }), { page: { size: 1, order: 'down' } }],
    refuse: [{}],
  },
];

const compositions: readonly Row[] = [
  {
    name: 'a reference',
    schema: ref('Base'),
    accept: [gives({ id: 1, more: 2 }, { id: 1 })],
    refuse: [{}, { id: 'x' }],
  },
  {
    name: 'references inside references',
    schema: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: ref('Named') } } },
    accept: [{ items: [{ name: 'a' }] }],
    refuse: [{ items: [{ name: '' }] }, { items: [{}] }],
  },
  {
    name: 'keywords beside a reference',
    only: '3.1',
    schema: { $ref: '#/components/schemas/Name', maxLength: 2 },
    accept: ['a', 'ab'],
    refuse: ['', 'abc'],
  },
  {
    name: 'oneOf, of which exactly one must match',
    schema: {
      oneOf: [
        { type: 'integer', multipleOf: 3 },
        { type: 'integer', multipleOf: 5 },
      ],
    },
    accept: [3, 5, 9],
    refuse: [15, 7, '3'],
  },
  {
    name: 'anyOf, of which several may match',
    schema: {
      anyOf: [
        { type: 'integer', multipleOf: 3 },
        { type: 'integer', multipleOf: 5 },
      ],
    },
    accept: [3, 5, 15],
    refuse: [7],
  },
  {
    name: 'anyOf of objects, which keeps the properties of every one that matches',
    schema: {
      anyOf: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', required: ['b'], properties: { b: { type: 'string' } } },
      ],
    },
    accept: [{ b: 'y' }, { a: 'x', b: 'y' }, { a: 'x' }],
    refuse: [{ a: 1 }],
  },
  {
    name: 'oneOf with a discriminator',
    schema: ref('Pet'),
    accept: [
      { kind: 'cat', lives: 9 },
      { kind: 'dog', tricks: [] },
    ],
    refuse: [{ kind: 'cow' }, { kind: 'cat', tricks: [] }, {}],
  },
  {
    name: 'oneOf with a discriminator over allOf',
    schema: ref('TameOrDog'),
    accept: [
      { kind: 'cat', lives: 9, owner: 'x' },
      { kind: 'dog', tricks: ['sit'] },
    ],
    refuse: [
      { kind: 'cat', lives: 9 },
      { kind: 'cat', lives: 9, owner: '' },
    ],
  },
  {
    name: 'oneOf with null',
    only: '3.1',
    schema: { oneOf: [ref('Base'), { type: 'null' }] },
    accept: [{ id: 1 }, null],
    refuse: [{}, 'x'],
  },
  {
    name: 'oneOf of several with null',
    only: '3.1',
    schema: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    accept: ['', 1, null],
    refuse: [1.5],
  },
  {
    name: 'allOf, merged into one object',
    schema: { allOf: [ref('Base'), ref('Named'), { type: 'object', properties: { note: { type: 'string' } } }] },
    accept: [gives({ id: 1, name: 'x', more: 1 }, { id: 1, name: 'x' }), { id: 1, name: 'x', note: '' }],
    refuse: [{ id: 1 }, { name: 'x' }, { id: 1, name: '' }, { id: 1, name: 'x', note: 1 }],
  },
  {
    name: 'allOf of an enum of objects',
    schema: { allOf: [{ enum: [{ a: 1 }, { b: 2 }] }, { type: 'object', required: ['b'] }] },
    accept: [{ b: 2 }],
    refuse: [{ a: 1 }, { a: 1, b: 2 }],
  },
  {
    name: 'allOf of which one member only says what is required',
    schema: { allOf: [{ type: 'object', properties: { a: { type: 'integer' } } }, { required: ['a'] }] },
    accept: [{ a: 1 }],
    refuse: [{}, { a: 'x' }],
  },
  {
    name: 'allOf with the same property constrained twice',
    schema: {
      allOf: [
        { type: 'object', properties: { a: { type: 'string', minLength: 2 } } },
        { type: 'object', properties: { a: { type: 'string', maxLength: 3 } } },
      ],
    },
    accept: [{ a: 'ab' }, { a: 'abc' }, {}],
    refuse: [{ a: 'a' }, { a: 'abcd' }],
  },
  {
    name: 'allOf beside properties',
    schema: { type: 'object', required: ['own'], properties: { own: { type: 'boolean' } }, allOf: [ref('Base')] },
    accept: [{ own: true, id: 1 }],
    refuse: [{ id: 1 }, { own: true }],
  },
  {
    name: 'allOf with a union',
    schema: { allOf: [ref('Base'), { oneOf: [ref('Cat'), ref('Dog')] }] },
    accept: [
      { id: 1, kind: 'cat', lives: 9 },
      { id: 1, kind: 'dog', tricks: [] },
    ],
    refuse: [{ kind: 'cat', lives: 9 }, { id: 1 }, { id: 1, kind: 'cow' }],
  },
  {
    name: 'oneOf beside properties',
    schema: {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' } },
      oneOf: [
        { required: ['a'], properties: { a: { type: 'string' } } },
        { required: ['b'], properties: { b: { type: 'string' } } },
      ],
    },
    accept: [
      { id: 1, a: 'x' },
      { id: 1, b: 'x' },
    ],
    refuse: [{ id: 1 }, { id: 1, a: 'x', b: 'y' }, { a: 'x' }],
  },
  {
    name: 'allOf with a member that refuses others',
    schema: { allOf: [ref('Closed')] },
    accept: [{ kind: 'x' }],
    refuse: [{ kind: 'x', more: 1 }, {}],
  },
  {
    name: 'allOf of strings',
    schema: {
      allOf: [
        { type: 'string', minLength: 2 },
        { type: 'string', pattern: '^a' },
      ],
    },
    accept: ['ab'],
    refuse: ['a', 'bb', 1],
  },
  {
    name: 'allOf of lists of values that share one',
    schema: { enum: [4, 2], allOf: [{ type: 'integer', oneOf: [{ enum: [1] }, { enum: [2] }, { enum: [3] }] }] },
    accept: [2],
    refuse: [1, 3, 4],
  },
];

const recursive: readonly Row[] = [
  {
    name: 'a schema that refers to itself',
    schema: ref('Chain'),
    accept: [chain(1), chain(3), chain(200)],
    refuse: [{}, { value: 1, next: {} }, { value: 1, next: { value: 1, next: { value: 'x' } } }],
  },
  {
    name: 'a schema that refers to itself through an array',
    schema: ref('Tree'),
    accept: [{ children: [] }, { label: 'a', children: [{ children: [{ children: [] }] }] }],
    refuse: [{ children: [{}] }, { children: [{ children: [], more: 1 }] }],
  },
  {
    name: 'two schemas that refer to each other',
    schema: ref('Hen'),
    accept: [{}, { lays: { hatches: { lays: {} }, laidBy: [{}] } }],
    refuse: [{ lays: { hatches: { lays: 1 } } }, { lays: { laidBy: {} } }],
  },
  {
    name: 'a schema that refers to itself through a map',
    schema: ref('Menu'),
    accept: [{ title: 'a', entries: { b: { title: 'c', entries: {} } } }],
    refuse: [{ title: 'a', entries: { b: {} } }],
  },
  {
    name: 'a schema that refers to itself through a union',
    schema: ref('Json'),
    accept: ['x', [1, [true, { a: [{ b: 'c' }] }]], {}, []],
    refuse: [null, [null], { a: { b: null } }],
  },
  {
    name: 'a union and an object that refer to each other',
    schema: ref('Filter'),
    accept: ['x', { all: ['x', { all: [] }] }],
    refuse: [{ all: [1] }, {}],
  },
  { name: 'a list of itself', schema: ref('ListOfLists'), accept: [[], [[], [[]]]], refuse: [[1], {}] },
  {
    name: 'a schema that refers to itself in an allOf',
    schema: ref('Employee'),
    accept: [{ id: 1, boss: { id: 2, boss: { id: 3 } } }],
    refuse: [{ id: 1, boss: {} }],
  },
];

const names: readonly Row[] = [
  { name: 'a component named Error', schema: ref('Error'), accept: [{ message: 'x' }], refuse: [{}] },
  { name: 'a component named Promise', schema: ref('Promise'), accept: [{ kept: true }], refuse: [{}] },
  { name: 'a component named z', schema: ref('z'), accept: ['a'], refuse: [''] },
  { name: 'a component named Date', schema: ref('Date'), accept: ['2026-01-01'], refuse: ['x'] },
  { name: 'a component named default', schema: ref('default'), accept: [1], refuse: ['x'] },
  { name: 'a component named string', schema: ref('string'), accept: [{ a: 'x' }], refuse: ['x'] },
  {
    name: 'components named Record and Object',
    schema: ref('Record'),
    accept: [[{ date: '2026-01-01', owner: { kept: false } }, {}]],
    refuse: [[{ date: 'x' }], {}],
  },
  {
    name: 'components named Array and Uint8Array',
    schema: ref('Uint8Array'),
    accept: [{ deep: { deep: {} }, list: ['a'] }],
    refuse: [{ list: [''] }],
  },
];

const untyped: readonly Row[] = [
  {
    name: 'a length without a type, which is about strings',
    schema: { minLength: 2, maxLength: 3 },
    accept: ['ab', 1, true, null, [1], { a: 1 }],
    refuse: ['a', 'abcd', undefined],
  },
  {
    name: 'a pattern without a type',
    schema: { pattern: '^a+$' },
    accept: ['aa', {}, [], 7],
    refuse: ['b'],
  },
  {
    name: 'bounds without a type, which are about numbers',
    schema: { minimum: 3, multipleOf: 2 },
    accept: [4, 'x', null, []],
    refuse: [2, 5],
  },
  {
    name: 'items without a type, which are about lists',
    schema: { items: { type: 'integer' }, minItems: 1, uniqueItems: true },
    accept: [[1, 2], 'x', { length: 0 }],
    refuse: [[], ['x'], [1, 1]],
  },
  {
    name: 'properties without a type, which are about objects',
    schema: { properties: { a: { type: 'integer' } }, required: ['b'] },
    accept: [gives({ a: 1, b: 2, c: 3 }, { a: 1, b: 2 }), 'x', 3, null, ['a']],
    refuse: [{ a: 'x', b: 1 }, { a: 1 }],
  },
  {
    name: 'keywords of several types, none of which is declared',
    schema: { minLength: 2, minimum: 5, required: ['a'] },
    accept: ['ab', 5, { a: 1 }, true, []],
    refuse: ['a', 4, {}],
  },
  {
    name: 'a length beside a reference to what is no string',
    only: '3.1',
    schema: { $ref: '#/components/schemas/Base', minLength: 3 },
    accept: [{ id: 1 }, gives({ id: 1, more: true }, { id: 1 })],
    refuse: ['abc', {}],
  },
  {
    name: 'a pattern beside a reference to a union',
    only: '3.1',
    schema: { $ref: '#/components/schemas/Json', pattern: '^a' },
    accept: ['a', 1, [1], { a: 1 }],
    refuse: ['b'],
  },
  {
    name: 'required in the members of a union beside a type',
    schema: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' }, c: {} },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    accept: [{ a: 'x' }, { b: 'x', c: 1 }],
    refuse: [{}, { a: 'x', b: 'x' }, { a: 1 }, 'a', null],
  },
  {
    name: 'allOf of properties without types',
    schema: { allOf: [{ properties: { a: { type: 'integer' } } }, { properties: { b: {} }, required: ['b'] }] },
    accept: [gives({ a: 1, b: 1, c: 1 }, { a: 1, b: 1 }), 'x', null],
    refuse: [{ a: 1 }, { a: 'x', b: 1 }],
  },
];

const keys: readonly Row[] = [
  {
    name: 'anyOf of which two members match, and the keys of both',
    schema: {
      anyOf: [
        { type: 'object', properties: { a: { type: 'integer' } } },
        { type: 'object', properties: { b: { type: 'integer' }, in: { type: 'object', properties: { x: {} } } } },
      ],
    },
    accept: [gives({ a: 1, b: 2, in: { x: 1, y: 2 }, c: 3 }, { a: 1, b: 2, in: { x: 1 } })],
  },
  {
    name: 'oneOf with a key that only another member declares',
    schema: {
      oneOf: [
        { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
        {
          type: 'object',
          required: ['b', 'd'],
          properties: { b: { type: 'integer' }, deep: { type: 'object', properties: { x: {} } } },
        },
      ],
    },
    accept: [gives({ a: 1, b: 2, deep: { x: 1, y: 2 }, c: 3 }, { a: 1, b: 2, deep: { x: 1 } })],
  },
  {
    name: 'a key of another member within lists and references',
    schema: {
      type: 'object',
      properties: { list: { type: 'array', items: { anyOf: [ref('Chain'), ref('Named')] } } },
    },
    accept: [
      gives(
        { list: [{ value: 1, next: { value: 2, x: 1 }, name: 7, x: 1 }] },
        { list: [{ value: 1, next: { value: 2 }, name: 7 }] },
      ),
    ],
  },
  {
    name: 'allOf with a union, and a key of the member that does not match',
    schema: {
      allOf: [
        { type: 'object', properties: { id: { type: 'integer' } } },
        {
          oneOf: [
            { type: 'object', required: ['a'], properties: { a: {} } },
            { type: 'object', required: ['b', 'e'], properties: { b: {} } },
          ],
        },
      ],
    },
    accept: [gives({ id: 1, a: 1, b: 2, c: 3 }, { id: 1, a: 1, b: 2 })],
  },
  {
    name: 'a key that only then, else or a dependent schema declares',
    only: '3.1',
    schema: json(`{
      "type": "object",
      "properties": { "kind": { "type": "string" } },
      "if": { "properties": { "kind": { "const": "a" }, "seen": {} } },
      "then": { "properties": { "x": { "type": "integer" } } },
      "else": { "$ref": "#/components/schemas/Named" },
      "dependentSchemas": { "kind": { "properties": { "y": {} } } }
    }`) as object,
    accept: [gives({ kind: 'a', x: 1, y: 2, name: 'n', seen: 1, z: 3 }, { kind: 'a', seen: 1, x: 1, name: 'n', y: 2 })],
    refuse: [{ kind: 1 }, 'a'],
  },
];

const unchecked: readonly Row[] = [
  {
    name: 'oneOf with a member of which a keyword is not checked',
    schema: {
      oneOf: [
        { type: 'string', not: { enum: ['a'] } },
        { type: 'string', maxLength: 1 },
      ],
    },
    accept: ['a', 'ab'],
    refuse: [1],
  },
  {
    name: 'oneOf of which two members match for certain',
    schema: { oneOf: [{ type: 'string', not: {} }, { type: 'string' }, { type: 'string', minLength: 2 }] },
    accept: ['a'],
    refuse: ['ab', 1],
  },
  {
    name: 'a keyword that is not checked below a reference, in oneOf',
    only: '3.1',
    schema: {
      oneOf: [
        { type: 'object', properties: { of: { type: 'array', contains: { const: 1 } } } },
        { type: 'object', properties: { of: { type: 'array', items: { type: 'integer' } } } },
      ],
    },
    accept: [{ of: [2] }, { of: ['x', 1] }, {}],
    refuse: [{ of: 1 }],
  },
  {
    name: 'an encoding, which is an annotation',
    only: '3.1',
    schema: { type: 'string', contentEncoding: 'base64', contentMediaType: 'application/json' },
    accept: ['aGk=', '%%', '{:'],
    refuse: [1],
  },
];

/** What the emitted models must do, by kind of schema. */
export const rows: Readonly<Record<string, readonly Row[]>> = {
  strings,
  numbers,
  values,
  arrays,
  objects,
  compositions,
  untyped,
  keys,
  unchecked,
  recursive,
  names,
};

/** All of them in one list. */
export const allRows: readonly Row[] = Object.values(rows).flat();

/** The name of a row's component: rows are told apart by number, since any text may be in their names. */
export const nameOf = (row: Row): string => `Row${allRows.indexOf(row)}`;

const versions = { '3.0': '3.0.3', '3.1': '3.1.0' } as const;

/** A contract with a component for each row. */
export function contractOf(dialect: keyof typeof versions): Readonly<Record<string, unknown>> {
  const ofDialect = allRows.filter((row) => row.only === undefined || row.only === dialect);
  return {
    openapi: versions[dialect],
    info: { title: 'Rows', version: '1' },
    paths: { '/': { get: { operationId: 'root', security: [], responses: { 204: { description: 'Nothing.' } } } } },
    components: {
      schemas: { ...components, ...Object.fromEntries(ofDialect.map((row) => [nameOf(row), row.schema])) },
    },
  };
}
