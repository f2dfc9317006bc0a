import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../support/project.js';
import { emitBackend, send, type Backend, type Document, type Served } from './backend.js';

const text = { type: 'string' };
const integer = { type: 'integer' };
const point = { type: 'object', required: ['x'], properties: { x: integer, y: integer } };
const header = (schema: object, more: object = {}): object => ({ schema, ...more });

const headers = {
  'X-Count': header({ type: 'integer', minimum: 0, default: 5 }, { required: true }),
  'X-Any': { schema: {} },
  'X-Flag': header({ type: 'boolean' }),
  'X-List': header({ $ref: '#/components/schemas/Words' }),
  'X-Point': header(point),
  'X-Pairs': header(point, { explode: true }),
  'X-Json': { content: { 'application/json': { schema: { type: 'object', properties: { ü: text } } } } },
  'X-Several': header({ anyOf: [integer, { type: 'string', enum: ['many'] }] }),
  'X-Case': header({
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { feline: '#/components/schemas/Cat' } },
  }),
  'X-Words': header({ type: 'array', items: { type: 'string', maxLength: 3 }, maxItems: 2 }),
  'Set-Cookie': header({ type: 'string', pattern: '=' }),
  'X-Maybe': header({ type: ['integer', 'null'] }),
};

const contract: Document = {
  openapi: '3.1.0',
  info: { title: 'Case', version: '1.0.0' },
  paths: {
    '/all': { get: { operationId: 'getAll', security: [], responses: { 204: { description: 'Done.', headers } } } },
    '/cookies': {
      get: {
        operationId: 'getCookies',
        security: [],
        responses: {
          204: { description: 'Done.', headers: { 'Set-Cookie': header({ type: 'array', items: text, maxItems: 2 }) } },
        },
      },
    },
  },
  components: {
    schemas: {
      Words: { type: 'array', items: text },
      Cat: { type: 'object', required: ['kind'], properties: { kind: text, claws: integer } },
      Dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: text, bark: text } },
    },
  },
};

let backend: Backend;
beforeAll(async () => {
  backend = await emitBackend('response-headers', contract, { getAll: 'filled', getCookies: 'filled' });
});
afterAll(() => backend.project.remove());

function answerWith(given: object, operation = 'getAll'): Promise<Served> {
  backend.services[operation] = () => ({ status: 204, headers: given });
  return send(backend, operation, { method: 'GET' });
}

const fine = { 'x-count': 1 };

describe('A header of an answer', () => {
  const rows: readonly (readonly [name: string, value: unknown, sent: string])[] = [
    ['x-count', 0, '0'],
    ['x-any', 'text', 'text'],
    ['x-any', 7, '7'],
    ['x-flag', false, 'false'],
    ['x-list', ['a', 'b'], 'a,b'],
    ['x-list', [], ''],
    ['x-point', { x: 1, y: 2, z: 3 }, 'x,1,y,2'],
    ['x-pairs', { x: 1, y: 2 }, 'x=1,y=2'],
    ['x-json', { ü: 'ö"' }, '{"\\u00fc":"\\u00f6\\""}'],
    ['x-several', 3, '3'],
    ['x-several', 'many', 'many'],
    ['x-case', { kind: 'feline', claws: 2, fur: 'none' }, 'kind,feline,claws,2'],
    ['x-words', ['abc', 'd'], 'abc,d'],
    ['X-Words', ['abc'], 'abc'],
    ['set-cookie', 'a=1', 'a=1'],
    ['x-maybe', 3, '3'],
  ];
  test.each(rows)('%s is written as its schema says: %j', async (name, value, sent) => {
    const answer = await answerWith({ ...fine, [name]: value });
    expect([answer.statusCode, answer.headers[name.toLowerCase()]]).toEqual([204, sent]);
  });

  const refused: readonly (readonly [name: string, value: unknown, fault: string])[] = [
    ['x-count', -1, 'header.x-count: Must be at least 0.'],
    ['x-count', '1', 'header.x-count: Must be a number.'],
    ['x-flag', 'yes', 'header.x-flag: Must be true or false.'],
    ['x-words', ['long word'], 'header.x-words[0]: Must have at most 3 characters.'],
    ['x-words', ['a', 'b', 'c'], 'header.x-words: Must have at most 2 items.'],
    ['x-point', { y: 1 }, 'header.x-point.x: Is required.'],
    ['x-case', { kind: 'feline', claws: 'two' }, 'header.x-case.claws: Must be a number.'],
    ['set-cookie', ['a=1', 'b'], 'header.set-cookie: Does not have the required form.'],
    ['x-list', ['a\r\nset-cookie: b'], 'The header x-list has characters that are not allowed.'],
  ];
  test.each(refused)('%s is held to its schema: %j', async (name, value, fault) => {
    const answer = await answerWith({ ...fine, [name]: value });
    expect(answer.statusCode).toBe(500);
    expect(answer.log).toContain(fault);
  });

  test('that is required cannot be null or absent, whatever its default; others may be', async () => {
    expect((await answerWith({ 'x-count': null })).log).toContain('The required header x-count is missing.');
    expect((await answerWith({})).statusCode).toBe(500);
    const answer = await answerWith({ ...fine, 'x-maybe': null, 'x-flag': undefined });
    expect(Object.keys(answer.headers)).not.toContain('x-maybe');
    expect(answer.statusCode).toBe(204);
  });
});

describe('Set-Cookie', () => {
  test('of a list is several headers', async () => {
    const answer = await answerWith({ ...fine, 'set-cookie': ['a=1', 'b=2; Expires=Thu, 01 Jan 2026 00:00:00 GMT'] });
    expect(answer.multiValueHeaders).toEqual({ 'set-cookie': ['a=1', 'b=2; Expires=Thu, 01 Jan 2026 00:00:00 GMT'] });
    expect((await answerWith({ ...fine, 'set-cookie': ['a=1'] })).headers['set-cookie']).toBe('a=1');
  });

  test('may be declared as a list, which is checked as a whole', async () => {
    const answer = await answerWith({ 'set-cookie': ['a=1', 'b=2'] }, 'getCookies');
    expect(answer.multiValueHeaders).toEqual({ 'set-cookie': ['a=1', 'b=2'] });
    expect((await answerWith({ 'set-cookie': ['a=1', 'b=2', 'c=3'] }, 'getCookies')).statusCode).toBe(500);
  });
});

test('A service is told the types', { timeout: 60_000 }, async () => {
  const { project } = backend;
  project.write(
    'overrides/types.ts',
    `import type { GetAllService } from '../generated/operations/get-all/service.js';
import type { GetCookiesService } from '../generated/operations/get-cookies/service.js';
type Headers = Awaited<ReturnType<GetAllService>>['headers'];
const words: readonly string[] = ['a'];
export const right: Headers = { 'x-count': 1, 'x-flag': true, 'x-words': words, 'x-list': ['b'], 'x-point': { x: 1 }, 'set-cookie': words, 'x-maybe': null, 'x-several': 'many', 'x-json': { ü: 'u' }, 'x-any': 'text' };
export const cookie: Headers = { 'x-count': 1, 'set-cookie': 'a=1' };
// @ts-expect-error a number is no text
export const count: Headers = { 'x-count': '1' };
// @ts-expect-error it is required
export const missing: Headers = {};
// @ts-expect-error none of the allowed values
export const several: Headers = { 'x-count': 1, 'x-several': 'few' };
export const cookies: Awaited<ReturnType<GetCookiesService>>['headers'] = { 'set-cookie': words };
`,
  );
  expect(await compile(project.folder, '--exactOptionalPropertyTypes')).toBe('');
});
