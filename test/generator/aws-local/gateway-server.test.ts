import { connect } from 'node:net';
import { expect, test, vi } from 'vitest';
import { preflightHeaders } from '../../../generated/http/gateway-headers.js';
import { startGateway } from '../../../generator/aws-local/gateway/index.js';
import type { AnswerRecord } from '../../../generator/aws-local/gateway/index.js';
import { answering, echo, route, start, statusOf, talk } from './gateway-harness.js';

const pets = route('POST', '/pets', { operationId: 'addPet' });
const megabyte = 1024 * 1024;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const slow = (ms: number) => route('GET', '/slow', { handler: async (event) => (await pause(ms), echo(event)) });

function expectErrorShape(said: string, status: number): void {
  expect(said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(said.toLowerCase()).toContain('x-request-id: ');
  expect(JSON.parse(said.slice(said.indexOf('{')))).toMatchObject({
    error: 'DEFAULT_4XX',
    request_id: expect.any(String),
  });
}

test('a taken port is refused with EADDRINUSE', async () => {
  const { port } = await start({ routes: [] });
  const routes = () => ({
    routes: [],
    authorizers: {},
    gatewayResponses: [],
    allowedOrigins: [],
    preflight: preflightHeaders,
  });
  await expect(startGateway({ port, stage: 'v1', routes })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('only 127.0.0.1 listens', async () => {
  const { url, port } = await start({ routes: [] });
  expect(url).toBe(`http://localhost:${port}/v1`);
  await expect(
    new Promise((resolve, reject) => connect(port, '127.0.0.2', () => resolve('open')).once('error', reject)),
  ).rejects.toThrow('ECONNREFUSED');
});

test('a body of 11 MB is refused with 413, with a length and without one', async () => {
  let reached = 0;
  const handler = async () => (reached++, { statusCode: 200, body: '' });
  const { url } = await start({ routes: [route('POST', '/pets', { handler })] });
  const sized = await fetch(`${url}/pets`, { method: 'POST', body: Buffer.alloc(11 * megabyte) });
  expect(sized.status).toBe(413);
  expect(await sized.json()).toMatchObject({ error: 'REQUEST_TOO_LARGE' });
  const parts = Array.from({ length: 11 }, () => new Uint8Array(megabyte));
  const body = new ReadableStream({
    pull: (controller) => (parts.length > 0 ? controller.enqueue(parts.pop()) : controller.close()),
  });
  const chunked = await fetch(`${url}/pets`, { method: 'POST', body, duplex: 'half' } as RequestInit);
  expect(chunked.status).toBe(413);
  expect(reached).toBe(0);
  expect((await fetch(`${url}/pets`, { method: 'POST', body: Buffer.alloc(9 * megabyte) })).status).toBe(200);
});

test('a caller who asks before uploading too much is refused without the upload', async () => {
  const { port } = await start({ routes: [pets] });
  const ask = (length: number) =>
    talk(port, `POST /v1/pets HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n\r\n`);
  expect(await ask(11 * megabyte)).toMatch(/^HTTP\/1.1 413 /);
  expect(await ask(3)).toMatch(/^HTTP\/1.1 100 /);
});

test('headers over the limit get 431 in the error shape', async () => {
  const { port } = await start({ routes: [pets] });
  const withHeader = (length: number) =>
    talk(port, `POST /v1/pets HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(length)}\r\nConnection: close\r\n\r\n`);
  expect(await withHeader(9_000)).toMatch(/^HTTP\/1.1 200 /);
  expectErrorShape(await withHeader(11_000), 431);
  expectErrorShape(await talk(port, `GET /v1/pets HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(500_000)}\r\n\r\n`), 431);
  expectErrorShape(await talk(port, `GET /v1/${'a'.repeat(200_000)} HTTP/1.1\r\nHost: x\r\n\r\n`), 431);
});

const garbage: readonly [string, string][] = [
  ['no HTTP at all', '\x16\x03\x01\x02\x00garbage\r\n\r\n'],
  ['a NUL in the path', 'GET /v1/pe\0ts HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a NUL in a header', 'GET /v1/pets HTTP/1.1\r\nHost: x\r\nX-A: b\0c\r\n\r\n'],
  ['two lengths', 'POST /v1/pets HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
  [
    'a length and chunks',
    'POST /v1/pets HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a folded header', 'GET /v1/pets HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c: d\r\n\r\n'],
  ['no host', 'GET /v1/pets HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['two hosts', 'GET /v1/pets HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
];
test.each(garbage)('a request with %s gets 400 in the error shape', async (_, bytes) => {
  const { port } = await start({ routes: [pets, route('GET', '/pets')] });
  expectErrorShape(await talk(port, bytes), 400);
  expect(await statusOf(port, '/v1/pets')).toBe(200);
});

test('an encoded NUL reaches the function as data', async () => {
  const { port } = await start({ routes: [route('GET', '/pets/{id}')] });
  expect(await statusOf(port, '/v1/pets/a%00b')).toBe(200);
});

test('garbage behind a good request does not overtake its answer', async () => {
  const { port } = await start({ routes: [slow(150)] });
  const said = await talk(port, 'GET /v1/slow HTTP/1.1\r\nHost: x\r\n\r\n!!garbage!!\r\n\r\n', 1_000);
  expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '400']);
});

test('a request that breaks off behind a good one does not overtake its answer either', async () => {
  const { port } = await start({ routes: [slow(150), pets] });
  const broken = 'POST /v1/pets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
  const said = await talk(port, `GET /v1/slow HTTP/1.1\r\nHost: x\r\n\r\n${broken}`, 1_000);
  expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '400']);
});

test('upgrades, tunnels and unknown expectations are not served, and harm nobody', async () => {
  const { port } = await start({ routes: [route('GET', '/pets')] });
  const upgrade = 'GET /v1/pets HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
  expect(await talk(port, upgrade)).toMatch(/^HTTP\/1.1 200 /);
  await talk(port, 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n').catch(() => '');
  expect(await talk(port, 'GET /v1/pets HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  expect(await statusOf(port, '/v1/pets', 'TRACE')).toBe(404);
});

test('pipelined requests are answered in order', async () => {
  const { port } = await start({
    routes: [slow(80), route('GET', '/fast', { handler: answering({ statusCode: 202, body: '' }) })],
  });
  const said = await talk(
    port,
    'GET /v1/slow HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/fast HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  );
  expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '202']);
});

test('headers or a body that trickle in are cut off with 408', async () => {
  const { port } = await start({ routes: [pets] }, { limits: { headersMs: 200, requestMs: 300 } });
  expectErrorShape(await talk(port, 'GET /v1/pets HTTP/1.1\r\nHost: x\r\nX-', 3_000), 408);
  expectErrorShape(await talk(port, 'POST /v1/pets HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc', 3_000), 408);
});

test('a caller who leaves mid-body reaches no function and is recorded as 499', async () => {
  const records: AnswerRecord[] = [];
  let reached = 0;
  const handler = async () => (reached++, { statusCode: 200, body: '' });
  const { port } = await start(
    { routes: [route('POST', '/pets', { handler })] },
    { onAnswer: (record) => records.push(record) },
  );
  const socket = connect(port, '127.0.0.1', () =>
    socket.write('POST /v1/pets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc'),
  );
  await pause(80);
  socket.resetAndDestroy();
  await vi.waitFor(() => expect(records).toMatchObject([{ status: 499 }]));
  expect(reached).toBe(0);
  expect(await statusOf(port, '/v1/none')).toBe(404);
});

test('50 parallel requests each get their own answer', async () => {
  const { url } = await start({
    routes: [route('POST', '/pets/{id}', { handler: async (event) => (await pause(20), echo(event)) })],
  });
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const response = await fetch(`${url}/pets/${index}`, { method: 'POST', body: `body ${index}` });
      const event = (await response.json()) as { pathParameters: { id: string }; body: string };
      return `${event.pathParameters.id} ${event.body}`;
    }),
  );
  expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => `${index} body ${index}`));
});

