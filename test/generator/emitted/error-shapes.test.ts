import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compile } from '../../support/project.js';
import { emitBackend, send, type Backend, type Document, type Served } from './backend.js';

/** A contract whose operations declare errors of these schemas. */
function contractWith(errors: object, schemas: Document, media = 'application/json'): Document {
  const error = (description: string, name: string): object => ({
    description,
    content: { [media]: { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const declared = Object.fromEntries(
    Object.entries(errors).map(([status, name]) => [status, error(status, String(name))]),
  );
  return {
    openapi: '3.0.3',
    info: { title: 'Errors', version: '1' },
    paths: {
      '/things': {
        post: {
          operationId: 'writeThing',
          security: [{ key: [] }],
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
              },
            },
          },
          responses: { 204: { description: 'Nothing.' }, ...declared },
        },
      },
    },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }, schemas },
  };
}

const text = { type: 'string' };
const authorizer = { scheme: 'key', subject: 's' };
const good = { authorizer, body: { name: 'x' } };

/** One answer of each kind that the runtime makes by itself. */
const faults: readonly [status: number, code: string, send: (backend: Backend) => Promise<Served>][] = [
  [401, 'UNAUTHORIZED', (backend) => send(backend, 'writeThing', { body: { name: 'x' } })],
  [413, 'PAYLOAD_TOO_LARGE', (backend) => send(backend, 'writeThing', { ...good, body: 'x'.repeat(70_000) })],
  [
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    (backend) => send(backend, 'writeThing', { ...good, headers: { 'content-type': 'text/plain' } }),
  ],
  [500, 'INTERNAL_SERVER_ERROR', (backend) => send(backend, 'writeThing', good)],
];

function serve(name: string, contract: Document): () => Backend {
  let backend: Backend | undefined;
  const get = (): Backend => {
    if (!backend) throw new Error('not emitted');
    return backend;
  };
  beforeAll(async () => {
    backend = await emitBackend(name, contract, { writeThing: 'filled' });
  });
  beforeEach(() => {
    get().services['writeThing'] = () => Promise.reject(new Error('x'));
    get().setClock(() => new Date('2026-01-31T12:00:00Z'));
  });
  afterAll(() => backend?.project.remove());
  return get;
}

describe('A contract that words its errors code, detail and requestId', () => {
  const backend = serve(
    'errors-named',
    contractWith(
      { 400: 'BadInput', 401: 'Problem', 500: 'Problem' },
      {
        Problem: {
          type: 'object',
          additionalProperties: false,
          required: ['code', 'detail', 'requestId', 'status'],
          properties: { status: { type: 'integer' }, code: text, detail: text, requestId: text },
        },
        BadInput: {
          type: 'object',
          additionalProperties: false,
          required: ['code', 'detail', 'invalidParams'],
          properties: {
            code: text,
            detail: text,
            requestId: text,
            invalidParams: {
              type: 'array',
              items: { type: 'object', required: ['name', 'reason'], properties: { name: text, reason: text } },
            },
          },
        },
      },
    ),
  );

  test.each(faults)('has them in the %i of the runtime', async (status, code, sent) => {
    const answer = await sent(backend());
    expect(answer.statusCode).toBe(status);
    expect(answer.json).toEqual({ status, code, detail: expect.any(String), requestId: 'gateway-request-1' });
  });

  test('has them in a 400, with its own names for fields', async () => {
    const answer = await send(backend(), 'writeThing', { ...good, body: {} });
    expect(answer.statusCode).toBe(400);
    expect(answer.json).toEqual({
      code: 'VALIDATION_ERROR',
      detail: expect.any(String),
      requestId: 'gateway-request-1',
      invalidParams: [{ name: 'name', reason: 'Is required.' }],
    });
  });

  test('has them completed in what a service returns', async () => {
    backend().services['writeThing'] = () => ({ status: 500, body: { status: 500, code: 'X', detail: 'y' } });
    const answer = await send(backend(), 'writeThing', good);
    expect(answer.json).toEqual({ status: 500, code: 'X', detail: 'y', requestId: 'gateway-request-1' });
  });

  test('has them in code that compiles', async () => {
    backend().project.write(
      'overrides/operations/write-thing/service.ts',
      `import type { WriteThingService } from '../../../generated/operations/write-thing/service.js';\n` +
        `import { WriteThingError } from '../../../generated/operations/write-thing/errors.js';\n` +
        `export const writeThing: WriteThingService = async () => { throw new WriteThingError({ status: 401, body: { status: 401, code: 'X', detail: 'y' } }); };\n`,
    );
    expect(await compile(backend().project.folder)).toBe('');
  });
});

