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
    'strict-transport-security': 'max-age=1',
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
    expect(response.headers.get('vary')).toBe('Origin');
  }
});

test('the gateway’s own errors can be read by an allowed origin', async () => {
  const { url } = await start({ routes });
  const response = await fetch(`${url}/pets`, { method: 'POST', headers: { origin } });
  expect(response.status).toBe(401);
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(response.headers.get('access-control-expose-headers')).toContain('x-request-id');
});

test('a preflight for an unknown path is a missing route', async () => {
  const { url } = await start({ routes });
  expect((await preflight(`${url}/none`, origin)).status).toBe(404);
});

test('a declared OPTIONS operation is served', async () => {
  const { url } = await start({ routes: [...routes, route('OPTIONS', '/pets')] });
  expect((await preflight(`${url}/pets`, origin)).status).toBe(200);
});