test('answers are recorded without their query', async () => {
  const records: AnswerRecord[] = [];
  const { url } = await start({ routes: [pets] }, { onAnswer: (record) => records.push(record) });
  await (
    await fetch(`${url}/pets?token=secret`, { method: 'POST', headers: { 'x-request-id': 'caller-0001' } })
  ).text();
  await (await fetch(`${url}/none`)).text();
  await vi.waitFor(() => expect(records).toHaveLength(2));
  expect(records[0]).toEqual({
    method: 'POST',
    path: '/v1/pets',
    operationId: 'addPet',
    status: 200,
    requestId: 'caller-0001',
    durationMs: expect.any(Number),
  });
  expect(records[1]).toMatchObject({ operationId: undefined, status: 404 });
});

test('the middleware may answer first, unrecorded, and its failure is a 500', async () => {
  const records: AnswerRecord[] = [];
  const { port } = await start(
    { routes: [route('GET', '/pets')] },
    {
      onAnswer: (record) => records.push(record),
      middleware: (request, response) => {
        if (request.url === '/fault') throw new Error('boom');
        if (!request.url?.startsWith('/_dev/')) return false;
        response.end('dev');
        return true;
      },
    },
  );
  expect(await (await fetch(`http://localhost:${port}/_dev/`)).text()).toBe('dev');
  expect(await statusOf(port, '/fault')).toBe(500);
  expect(await statusOf(port, '/v1/pets')).toBe(200);
  await vi.waitFor(() => expect(records.map(({ status }) => status)).toEqual([500, 200]));
});

test('a table that cannot be built is a 500 with the built-in wording', async () => {
  const { url } = await start(
    { routes: [] },
    {
      routes: () => {
        throw new Error('boom');
      },
    },
  );
  const response = await fetch(`${url}/pets`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    error: 'INTERNAL_ERROR',
    message: expect.any(String),
    request_id: response.headers.get('x-request-id'),
  });
});

test('closing lets a request in flight finish and refuses new ones', async () => {
  const gateway = await start({ routes: [slow(150)] });
  const inFlight = fetch(`${gateway.url}/slow`);
  await pause(60);
  const closing = gateway.close();
  await pause(10);
  await expect(fetch(`${gateway.url}/slow`)).rejects.toThrow();
  expect((await inFlight).status).toBe(200);
  await closing;
  await gateway.close();
});

test('closing ends connections that are idle, and those that take too long', async () => {
  const gateway = await start({ routes: [slow(60_000)] }, { limits: { closeMs: 150 } });
  const idle = connect(gateway.port, '127.0.0.1');
  const stuck = fetch(`${gateway.url}/slow`).catch(() => 'cut');
  await pause(60);
  await gateway.close();
  expect(await stuck).toBe('cut');
  idle.destroy();
});
