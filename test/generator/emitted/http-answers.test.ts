import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emitBackend, eventOf, send, captured, type Backend, type Served, type Service } from './backend.js';
import { httpContract, httpOperations } from './http-contract.js';

let backend: Backend;
beforeAll(async () => {
  backend = await emitBackend('http-answers', httpContract, httpOperations);
});
afterAll(() => backend.project.remove());
beforeEach(() => backend.setClock(() => new Date('2026-01-31T12:00:00Z')));

const request = {
  path: { id: 'one' },
  headers: { 'X-Trace': 't' },
  body: { email: 'user@example.com', password: 'correct horse battery' },
};

/** The answer to a fine request when the service does that. */
function answerTo(service: Service, operation = 'writeThing'): Promise<Served> {
  backend.services[operation] = service;
  return send(backend, operation, operation === 'writeThing' ? request : { method: 'GET' });
}

describe('A declared result', () => {
  test('is sent with its body, its headers and the declared media type', async () => {
    const answer = await answerTo(() => ({ status: 200, body: { id: '1' }, headers: { 'x-version': 7 } }));
    expect(answer).toMatchObject({ statusCode: 200, json: { id: '1' }, isBase64Encoded: false });
    expect(answer.headers).toMatchObject({ 'x-version': '7', 'content-type': 'application/json; charset=utf-8' });
  });

  test('sends no property that the contract does not declare', async () => {
    const answer = await answerTo(() => ({
      status: 200,
      body: { id: '1', passwordHash: 'CANARY' },
      headers: { 'X-Version': 1 },
    }));
    expect(answer.json).toEqual({ id: '1' });
    expect(answer.log).not.toContain('CANARY');
  });

  test('has no default of the contract added, at any depth', async () => {
    const answer = await answerTo(() => ({
      status: 200,
      body: { id: '1', parts: [{ size: 2, more: 1 }, {}] },
      headers: { 'X-Version': 1 },
    }));
    expect(answer.json).toEqual({ id: '1', parts: [{ size: 2 }, {}] });
  });

  test('without a body has neither body nor type', async () => {
    const answer = await answerTo(() => ({ status: 204 }));
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(answer.headers).not.toHaveProperty('content-type');
  });

  test('may be text or bytes', async () => {
    const text = await answerTo(() => ({ status: 201, body: 'grüß' }), 'writeBody');
    expect([text.body, text.headers['content-type']]).toEqual(['grüß', 'text/plain; charset=utf-8']);
    const bytes = await answerTo(() => ({ status: 202, body: new Uint8Array([1, 255]) }), 'writeBody');
    expect([bytes.body, bytes.isBase64Encoded, bytes.headers['content-type']]).toEqual(['Af8=', true, 'image/png']);
  });

  test('may have several values for a header, and joins Vary with the own one', async () => {
    const answer = await answerTo(() => ({ status: 204, headers: { 'Set-Cookie': ['a=1', 'b=2'], Vary: 'Accept' } }));
    expect(answer.multiValueHeaders).toEqual({ 'set-cookie': ['a=1', 'b=2'] });
    expect(answer.headers['vary']).toBe('Origin, Accept');
  });

  test('of an error is completed with request id and time', async () => {
    const answer = await answerTo(() => ({ status: 409, body: { error: 'TAKEN', message: 'Taken.' } }));
    expect(answer.statusCode).toBe(409);
    expect(answer.json).toEqual({
      error: 'TAKEN',
      message: 'Taken.',
      request_id: 'gateway-request-1',
      timestamp: '2026-01-31T12:00:00.000Z',
    });
  });

  test('means the same when it is thrown as the emitted class', async () => {
    const WriteThingError = backend.errors['WriteThingError'];
    if (!WriteThingError) throw new Error(`no such class among ${Object.keys(backend.errors).join(', ')}`);
    const body = { error: 'TAKEN', message: 'Taken.', hidden: 'CANARY' };
    const returned = await answerTo(() => ({ status: 409, body, headers: { 'x-a': '1' } }));
    const thrown = await answerTo(() => {
      throw new WriteThingError({ status: 409, body, headers: { 'X-A': '1' } }, { cause: new Error('CANARY') });
    });
    expect([thrown.statusCode, thrown.body, thrown.headers]).toEqual([
      returned.statusCode,
      returned.body,
      returned.headers,
    ]);
    expect(thrown.body).not.toContain('CANARY');
  });

  test('is looked for by status, then by range, then as the default', async () => {
    const range = (result: object): Promise<Served> => answerTo(() => result, 'readRange');
    expect((await range({ status: 200, body: { exact: true } })).statusCode).toBe(200);
    expect((await range({ status: 200, body: { range: true } })).statusCode).toBe(500);
    expect((await range({ status: 202, body: { range: true } })).statusCode).toBe(202);
    expect((await range({ status: 418, body: { error: 'TEAPOT', message: 'm' } })).json['request_id']).toBe(
      'gateway-request-1',
    );
    expect((await range({ status: 302, body: { rest: true } })).statusCode).toBe(302);
    expect((await range({ status: 302, body: { range: true } })).statusCode).toBe(500);
  });
});