describe('A contract with one error schema for everything', () => {
  const backend = serve(
    'errors-one',
    contractWith(
      { 400: 'Problem', 401: 'Problem', 500: 'Problem' },
      {
        Problem: {
          type: 'object',
          additionalProperties: false,
          required: ['code', 'detail'],
          properties: { code: text, detail: text, requestId: text },
        },
      },
    ),
  );

  test.each(faults)('has it in the %i of the runtime', async (status, code, sent) => {
    const answer = await sent(backend());
    expect([answer.statusCode, answer.json]).toEqual([
      status,
      { code, detail: expect.any(String), requestId: 'gateway-request-1' },
    ]);
  });

  test('has it in a 400 too, which it declares so', async () => {
    const answer = await send(backend(), 'writeThing', { ...good, body: {} });
    expect(answer.statusCode).toBe(400);
    expect(answer.json).toEqual({
      code: 'VALIDATION_ERROR',
      detail: expect.any(String),
      requestId: 'gateway-request-1',
    });
  });
});

describe('A contract that declares no error', () => {
  const backend = serve('errors-none', contractWith({}, {}));

  test.each(faults)('gets the shape of the generator in a %i', async (status, code, sent) => {
    const answer = await sent(backend());
    expect([answer.statusCode, answer.json]).toEqual([
      status,
      {
        error: code,
        message: expect.any(String),
        request_id: 'gateway-request-1',
        timestamp: '2026-01-31T12:00:00.000Z',
      },
    ]);
  });

  test('gets it in a 400', async () => {
    const answer = await send(backend(), 'writeThing', { ...good, body: {} });
    expect(answer.json).toEqual({
      error: 'VALIDATION_ERROR',
      message: expect.any(String),
      request_id: 'gateway-request-1',
      timestamp: '2026-01-31T12:00:00.000Z',
      validation_errors: [{ field: 'name', message: 'Is required.' }],
    });
  });
});

describe('A contract whose errors need what no runtime can know', () => {
  const backend = serve(
    'errors-strange',
    contractWith(
      { 401: 'Strange' },
      {
        Strange: {
          type: 'object',
          required: ['message', 'ticket'],
          properties: { message: text, ticket: { type: 'integer' } },
        },
      },
    ),
  );

  test('is told only what is known in a 401', async () => {
    const answer = await send(backend(), 'writeThing', { body: { name: 'x' } });
    expect([answer.statusCode, answer.json]).toEqual([401, { message: 'Authentication is required.' }]);
  });

  test.each(faults.filter(([status]) => status !== 401))(
    'gets the shape of the generator in a %i, which it does not declare',
    async (status, code, sent) => {
      const answer = await sent(backend());
      expect([answer.statusCode, answer.json['error']]).toEqual([status, code]);
    },
  );
});

describe('A contract whose errors are application/problem+json', () => {
  const problem = { type: 'object', required: ['title'], properties: { title: text, status: { type: 'integer' } } };
  const backend = serve(
    'errors-problem',
    contractWith({ 401: 'Problem', 500: 'Problem' }, { Problem: problem }, 'application/problem+json'),
  );

  test.each(faults)('has their members in the %i of the runtime', async (status, _code, sent) => {
    const answer = await sent(backend());
    expect([answer.statusCode, answer.json]).toEqual([status, { title: expect.any(String), status }]);
  });

  test('has their media type where it is declared', async () => {
    const answer = await send(backend(), 'writeThing', good);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });
});
