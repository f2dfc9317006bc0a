import { expect, test } from 'vitest';
import { preflightHeaders } from '../../../generated/http/gateway-headers.js';
import { echoed, route, start, statusOf } from './gateway-harness.js';

const idOf = async (response: Response): Promise<string> => (await echoed(response)).resource;

test('a literal segment wins over a parameter, whatever the order of the routes', async () => {
  const { url } = await start({
    routes: [route('GET', '/pets/{id}'), route('GET', '/pets/mine'), route('GET', '/{a}/mine')],
  });
  expect(await idOf(await fetch(`${url}/pets/mine`))).toBe('/pets/mine');
  expect(await idOf(await fetch(`${url}/pets/7`))).toBe('/pets/{id}');
  expect(await idOf(await fetch(`${url}/dogs/mine`))).toBe('/{a}/mine');
});

test('a literal segment wins also where paths of other lengths stand between the two', async () => {
  const paths = ['/pets/{id}', '/pets', '/pets/mine'];
  const { url } = await start({ routes: paths.map((path) => route('GET', path)) });
  expect(await idOf(await fetch(`${url}/pets/mine`))).toBe('/pets/mine');
});

test('an unknown path and an unknown method are both a missing route', async () => {
  const { url } = await start({ routes: [route('GET', '/pets')] });
  for (const response of [await fetch(`${url}/cats`), await fetch(`${url}/pets`, { method: 'DELETE' })]) {
    expect(response.status).toBe(404);
    const body = (await response.json()) as Record<string, string>;
    expect(body['error']).toBe('MISSING_ROUTE');
    expect(body['request_id']).toBe(response.headers.get('x-request-id'));
    expect(response.headers.get('strict-transport-security')).toBe('max-age=1');
  }
});

test('the path is chosen before the method', async () => {
  const { url } = await start({ routes: [route('GET', '/pets/mine'), route('DELETE', '/pets/{id}')] });
  expect((await fetch(`${url}/pets/mine`, { method: 'DELETE' })).status).toBe(404);
});

test('methods of one path may name its parameters differently', async () => {
  const { url } = await start({ routes: [route('GET', '/pets/{id}'), route('DELETE', '/pets/{petId}')] });
  expect((await echoed(await fetch(`${url}/pets/1`))).pathParameters).toEqual({ id: '1' });
  expect((await echoed(await fetch(`${url}/pets/1`, { method: 'DELETE' }))).pathParameters).toEqual({ petId: '1' });
});

test('a segment may mix literals and parameters', async () => {
  const { url } = await start({
    routes: [
      route('POST', '/pets:adopt'),
      route('POST', '/pets/{id}:feed'),
      route('GET', '/{name}.{type}'),
      route('GET', '/{x}'),
    ],
  });
  expect(await idOf(await fetch(`${url}/pets:adopt`, { method: 'POST' }))).toBe('/pets:adopt');
  expect((await echoed(await fetch(`${url}/pets/7:feed`, { method: 'POST' }))).pathParameters).toEqual({ id: '7' });
  expect((await echoed(await fetch(`${url}/a.tar.gz`))).pathParameters).toEqual({ name: 'a.tar', type: 'gz' });
  expect((await echoed(await fetch(`${url}/.gz`))).pathParameters).toEqual({ x: '.gz' });
  expect((await echoed(await fetch(`${url}/gz.`))).pathParameters).toEqual({ x: 'gz.' });
});

test('path parameters are percent-encoded, and split before that', async () => {
  const { url } = await start({ routes: [route('GET', '/pets/{id}')] });
  const event = await echoed(await fetch(`${url}/pets/a%2Fb%20%C3%A9`));
  expect(event.pathParameters).toEqual({ id: 'a%2Fb%20%C3%A9' });
});

test('a trailing slash, a duplicate slash and an empty parameter are other paths', async () => {
  const { port } = await start({ routes: [route('GET', '/pets'), route('GET', '/pets/{id}')] });
  for (const target of ['/v1/pets/', '/v1//pets', '//v1/pets', '/v1/pets//1', '/v1/pets/1/'])
    expect(await statusOf(port, target)).toBe(404);
  expect(await statusOf(port, '/v1/pets')).toBe(200);
});

test('dot segments match nothing, encoded or not', async () => {
  const { port } = await start({ routes: [route('GET', '/pets/{id}'), route('GET', '/{a}/{b}')] });
  for (const target of ['/v1/pets/..', '/v1/pets/%2e%2e', '/v1/../v1/pets/1', '/v1/./pets', '/v1/%2E/pets']) {
    expect(await statusOf(port, target)).toBe(404);
  }
});

test('bad percent-encoding is refused and never a crash', async () => {
  const { port } = await start({ routes: [route('GET', '/pets/{id}')] });
  for (const target of ['/v1/pets/%', '/v1/pets/%zz', '/v1/pets/%ff', '/v1/%E0%A4%A/x', '/v1/pets/%c0%af'])
    expect(await statusOf(port, target)).toBe(404);
  for (const target of ['/v1/pets/1?a=%', '/v1/pets/1?%ff=1']) expect(await statusOf(port, target)).toBe(400);
  expect(await statusOf(port, '/v1/pets/1')).toBe(200);
});

test('only what lies below the stage is served, and without a stage everything is', async () => {
  const staged = await start({ routes: [route('GET', '/pets')] });
  expect(await statusOf(staged.port, '/pets')).toBe(404);
  expect(await statusOf(staged.port, '/v1pets')).toBe(404);
  const bare = await start({ routes: [route('GET', '/pets'), route('GET', '/')] }, { stage: '' });
  expect(bare.url).toBe(`http://localhost:${bare.port}`);
  expect(await statusOf(bare.port, '/pets')).toBe(200);
  expect(await statusOf(bare.port, '/')).toBe(200);
});

test('the absolute form of a request target is served, the asterisk form is not', async () => {
  const { port } = await start({ routes: [route('GET', '/pets')] });
  expect(await statusOf(port, 'http://x/v1/pets')).toBe(200);
  expect(await statusOf(port, '*', 'OPTIONS')).toBe(404);
});

test('a long segment against several parameters is matched without trying every split', async () => {
  const { port } = await start({ routes: [route('GET', '/{a}.{b}.{c}.{d}:go')] });
  expect(await statusOf(port, `/v1/${'.'.repeat(9_000)}`)).toBe(404);
});

test('a new table serves the next request', async () => {
  let routes = [route('GET', '/old')];
  const table = () => ({
    routes,
    authorizers: {},
    gatewayResponses: [],
    allowedOrigins: [],
    preflight: preflightHeaders,
  });
  const { port } = await start({ routes }, { routes: table });
  expect(await statusOf(port, '/v1/old')).toBe(200);
  routes = [route('GET', '/new')];
  expect(await statusOf(port, '/v1/old')).toBe(404);
  expect(await statusOf(port, '/v1/new')).toBe(200);
});
