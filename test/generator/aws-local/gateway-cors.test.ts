import { expect, test } from 'vitest';
import { route, start } from './gateway-harness.js';

const origin = 'https://app.example.com';
const routes = [route('GET', '/pets'), route('POST', '/pets', { access: { kind: 'nobody', reason: 'for a test' } })];
const preflight = (url: string, from: string) =>
  fetch(url, { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'POST' } });

test('a preflight from an allowed origin names the methods of the path', async () => {
  const { url } = await start({ routes });
  const response = await preflight(`${url}/pets`, origin);
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, x-request-id',
    'access-control-max-age': '600',
    vary: 'Origin',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  });
  expect(response.headers.get('x-request-id')).not.toBeNull();
  expect(response.headers.get('content-type')).toBeNull();
});

test.each([
  'https://evil.example',
  'https://app.example.com.evil.example',
  'https://APP.example.com',
  'http://app.example.com',
  'null',
  '*',
])('an origin %s that is not exactly an allowed one gets no CORS header', async (from) => {
  const { url } = await start({ routes });
  for (const response of [
    await preflight(`${url}/pets`, from),
    await fetch(`${url}/none`, { headers: { origin: from } }),
  ]) {
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('what the gateway’s own errors let a browser read is what the table says, whatever the origin', async () => {
  const gatewayResponses = [
    {
      type: 'DEFAULT_4XX' as const,
      status: 400,
      headers: { 'access-control-allow-origin': '*' },
      body: () => '{}',
    },
  ];
  const { url } = await start({ routes, gatewayResponses });
  for (const from of [origin, 'https://evil.example']) {
    const response = await fetch(`${url}/pets`, { method: 'POST', headers: { origin: from } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  }
  const asked = await preflight(`${url}/pets`, 'https://evil.example');
  expect(asked.headers.get('access-control-allow-origin')).toBeNull();
});

test('a stage without frontends has no answer to a preflight, as it has none deployed', async () => {
  const { url } = await start({ routes, allowedOrigins: [] });
  expect((await preflight(`${url}/pets`, origin)).status).toBe(404);
});

test('a preflight for an unknown path is a missing route', async () => {
  const { url } = await start({ routes });
  expect((await preflight(`${url}/none`, origin)).status).toBe(404);
});

test('a declared OPTIONS operation is served', async () => {
  const { url } = await start({ routes: [...routes, route('OPTIONS', '/pets')] });
  expect((await preflight(`${url}/pets`, origin)).status).toBe(200);
});