const canary = 'CANARY-of-a-result';
describe('A result that breaks the contract', () => {
  test.each<[string, unknown, RegExp]>([
    ['an undeclared status', { status: 201, body: { id: canary } }, /Status 201 is not declared/],
    ['no status', { body: { id: canary } }, /is not declared/],
    ['a status that is no status', { status: 99 }, /Status 99 is not declared/],
    ['nothing at all', undefined, /./],
    ['a missing body', { status: 200, headers: { 'x-version': 1 } }, /body/],
    [
      'a body of the wrong type',
      { status: 200, body: { id: 7, note: canary }, headers: { 'x-version': 1 } },
      /id: Must be a string/,
    ],
    ['a body where none is declared', { status: 204, body: { id: canary } }, /without a body/],
    ['a missing required header', { status: 200, body: { id: canary } }, /header x-version is missing/i],
    [
      'a line break in a header',
      { status: 204, headers: { 'x-hint': `${canary}\r\nset-cookie: a=b` } },
      /x-hint has characters/,
    ],
    ['a NUL in a header', { status: 204, headers: { 'x-hint': `${canary}\0` } }, /x-hint has characters/],
    ['a header name that is none', { status: 204, headers: { 'x-a\r\nb': canary } }, /name that is not allowed/],
    ['a header that is an object', { status: 204, headers: { 'x-hint': { a: canary } } }, /no text/],
    ['an error without its message', { status: 409, body: { error: canary } }, /message: Is required/],
  ])('by %s is a 500 in the shape of the contract with nothing of it', async (_what, result, logged) => {
    const answer = await answerTo(() => result);
    expect(answer.statusCode).toBe(500);
    expect(answer.json).toEqual({
      error: 'INTERNAL_SERVER_ERROR',
      message: expect.any(String),
      request_id: 'gateway-request-1',
      timestamp: '2026-01-31T12:00:00.000Z',
    });
    expect(JSON.stringify(answer.headers)).not.toContain('set-cookie');
    expect(answer.body + JSON.stringify(answer.headers)).not.toContain(canary);
    expect(answer.log).toMatch(logged);
    expect(answer.log).not.toContain(canary);
  });

  test('by what JSON cannot hold is a 500', async () => {
    const loop: Record<string, unknown> = { canary };
    loop['self'] = loop;
    backend.services['writeBody'] = () => ({ status: 200, body: loop });
    const answer = await send(backend, 'writeBody', {});
    expect(answer.statusCode).toBe(500);
    expect(answer.log + answer.body).not.toContain(canary);
  });
});

