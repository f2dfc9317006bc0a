import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { Authorizer, Route, RouteTable } from '../../../generator/aws-local/gateway/index.js';
import { echoed, policy, route, start } from './gateway-harness.js';

interface Case {
  readonly access?: Route['access'];
  readonly authorizers: RouteTable['authorizers'];
  readonly identitySources?: RouteTable['identitySources'];
}

/** A gateway with one secured route; counts what reaches the function. */
async function secured({ access = bearer, ...table }: Case, options: { integrationMs?: number } = {}) {
  const lines: string[] = [];
  let reached = 0;
  const handler = route('GET', '/').handler;
  const guarded = route('GET', '/pets/{id}', {
    operationId: 'getPet',
    access,
    handler: (event, context) => {
      reached++;
      return handler(event, context);
    },
  });
  const limits = options.integrationMs === undefined ? {} : { integrationMs: options.integrationMs };
  const { url } = await start({ routes: [guarded], ...table }, { lines, limits });
  const get = (headers: Record<string, string> = { authorization: 'Bearer x' }) =>
    fetch(`${url}/pets/1?key=k`, { headers });
  return { get, lines, reached: () => reached };
}

const bearer: Route['access'] = { kind: 'authorized', scheme: 'bearer' };
const one = (authorizer: Authorizer): Case => ({ authorizers: { bearer: authorizer } });
const allow: Authorizer = async () => policy('Allow', { sub: 'u1', admin: true, level: 3 });
const unauthorized: Authorizer = () => Promise.reject(new Error('Unauthorized'));

test('an allowed request carries principal and context, as strings like on AWS', async () => {
  const { get } = await secured(one(allow));
  const { requestContext } = await echoed(await get());
  expect(requestContext.authorizer).toEqual({
    principalId: 'user-1',
    sub: 'u1',
    admin: 'true',
    level: '3',
    integrationLatency: 0,
  });
});

test('an authorizer gets a REQUEST event without the body', async () => {
  const events: APIGatewayRequestAuthorizerEvent[] = [];
  const { get } = await secured(one(async (event) => (events.push(event), policy('Allow'))));
  await get();
  expect(events[0]).toMatchObject({
    type: 'REQUEST',
    methodArn: expect.stringMatching(/^arn:aws:execute-api:[^:]+:\d{12}:\w+\/v1\/GET\/pets\/1$/),
    resource: '/pets/{id}',
    path: '/pets/1',
    httpMethod: 'GET',
    headers: { authorization: 'Bearer x' },
    pathParameters: { id: '1' },
    requestContext: { stage: 'v1', resourcePath: '/pets/{id}' },
  });
  expect(events[0]).not.toHaveProperty('body');
});

test('without the Authorization header the authorizer is not even called', async () => {
  let calls = 0;
  const { get, reached } = await secured(one(async () => (calls++, policy('Allow'))));
  for (const headers of [{}, { authorization: '' }, { authorization: '  ' }]) {
    const response = await get(headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'UNAUTHORIZED' });
  }
  expect([calls, reached()]).toEqual([0, 0]);
});

test('an identity source other than Authorization is honoured', async () => {
  const sources: Case = {
    ...one(allow),
    identitySources: {
      bearer: [
        { in: 'header', name: 'X-Api-Key' },
        { in: 'query', name: 'key' },
      ],
    },
  };
  const { get } = await secured(sources);
  expect((await get()).status).toBe(401);
  expect((await get({ 'x-api-key': 'k' })).status).toBe(200);
});

