import { createHmac, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Authorized } from '../../generated/http/authorizer.js';
import type { User } from '../../generated/entities/user.js';
import { bearerAuth } from '../../overrides/security/bearer-auth.js';
import { account } from './support/accounts.js';
import { calls, fail, reset } from './support/calls.js';
import { environment, testContext, type TestContext } from './support/context.js';
import { table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${environment.COGNITO_USER_POOL_ID}`;
const originJti = randomUUID();

let context: TestContext;
let ada: User;
let fetched: string[];

beforeEach(async () => {
  // The authorizer reads twice at once, and the second read of the test before may still be under way.
  await new Promise((resolve) => setImmediate(resolve));
  reset();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-03T09:15:00.000Z') });
  context = testContext();
  ada = account('ada@example.com');
  table.set(`Session/${ada.userId}/${originJti}`, {
    userId: ada.userId,
    originJti,
    sessionEpoch: 0,
    createdAt: '2026-11-03T09:15:00.000Z',
    endsAt: '2026-12-03T09:15:00.000Z',
  });
  fetched = [];
  const keys = { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }] };
  vi.stubGlobal('fetch', async (url: string) => {
    fetched.push(url);
    return new Response(JSON.stringify(keys));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

function claims(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: ada.userId,
    iss: issuer,
    client_id: environment.COGNITO_CLIENT_ID,
    token_use: 'access',
    origin_jti: originJti,
    iat: now,
    exp: now + 3600,
    jti: randomUUID(),
  };
}

function token(more: object = {}, header: object = {}, key: KeyObject = own.privateKey): string {
  const text = `${encode({ alg: 'RS256', kid: 'own', ...header })}.${encode({ ...claims(), ...more })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

const validFrom = (sessionsValidFrom: string): void => void (context = testContext({ sessionsValidFrom }));

const authorize = (credential: string): Promise<Authorized | undefined> => bearerAuth({ credential }, context);

describe('bearerAuth', () => {
  it('lets in the holder of a token whose session stands', async () => {
    expect(await authorize(token())).toEqual({
      subject: ada.userId,
      claims: { sessionId: originJti, sessionEpoch: 0 },
    });
  });

  it('reads session and user consistently on every call, and the keys once', async () => {
    for (let time = 0; time < 5; time += 1) await authorize(token());
    expect(calls).toEqual(Array.from({ length: 5 }, () => ['GetItem Session', 'GetItem User']).flat());
    expect(fetched.length).toBeLessThanOrEqual(1);
  });

  const unsigned = (header: object): string => `${encode(header)}.${encode(claims())}`;
  const publicPem = (): string => String(own.publicKey.export({ format: 'pem', type: 'spki' }));
  const withHmac = (text: string): string =>
    `${text}.${createHmac('sha256', publicPem()).update(text).digest('base64url')}`;

  it.each<[string, () => string]>([
    ['no token at all', () => 'abc'],
    ['three dots', () => '...'],
    ['alg none', () => `${unsigned({ alg: 'none', kid: 'own' })}.`],
    ['HS256 with the public key', () => withHmac(unsigned({ alg: 'HS256', kid: 'own' }))],
    ['RS512', () => token({}, { alg: 'RS512' })],
    ['a bad signature', () => `${token().slice(0, -8)}AAAAAAAA`],
    ['a foreign key under our kid', () => token({}, {}, foreign.privateKey)],
    ['a jku that leads elsewhere', () => token({}, { jku: 'https://evil.example/jwks.json' }, foreign.privateKey)],
    ['no kid', () => token({}, { kid: undefined })],
    ['another pool', () => token({ iss: `${issuer}2` })],
    ['another client', () => token({ client_id: 'other' })],
    ['an ID token', () => token({ token_use: 'id', aud: environment.COGNITO_CLIENT_ID })],
    ['an expired token', () => token({ exp: Math.floor(Date.now() / 1000) - 1 })],
    ['a token that never expires', () => token({ exp: undefined })],
    ['no origin_jti', () => token({ origin_jti: undefined })],
    ['no sub', () => token({ sub: undefined })],
  ])('refuses %s without reading the table', async (_, make) => {
    expect(await authorize(make())).toBeUndefined();
    expect(calls).toEqual([]);
    expect(fetched.filter((url) => url.includes('evil'))).toEqual([]);
  });

  it('goes by the clock of the backend as well', async () => {
    context.advance(3600);
    expect(await authorize(token())).toBeUndefined();
  });

  it.each<[string, () => unknown]>([
    ['the session is gone', () => table.delete(`Session/${ada.userId}/${originJti}`)],
    ['the session is somebody else’s', () => table.delete(`User/${ada.userId}`)],
    ['the epoch was raised', () => Object.assign(table.get(`User/${ada.userId}`) ?? {}, { sessionEpoch: 1 })],
    [
      'the account is being deleted',
      () => Object.assign(table.get(`User/${ada.userId}`) ?? {}, { status: 'DELETING' }),
    ],
    [
      'the session is past its end',
      () =>
        Object.assign(table.get(`Session/${ada.userId}/${originJti}`) ?? {}, { endsAt: '2026-11-03T09:15:00.000Z' }),
    ],
    ['the session began before sessions are valid', () => validFrom('2026-11-03T09:15:01Z')],
    ['nobody can tell from when on sessions are valid', () => validFrom('2026-02-32T00:00:00Z')],
  ])('refuses a good token when %s', async (_, change) => {
    change();
    expect(await authorize(token())).toBeUndefined();
  });

  it.each(['GetItem Session', 'GetItem User'])('throws when %s fails, which is answered 503', async (name) => {
    fail(name, 'refuse');
    await expect(authorize(token())).rejects.toThrow('timed out');
  });

  it('causes no storm of fetches by made-up key ids', async () => {
    await authorize(token());
    fetched.length = 0;
    for (let time = 0; time < 50; time += 1)
      expect(await authorize(token({}, { kid: `made-up-${time}` }))).toBeUndefined();
    expect(fetched.length).toBeLessThanOrEqual(1);
    expect(await authorize(token())).toBeDefined();
  });
});

/** A server of this test, on a free port. */
async function serve(answer: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('bearerAuth in a new function', () => {
  beforeEach(() => void vi.resetModules());
  afterEach(() => vi.unstubAllEnvs());

  const fresh = async (): Promise<typeof bearerAuth> =>
    (await import('../../overrides/security/bearer-auth.js')).bearerAuth;

  it('fetches the keys of its own pool', async () => {
    await (
      await fresh()
    )({ credential: token() }, context);
    expect(fetched).toEqual([`${issuer}/.well-known/jwks.json`]);
  });

  it('fetches them from the endpoint that the SDK would ask', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', 'http://127.0.0.1:9229/');
    await (
      await fresh()
    )({ credential: token() }, context);
    expect(fetched).toEqual([`http://127.0.0.1:9229/${environment.COGNITO_USER_POOL_ID}/.well-known/jwks.json`]);
  });

  it.each([
    ['no JSON', 'not at all', 200],
    ['no keys', '{}', 200],
    ['keys that are no list', '{"keys":{}}', 200],
    ['a key that is none', '{"keys":[{"kid":"own"}]}', 200],
    ['an error', '{"keys":[]}', 500],
    ['too much', JSON.stringify({ keys: [], padding: 'x'.repeat(65_536) }), 200],
  ])('throws, and refuses nobody, when the pool’s keys are answered with %s', async (_what, body, status) => {
    vi.stubGlobal('fetch', async () => new Response(body, { status }));
    await expect((await fresh())({ credential: token() }, context)).rejects.toThrow();
  });

  it('follows no redirect to keys of others', async () => {
    vi.unstubAllGlobals();
    let asked = 0;
    const theirs = await serve((_request, response) => {
      asked += 1;
      const keys = [{ ...foreign.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }];
      response.end(JSON.stringify({ keys }));
    });
    const ours = await serve((_request, response) => response.writeHead(302, { location: theirs.url }).end());
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', ours.url);
    try {
      await expect((await fresh())({ credential: token({}, {}, foreign.privateKey) }, context)).rejects.toThrow();
      expect(asked).toBe(0);
    } finally {
      ours.server.close();
      theirs.server.close();
    }
  });

  it('throws when the keys cannot be had, and tries again at the next call', async () => {
    const authorizer = await fresh();
    const working = globalThis.fetch;
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('fetch failed')));
    await expect(authorizer({ credential: token() }, context)).rejects.toThrow('fetch failed');
    vi.stubGlobal('fetch', working);
    expect(await authorizer({ credential: token() }, context)).toBeDefined();
  });
});
