import type { APIGatewayProxyEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { answering, echoed, route, start, talk } from './gateway-harness.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

test('an event has the shape of a REST proxy event', async () => {
  const { url } = await start(
    { routes: [route('POST', '/pets/{petId}')] },
    { now: () => new Date('2026-03-04T05:06:07.008Z') },
  );
  const event = await echoed(
    await fetch(`${url}/pets/a%20b?tag=x&tag=y&empty=&flag&plus=a+b%2B`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', 'User-Agent': 'test/1' },
    }),
  );
  expect(event).toMatchObject({
    resource: '/pets/{petId}',
    path: '/pets/a%20b',
    httpMethod: 'POST',
    queryStringParameters: { tag: 'y', empty: '', flag: '', plus: 'a b+' },
    multiValueQueryStringParameters: { tag: ['x', 'y'], empty: [''], flag: [''], plus: ['a b+'] },
    pathParameters: { petId: 'a%20b' },
    stageVariables: null,
    body: '{"a":1}',
    isBase64Encoded: false,
    requestContext: {
      stage: 'v1',
      path: '/v1/pets/a%20b',
      resourcePath: '/pets/{petId}',
      httpMethod: 'POST',
      protocol: 'HTTP/1.1',
      requestTime: '04/Mar/2026:05:06:07 +0000',
      requestTimeEpoch: Date.parse('2026-03-04T05:06:07.008Z'),
      identity: { sourceIp: '127.0.0.1', userAgent: 'test/1' },
    },
  });
  expect(event.requestContext.requestId).toMatch(uuid);
  expect(event.requestContext.accountId).toMatch(/^\d{12}$/);
  expect(event.requestContext.authorizer).toBeUndefined();
});

test('absent parameters and an empty body are null', async () => {
  const { url } = await start({ routes: [route('POST', '/pets')] });
  const event = await echoed(await fetch(`${url}/pets?`, { method: 'POST' }));
  expect(event).toMatchObject({
    body: null,
    isBase64Encoded: false,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
  });
});

test('a header that is sent twice has both values, and the last one alone; spelling is kept', async () => {
  const { port } = await start({ routes: [route('GET', '/pets')] });
  const said = await talk(
    port,
    'GET /v1/pets HTTP/1.1\r\nHost: x\r\nX-Tag: one\r\nx-tag: two\r\nTE: trailers\r\nConnection: close\r\n\r\n',
  );
  const event = JSON.parse(said.slice(said.indexOf('{'))) as APIGatewayProxyEvent;
  expect(event.multiValueHeaders['X-Tag']).toEqual(['one', 'two']);
  expect(event.headers['X-Tag']).toBe('two');
  expect(Object.keys(event.headers)).not.toContain('Connection');
  expect(Object.keys(event.headers)).not.toContain('TE');
});

test('the address comes from the connection, whatever X-Forwarded-For says', async () => {
  const { url } = await start({ routes: [route('GET', '/pets')] });
  const event = await echoed(
    await fetch(`${url}/pets`, { headers: { 'X-Forwarded-For': '6.6.6.6', 'X-Forwarded-Proto': 'gopher' } }),
  );
  expect(event.requestContext.identity.sourceIp).toBe('127.0.0.1');
  expect(event.headers['X-Forwarded-For']).toBe('6.6.6.6, 127.0.0.1');
  expect(event.multiValueHeaders['X-Forwarded-Proto']).toEqual(['http']);
});

test('a body of a binary type arrives as base64, text as text', async () => {
  const { url } = await start({ routes: [route('POST', '/pets')] });
  const send = async (type: string, body: string | Uint8Array<ArrayBuffer>) =>
    echoed(await fetch(`${url}/pets`, { method: 'POST', body, headers: { 'content-type': type } }));
  expect(await send('image/png', new Uint8Array([0, 255, 1]))).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  expect(await send('application/problem+json; charset=utf-8', '{"é":1}')).toMatchObject({
    body: '{"é":1}',
    isBase64Encoded: false,
  });
  expect(await send('application/x-www-form-urlencoded', 'a=1')).toMatchObject({ body: 'a=1', isBase64Encoded: false });
});

test('names such as __proto__ are data', async () => {
  const { url } = await start({ routes: [route('GET', '/pets/{id}')] });
  const text = await (
    await fetch(`${url}/pets/__proto__?__proto__=1&constructor=2`, { headers: { __proto__: 'x' } })
  ).text();
  expect(text).toContain('"queryStringParameters":{"__proto__":"1","constructor":"2"}');
  expect(text).toContain('"pathParameters":{"id":"__proto__"}');
});