const verdicts: readonly [string, Authorizer, number, string][] = [
  ['that throws Unauthorized', unauthorized, 401, 'UNAUTHORIZED'],
  ['that throws the text Unauthorized', () => Promise.reject('Unauthorized'), 401, 'UNAUTHORIZED'],
  ['that denies', async () => policy('Deny'), 403, 'ACCESS_DENIED'],
  [
    'that allows another method',
    async () => policy('Allow', {}, 'arn:aws:execute-api:*:*:*/v1/POST/*'),
    403,
    'ACCESS_DENIED',
  ],
  ['that throws anything else', () => Promise.reject(new Error('boom')), 500, 'AUTHORIZER_FAILURE'],
  [
    'that throws at once',
    () => {
      throw new TypeError('boom');
    },
    500,
    'AUTHORIZER_FAILURE',
  ],
  ['that never answers', () => new Promise(() => {}), 500, 'AUTHORIZER_FAILURE'],
];
test.each(verdicts)('an authorizer %s', async (_, authorizer, status, error) => {
  const { get, reached } = await secured(one(authorizer), { integrationMs: 100 });
  const response = await get();
  expect(response.status).toBe(status);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ error });
  expect(text).not.toContain('boom');
  expect(reached()).toBe(0);
});

const statement = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' };
const document = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const odd: readonly [string, unknown, number][] = [
  ['undefined', undefined, 500],
  ['true', true, 500],
  ['a simple response', { isAuthorized: true }, 500],
  ['no principal', { policyDocument: document(statement) }, 500],
  ['no policy', { principalId: 'u' }, 500],
  ['a list in the context', { principalId: 'u', policyDocument: document(statement), context: { a: ['x'] } }, 500],
  ['no statement that allows', { principalId: 'u', policyDocument: document() }, 403],
  ['an allow with a condition', { principalId: 'u', policyDocument: document({ ...statement, Condition: {} }) }, 403],
  [
    'an allow by NotResource',
    { principalId: 'u', policyDocument: document({ Effect: 'Allow', Action: '*', NotResource: 'x' }) },
    403,
  ],
  [
    'a misspelt effect',
    { principalId: 'u', policyDocument: document(statement, { ...statement, Effect: 'deny' }) },
    403,
  ],
  [
    'a deny beside an allow',
    {
      principalId: 'u',
      policyDocument: document(statement, { ...statement, Effect: 'Deny', Resource: '*/GET/pets/?' }),
    },
    403,
  ],
  [
    'a deny of another route',
    { principalId: 'u', policyDocument: document(statement, { ...statement, Effect: 'Deny', Resource: '*/POST/*' }) },
    200,
  ],
  [
    'lists in a statement',
    {
      principalId: 'u',
      policyDocument: document({ ...statement, Action: ['execute-api:*'], Resource: ['x', '*/pets/1'] }),
    },
    200,
  ],
];
test.each(odd)('an authorizer that returns %s', async (_, result, status) => {
  const { get, reached } = await secured(one(async () => result as APIGatewayAuthorizerResult));
  expect((await get()).status).toBe(status);
  expect(reached()).toBe(status === 200 ? 1 : 0);
});

test('a route that nobody may call is denied, and the log says why', async () => {
  const access: Route['access'] = { kind: 'nobody', reason: 'no override fills the authorizer of bearer' };
  const { get, lines, reached } = await secured({ access, authorizers: { bearer: allow } });
  expect((await get()).status).toBe(401);
  expect(lines).toEqual([expect.stringMatching(/getPet: denied, no override fills the authorizer of bearer/)]);
  expect(reached()).toBe(0);
});

test.each(['bearer', 'constructor'])('an authorizer %s that is not there lets nobody in', async (scheme) => {
  const { get, lines, reached } = await secured({ access: { kind: 'authorized', scheme }, authorizers: {} });
  expect((await get()).status).toBe(500);
  expect(lines).toEqual([expect.stringContaining(`the authorizer of ${scheme} is not there`)]);
  expect(reached()).toBe(0);
});

test('an authorizer without an identity source is asked about every caller', async () => {
  const { get } = await secured({ ...one(unauthorized), identitySources: { bearer: [] } });
  expect((await get({})).status).toBe(401);
  const failing = await secured({ ...one(() => Promise.reject(new Error('boom'))), identitySources: { bearer: [] } });
  expect((await failing.get({})).status).toBe(500);
});