describe('What a service throws', () => {
  const fault = (facts: object): Error => Object.assign(new Error('It failed.'), facts);
  test.each<[string, unknown]>([
    ['an unknown error', fault({})],
    ['a string', 'text'],
    ['null', null],
    ['undefined', undefined],
    ["AWS's refusal", fault({ name: 'NotAuthorizedException', $fault: 'client', $metadata: { httpStatusCode: 400 } })],
  ])('is a 500 for %s', async (_what, thrown) => {
    const answer = await answerTo(() => {
      throw thrown;
    });
    expect([answer.statusCode, answer.json['error']]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(answer.headers).not.toHaveProperty('retry-after');
    expect(answer.body).not.toContain('It failed');
  });

  test.each<[string, object]>([
    ['throttling', { name: 'TooManyRequestsException', $fault: 'client', $metadata: { httpStatusCode: 400 } }],
    ['a fault of the server', { name: 'X', $fault: 'server', $metadata: { httpStatusCode: 500 } }],
    ['a refused connection', { code: 'ECONNREFUSED' }],
    ['a time-out', { name: 'TimeoutError' }],
    [
      'a throttled transaction',
      { name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'ThrottlingError' }] },
    ],
    ['a cause of these kinds', { cause: fault({ name: 'ThrottlingException' }) }],
  ])('is a 503 with Retry-After for %s at AWS', async (_what, facts) => {
    const answer = await answerTo(() => {
      throw fault(facts);
    });
    expect([answer.statusCode, answer.json['error']]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('is answered even when the event is none', async () => {
    const handler = backend.handlers['writeThing'] as (event: unknown, context: unknown) => Promise<Served>;
    const { result } = await captured(() => handler({}, undefined));
    expect(result.statusCode).toBe(500);
    expect(result.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(result.body)).toMatchObject({
      error: 'INTERNAL_SERVER_ERROR',
      request_id: result.headers['x-request-id'],
    });
  });
});

describe('Every answer', () => {
  const fine: Service = () => ({
    status: 204,
    headers: { 'cache-control': 'public', 'x-request-id': 'forged-id', 'access-control-allow-origin': '*' },
  });
  const cases: readonly [string, () => Promise<Served>][] = [
    ['a success, whose service cannot replace them', () => answerTo(fine)],
    ['a 400', () => send(backend, 'writeThing', { ...request, body: {} })],
    ['a 401', () => send(backend, 'readSecret', { method: 'GET' })],
    ['a 415', () => send(backend, 'writeThing', { ...request, headers: { 'content-type': 'text/plain' } })],
    ['a 500', () => answerTo(() => Promise.reject(new Error('x')))],
    ['a 501', () => send(backend, 'writeUnfilled', { body: request.body })],
  ];
  test.each(cases)('has the security headers: %s', async (_what, answer) => {
    expect((await answer()).headers).toMatchObject({
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}; includeSubDomains/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
      'x-request-id': 'gateway-request-1',
      vary: expect.stringContaining('Origin'),
    });
  });

  test('takes a safe request id over, into header, body and log', async () => {
    const answer = await send(backend, 'writeThing', {
      ...request,
      headers: { 'x-request-id': 'client-id.1_2' },
      body: {},
    });
    expect([answer.headers['x-request-id'], answer.json['request_id']]).toEqual(['client-id.1_2', 'client-id.1_2']);
    expect(answer.log).toContain('client-id.1_2');
  });

  test.each([
    ['a\r\nset-cookie: x=y'],
    ['short'],
    ['x'.repeat(129)],
    ['spaces in it'],
    ['<script>alert(1)'],
    ['ünïcödé-id'],
    [''],
  ])('replaces the unsafe request id %j', async (id) => {
    const answer = await send(backend, 'readSecret', { method: 'GET', headers: { 'x-request-id': id } });
    expect(answer.headers['x-request-id']).toBe('gateway-request-1');
    if (id !== '') expect(answer.log).not.toContain(id);
  });

  test('replaces a request id that was sent twice', async () => {
    const answer = await send(backend, 'readSecret', {
      method: 'GET',
      headers: { 'x-request-id': ['client-id-1', 'client-id-2'] },
    });
    expect(answer.headers['x-request-id']).toBe('gateway-request-1');
  });

  test('allows the origin of a declared frontend, also when it is an error', async () => {
    const { headers } = await send(backend, 'readSecret', {
      method: 'GET',
      headers: { origin: 'https://app.example.com' },
    });
    expect(headers['access-control-allow-origin']).toBe('https://app.example.com');
    expect(headers['access-control-expose-headers']).toMatch(/x-request-id/);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test.each(['https://app.example.com.evil.example', 'http://app.example.com', 'https://APP.example.com', 'null', '*'])(
    'reflects no other origin: %s',
    async (origin) => {
      const { headers } = await send(backend, 'readSecret', { method: 'GET', headers: { origin } });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  );
});

describe('The log', () => {
  const secrets = {
    path: { id: 'CANARY-path' },
    query: { limit: ['5'], token: ['CANARY-query'] },
    headers: { 'X-Trace': 'CANARY-header', cookie: 'session=CANARY-c', authorization: 'Bearer CANARY-token' },
    body: { email: 'CANARY@example.com', password: 'CANARY-password-1' },
  };
  const services: readonly [string, number, Service][] = [
    [
      'a success',
      200,
      (input) => ({
        status: 200,
        body: { id: JSON.stringify(input.body) },
        headers: { 'x-version': 1, 'x-hint': 'CANARY' },
      }),
    ],
    ['a breach of the contract', 500, (input) => ({ status: 200, body: { id: input.body } })],
    [
      'an AWS error that quotes its request',
      503,
      (input) => {
        throw Object.assign(new Error(JSON.stringify(input)), {
          name: 'ThrottlingException',
          $fault: 'client',
          $metadata: { httpStatusCode: 400 },
          $response: input,
          input,
        });
      },
    ],
    ['JSON that does not parse', 500, (input) => JSON.parse((input.body as { password: string }).password)],
    [
      'an error in the log of the service',
      204,
      (input, { logger }) => {
        logger.info('failed', { error: Object.assign(new SyntaxError(String(input.path['id'])), { input }) });
        return { status: 204 };
      },
    ],
    [
      'an audit event and a metric',
      204,
      (input, context) => {
        context.audit({ event: 'written', outcome: 'success', subject: (input.body as { email: string }).email });
        context.metrics.addMetric('Written', 'Count', 1);
        return { status: 204 };
      },
    ],
  ];
  test.each(services)('holds nothing of the request for %s', async (_what, status, service) => {
    backend.services['writeThing'] = service;
    const answer = await send(backend, 'writeThing', secrets);
    expect(answer.statusCode).toBe(status);
    expect(answer.log).toMatch(/"status":\d{3}/);
    expect(answer.log).not.toContain('CANARY');
    if (status >= 400) expect(answer.body).not.toContain('CANARY');
  });

  test('holds nothing of the request for a 400', async () => {
    const body = { email: 'CANARY', password: 'CANARY', CANARY: 1, meta: 'CANARY' };
    const answer = await send(backend, 'writeThing', { ...secrets, query: { limit: ['CANARY'] }, body });
    expect(answer.statusCode).toBe(400);
    expect(answer.log).not.toContain('CANARY');
  });

  test('has one line per answer with request id, operation and status, and audit events with a hashed subject', async () => {
    backend.services['writeThing'] = (_input, { audit }) => {
      audit({ event: 'written', outcome: 'success', subject: 'user@example.com', factor: 'password' });
      return { status: 204 };
    };
    const { log } = await send(backend, 'writeThing', request);
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ message }) => message === 'answered')).toMatchObject([
      { requestId: 'gateway-request-1', operationId: 'writeThing', status: 204, service: 'writeThing' },
    ]);
    const audited = lines.find(({ message }) => message === 'audit');
    expect(audited?.['audit']).toMatchObject({
      event: 'written',
      outcome: 'success',
      factor: 'password',
      requestId: 'gateway-request-1',
      address: '203.0.113.7',
      time: '2026-01-31T12:00:00.000Z',
      subjectHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('carries no key of one request into the next', async () => {
    backend.services['writeThing'] = (input, { logger }) => {
      (logger as unknown as { appendKeys(keys: object): void }).appendKeys({
        leftover: input.headers['x-trace'] as string,
      });
      return { status: 204 };
    };
    await send(backend, 'writeThing', request);
    backend.services['writeThing'] = () => ({ status: 204 });
    expect((await send(backend, 'writeThing', request)).log).not.toContain('leftover');
  });
});

test('What a service knows of the caller comes from the gateway, without control characters', async () => {
  let source: unknown;
  backend.services['readPublic'] = (_input, context) => {
    source = context.source;
    return { status: 200, body: {} };
  };
  const event = eventOf({ method: 'GET', headers: { 'x-forwarded-for': '198.51.100.1' }, address: '203.0.113.9' }) as {
    requestContext: { identity: { userAgent: string } };
  };
  event.requestContext.identity.userAgent = `a\r\n\u0000b${'x'.repeat(500)}`;
  const handler = backend.handlers['readPublic'] as (event: unknown, context: unknown) => Promise<unknown>;
  await captured(() => handler(event, {}));
  expect(source).toEqual({ address: '203.0.113.9', userAgent: `a   b${'x'.repeat(251)}` });
});