test('the caller’s request id passes through to the function, and the gateway’s own id stays a UUID', async () => {
  const { url } = await start({ routes: [route('GET', '/pets')] });
  const event = await echoed(await fetch(`${url}/pets`, { headers: { 'x-request-id': 'caller-0001' } }));
  expect(event.headers['x-request-id']).toBe('caller-0001');
  expect(event.requestContext.requestId).toMatch(uuid);
});

test('the gateway’s own answers name its own id, whatever the caller sent', async () => {
  const { url } = await start({ routes: [] });
  const idFor = async (id: string) =>
    (await fetch(`${url}/none`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  for (const id of ['caller-0001', 'short', '<script>alert']) expect(await idFor(id)).toMatch(uuid);
});

test('a result with multi-value headers, base64 and numbers is written as it says', async () => {
  const result = {
    statusCode: 201,
    headers: { 'X-One': 1, 'X-Both': 'single', 'Content-Type': 'image/png' },
    multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'x-both': ['multi'] },
    body: 'AP8B',
    isBase64Encoded: true,
  };
  const { url } = await start({ routes: [route('GET', '/pets', { handler: answering(result) })] });
  const response = await fetch(`${url}/pets`);
  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('x-both')).toBe('multi');
  expect(response.headers.get('x-one')).toBe('1');
  expect(response.headers.get('content-length')).toBe('3');
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
});

test('an answer without content has no length, and HEAD has the length but no content', async () => {
  const routes = [
    route('DELETE', '/pets', { handler: answering({ statusCode: 204, body: '' }) }),
    route('HEAD', '/pets', { handler: answering({ statusCode: 200, body: 'four' }) }),
  ];
  const { port } = await start({ routes });
  const gone = await talk(port, 'DELETE /v1/pets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(gone).toMatch(/^HTTP\/1.1 204 /);
  expect(gone.toLowerCase()).not.toContain('content-length');
  expect(gone.toLowerCase()).not.toContain('transfer-encoding');
  const head = await talk(port, 'HEAD /v1/pets HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(head.toLowerCase()).toContain('content-length: 4');
  expect(head.endsWith('\r\n\r\n')).toBe(true);
});

test('API Gateway’s renaming of a function’s WWW-Authenticate is kept', async () => {
  const { url } = await start({
    routes: [
      route('GET', '/pets', {
        handler: answering({ statusCode: 401, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' }),
      }),
    ],
  });
  const { headers } = await fetch(`${url}/pets`);
  expect(headers.get('www-authenticate')).toBeNull();
  expect(headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
});

const malformed: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a list', []],
  ['no status', { body: 'x' }],
  ['a status in words', { statusCode: '200', body: '' }],
  ['an interim status', { statusCode: 101, body: '' }],
  ['an object for a body', { statusCode: 200, body: { a: 1 } }],
  ['an object for a header', { statusCode: 200, headers: { a: {} }, body: '' }],
  ['a line break in a header', { statusCode: 200, headers: { a: 'x\r\nSet-Cookie: y' }, body: '' }],
  ['a space in a header name', { statusCode: 200, headers: { 'a b': 'x' }, body: '' }],
  ['a text for several values', { statusCode: 200, multiValueHeaders: { a: 'x' }, body: '' }],
  ['base64 that is none', { statusCode: 200, body: '***', isBase64Encoded: true }],
];
test.each(malformed)('%s for a result is an integration failure', async (_, result) => {
  const lines: string[] = [];
  const { url } = await start({ routes: [route('GET', '/pets', { handler: answering(result) })] }, { lines });
  const response = await fetch(`${url}/pets`);
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ error: 'INTEGRATION_FAILURE' });
  expect(lines).toHaveLength(1);
});

test('a handler that throws, at once or later, is an integration failure without details', async () => {
  const late = async (): Promise<never> => {
    await Promise.resolve();
    throw new Error('secret-detail');
  };
  const atOnce = (): never => {
    throw new Error('secret-detail');
  };
  const { url } = await start({
    routes: [route('GET', '/late', { handler: late }), route('GET', '/now', { handler: atOnce })],
  });
  for (const path of ['/late', '/now']) {
    const response = await fetch(url + path);
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('secret-detail');
  }
});

test('a handler that does not answer in time is a time-out, and its late failure harms nobody', async () => {
  const handler = async (): Promise<never> => {
    await new Promise((resolve) => setTimeout(resolve, 120));
    throw new Error('late');
  };
  const { url } = await start(
    { routes: [route('GET', '/slow', { handler }), route('GET', '/pets')] },
    { limits: { integrationMs: 50 } },
  );
  const response = await fetch(`${url}/slow`);
  expect(response.status).toBe(504);
  expect(await response.json()).toMatchObject({ error: 'INTEGRATION_TIMEOUT' });
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect((await fetch(`${url}/pets`)).status).toBe(200);
});
