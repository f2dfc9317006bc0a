import {
  constants,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  type KeyObject,
} from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createIdentity, type Identity } from '../../generator/aws-local/cognito/identity.js';
import { openStore } from '../../generator/aws-local/cognito/store.js';
import {
  atOnce,
  cognito,
  dynamodb,
  expectStatus,
  password,
  startTestBackend,
  statusCounts,
  type Body,
  type Member,
  type TestBackend,
} from '../support/backend.js';

/** Here the pool's key is planted, so that tokens can be made that are wrong in one point only. */
const data = join('tmp', `token-confusion-${randomUUID()}`);

const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });

let backend: TestBackend;
let pool: Identity;
let member: Member;
/** The parts of a token that is good. */
let header: Body;
let claims: Body;
/** Offers the attacker's key to whoever fetches it. */
let keyServer: Server;
let keysFetched = 0;

/** A backend whose pool has the key that is planted. */
async function startPlanted(folder: string): Promise<TestBackend> {
  const store = await openStore(join(folder, 'cognito'));
  await store.saveIdentity(pool);
  await store.close();
  return startTestBackend({ data: folder });
}

beforeAll(async () => {
  pool = await createIdentity('eu-central-1', new Date());
  backend = await startPlanted(data);
  member = await backend.member();
  const [first = '', second = ''] = member.accessToken.split('.');
  [header, claims] = [decoded(first), decoded(second)];
  keyServer = createServer((_request, response) => {
    keysFetched += 1;
    const jwk = { ...foreign.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'attacker' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((listening) => keyServer.listen(0, '127.0.0.1', listening));
});

afterEach(() => {
  vi.restoreAllMocks();
  backend.fault = undefined;
});

afterAll(async () => {
  keyServer.close();
  await backend.close();
  rmSync(data, { recursive: true, force: true });
});

function decoded(part: string): Body {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Body;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signed(head: object, payload: object, key: string | KeyObject = pool.privateKey, hash = 'RSA-SHA256'): string {
  const text = `${encoded(head)}.${encoded(payload)}`;
  return `${text}.${sign(hash, Buffer.from(text), key).toString('base64url')}`;
}

function withHmac(head: object, secret: string | Buffer): string {
  const text = `${encoded(head)}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function keyServerUrl(): string {
  const address = keyServer.address();
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/jwks.json`;
}

async function expectRefused(token: string): Promise<void> {
  const reply = await backend.get('/users/profile', token);
  expectStatus(reply, 401);
  expect(reply.body).toMatchObject({ error: 'UNAUTHORIZED' });
  expect(reply.headers['www-authenticate']).toBe('Bearer');
  expect(reply.text).not.toContain(member.email);
}

/** How often the pool's keys are fetched during some work. */
async function keyFetches(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(globalThis, 'fetch');
  await work();
  const urls = spy.mock.calls.map(([input]) => (input instanceof Request ? input.url : String(input)));
  return urls.filter((url) => url.includes('jwks.json')).length;
}

test('a token that this suite signs with the pool’s key and the right claims is accepted', async () => {
  expectStatus(await backend.get('/users/profile', member.accessToken), 200);
  expectStatus(await backend.get('/users/profile', signed(header, claims)), 200);
});

test.each(['none', 'None', 'NONE', ''])('a token of the algorithm "%s" is refused', async (alg) => {
  const [, payload = '', signature = ''] = member.accessToken.split('.');
  await expectRefused(`${encoded({ ...header, alg })}.${payload}.`);
  await expectRefused(`${encoded({ ...header, alg })}.${payload}.${signature}`);
});

test('a token signed by HMAC with the pool’s public key is refused', async () => {
  const publicKey = createPublicKey(pool.privateKey);
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const jwk = publicKey.export({ format: 'jwk' });
  const secrets = [pem, String(pem).trim(), publicKey.export({ type: 'spki', format: 'der' }), JSON.stringify(jwk)];
  for (const secret of secrets) await expectRefused(withHmac({ ...header, alg: 'HS256' }, secret));
  // With the right algorithm's name, too.
  for (const secret of secrets) await expectRefused(withHmac(header, secret));
});

test.each([
  ['RS384', 'RSA-SHA384'],
  ['RS512', 'RSA-SHA512'],
])('a token signed with the pool’s key by %s is refused', async (alg, hash) => {
  await expectRefused(signed({ ...header, alg }, claims, pool.privateKey, hash));
});

test('a token of another algorithm is refused also where the pool’s key set allows it', async () => {
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const edwards = generateKeyPairSync('ed25519');
  const published = (key: KeyObject, more: object): object => ({
    ...key.export({ format: 'jwk' }),
    use: 'sig',
    ...more,
  });
  const keys = [
    // `alg` of a key is optional (RFC 7517, 4.4): without one the header of the token alone would decide.
    published(createPublicKey(pool.privateKey), { kid: header['kid'] }),
    published(curve.publicKey, { kid: 'curve', alg: 'ES256' }),
    published(edwards.publicKey, { kid: 'edwards', alg: 'EdDSA' }),
  ];
  const bySha = (name: string) => (text: Buffer) => sign(`RSA-SHA${name}`, text, pool.privateKey);
  const byPss = (text: Buffer): Buffer =>
    sign('RSA-SHA256', text, { key: pool.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  const byCurve = (text: Buffer): Buffer => sign('SHA256', text, { key: curve.privateKey, dsaEncoding: 'ieee-p1363' });
  const others: readonly (readonly [alg: string, kid: unknown, by: (text: Buffer) => Buffer])[] = [
    ['RS384', header['kid'], bySha('384')],
    ['RS512', header['kid'], bySha('512')],
    ['PS256', header['kid'], byPss],
    ['ES256', 'curve', byCurve],
    ['EdDSA', 'edwards', (text) => sign(null, text, edwards.privateKey)],
  ];
  const fresh = await startPlanted(`${data}-keys`);
  try {
    const [, payload = ''] = (await fresh.member()).accessToken.split('.');
    const made = (alg: string, kid: unknown, by: (text: Buffer) => Buffer): string => {
      const text = `${encoded({ ...header, alg, kid })}.${payload}`;
      return `${text}.${by(Buffer.from(text)).toString('base64url')}`;
    };
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(JSON.stringify({ keys })));
    for (const [alg, kid, by] of others) {
      const reply = await fresh.get('/users/profile', made(alg, kid, by));
      expect([alg, reply.status, reply.body['error']]).toEqual([alg, 401, 'UNAUTHORIZED']);
    }
    expectStatus(await fresh.get('/users/profile', made('RS256', header['kid'], bySha('256'))), 200);
  } finally {
    await fresh.close();
    rmSync(`${data}-keys`, { recursive: true, force: true });
  }
});

test('a token with a bad, a missing or another token’s signature is refused', async () => {
  const [head = '', payload = '', signature = ''] = member.accessToken.split('.');
  const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  await expectRefused(`${head}.${payload}.${flipped}`);
  await expectRefused(`${head}.${payload}.`);
  await expectRefused(`${head}.${payload}`);
  const other = await backend.member();
  await expectRefused(`${head}.${payload}.${other.accessToken.split('.')[2] ?? ''}`);
  await expectRefused(`${head}.${encoded({ ...claims, sub: other.userId })}.${signature}`);
});

test('keys that a token brings along or points to are never used or fetched', async () => {
  const jwk = { ...foreign.publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'attacker' };
  const heads = [
    { ...header, jku: keyServerUrl() },
    { ...header, jku: keyServerUrl(), kid: 'attacker' },
    { ...header, x5u: keyServerUrl(), kid: 'attacker' },
    { ...header, jwk },
    { ...header, jwk, kid: 'attacker' },
  ];
  for (const head of heads) await expectRefused(signed(head, claims, foreign.privateKey));
  await expectRefused(signed({ ...header, kid: keyServerUrl() }, claims, foreign.privateKey));
  await expectRefused(signed({ ...header, kid: '../../../../dev/null' }, claims, foreign.privateKey));
  await expectRefused(
    signed({ ...header, jku: keyServerUrl() }, { ...claims, iss: new URL(keyServerUrl()).origin }, foreign.privateKey),
  );
  expect(keysFetched).toBe(0);
});

test('a foreign key is refused under the pool’s key id, its own, or none', async () => {
  const { kid: _kid, ...withoutKid } = header;
  for (const head of [header, { ...header, kid: 'foreign' }, withoutKid])
    await expectRefused(signed(head, claims, foreign.privateKey));
  await expectRefused(signed({ ...header, kid: 'foreign' }, claims));
});

test('made-up key ids cause no storm of fetches', async () => {
  const fetches = await keyFetches(async () => {
    const replies = await atOnce(40, (index) =>
      backend.get('/users/profile', signed({ ...header, kid: `made-up-${index}` }, claims)),
    );
    expect(statusCounts(replies)).toEqual({ 401: 40 });
  });
  expect(fetches).toBeLessThanOrEqual(1);
  // And those who hold a good token do not suffer.
  expectStatus(await backend.get('/users/profile', member.accessToken), 200);
});

test.each([
  ['another pool’s issuer', { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Foreign01' }],
  ['the issuer with a slash behind', { iss: undefined, slash: true }],
  ['no issuer', { iss: undefined }],
  ['another client', { client_id: 'anotherclientofthispool123' }],
  ['no client', { client_id: undefined }],
  ['the client as audience only', { client_id: undefined, audience: true }],
  ['the use of an ID token', { token_use: 'id' }],
  ['the use of a refresh token', { token_use: 'refresh' }],
  ['no use', { token_use: undefined }],
  ['an expiry that has passed', { exp: Math.floor(Date.now() / 1000) - 1 }],
  ['an expiry that is a text', { exp: '9999999999' }],
  ['no expiry', { exp: undefined }],
  ['a time before which it must not be used', { nbf: Math.floor(Date.now() / 1000) + 3_600 }],
  ['no subject', { sub: undefined }],
  ['a session that does not exist', { origin_jti: randomUUID() }],
  ['no session', { origin_jti: undefined }],
  ['a session that is an object', { origin_jti: {} }],
])('a token of the pool’s own key with %s is refused', async (_what, change: Body) => {
  const { slash, audience, ...changed } = change;
  const issuer = slash === true ? { iss: `${String(claims['iss'])}/` } : {};
  const aud = audience === true ? { aud: claims['client_id'] } : {};
  await expectRefused(signed(header, { ...claims, ...changed, ...issuer, ...aud }));
});

test('a token of the pool’s own key for another user’s session is refused', async () => {
  const other = await backend.member();
  await expectRefused(signed(header, { ...claims, sub: other.userId }));
});

test('a whole token of another pool is refused', async () => {
  const otherPool = await createIdentity('eu-central-1', new Date());
  const iss = `https://cognito-idp.eu-central-1.amazonaws.com/${otherPool.userPoolId}`;
  const token = signed(
    { ...header, kid: otherPool.keyId },
    { ...claims, iss, client_id: otherPool.clientId },
    otherPool.privateKey,
  );
  await expectRefused(token);
});

test('the ID token and the refresh token of a login are refused as access tokens', async () => {
  const secretHash = createHmac('sha256', pool.clientSecret).update(`${member.email}${pool.clientId}`).digest('base64');
  const response = await fetch(String(backend.backend.services.resources.endpoint), {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${cognito}.AdminInitiateAuth`,
      authorization: 'AWS4-HMAC-SHA256 Credential=local',
    },
    body: JSON.stringify({
      UserPoolId: pool.userPoolId,
      ClientId: pool.clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: member.email, PASSWORD: password, SECRET_HASH: secretHash },
    }),
  });
  const answer = (await response.json()) as { AuthenticationResult: { IdToken: string; AccessToken: string } };
  const { IdToken, AccessToken } = answer.AuthenticationResult;
  await expectRefused(IdToken);
  // Good in every way, but this backend knows of no such session.
  await expectRefused(AccessToken);
  await expectRefused(member.refreshToken);
  // The access token's claims with the ID token's audience are no better.
  await expectRefused(signed(header, { ...decoded(IdToken.split('.')[1] ?? ''), origin_jti: claims['origin_jti'] }));
});

test.each([
  ['garbage', 'garbage'],
  ['three dots', '...'],
  ['parts that are no JSON', 'a.b.c'],
  ['parts that are JSON of other types', `${encoded([])}.${encoded([])}.AAAA`],
  ['null as its parts', 'bnVsbA.bnVsbA.AAAA'],
  ['eight thousand characters', 'a'.repeat(8_000)],
])('a token of %s is refused without a look at the table', async (_what, token) => {
  const calls = await backend.callsOf(() => expectRefused(token));
  expect(calls.filter((name) => name.startsWith(dynamodb))).toEqual([]);
});

test.each([
  ['an empty header', ''],
  ['the scheme alone', 'Bearer'],
  ['the scheme and a space', 'Bearer '],
  ['no scheme', '<token>'],
  ['another scheme', 'Basic <token>'],
  ['the scheme twice', 'Bearer Bearer <token>'],
  ['two tokens in one header', 'Bearer <token>, Bearer <token>'],
  ['a token and more', 'Bearer <token> x'],
])('an Authorization header of %s is refused', async (_what, text) => {
  const authorization = text.replaceAll('<token>', member.accessToken);
  expectStatus(await backend.send('GET', '/users/profile', { headers: { authorization } }), 401);
});

test('two Authorization headers are refused, in either order', async () => {
  const good = `Bearer ${member.accessToken}`;
  for (const authorization of [
    [good, good],
    [good, 'Bearer garbage'],
    ['Bearer garbage', good],
    ['', good],
  ])
    expectStatus(await backend.send('GET', '/users/profile', { headers: { authorization } }), 401);
});

test('a token in the query, a cookie or another header is no credential', async () => {
  const { accessToken } = member;
  for (const name of ['access_token', 'token', 'authorization', 'Authorization'])
    expectStatus(await backend.get(`/users/profile?${name}=Bearer%20${accessToken}`), 401);
  expectStatus(await backend.get(`/users/profile?access_token=${accessToken}`), 401);
  for (const name of ['cookie', 'x-authorization', 'x-amzn-remapped-authorization', 'proxy-authorization'])
    expectStatus(await backend.send('GET', '/users/profile', { headers: { [name]: `Bearer ${accessToken}` } }), 401);
});

test('a token counts until its hour is over on the backend’s clock, and not after', async () => {
  const { accessToken } = await backend.member();
  await backend.advanceClock(3_590_000);
  expectStatus(await backend.get('/users/profile', accessToken), 200);
  await backend.advanceClock(11_000);
  await expectRefused(accessToken);
});

test('while the pool’s keys cannot be had the answer is 503, and afterwards all is well', async () => {
  const fresh = await startTestBackend();
  try {
    const { accessToken } = await fresh.member();
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));
    const reply = await fresh.get('/users/profile', accessToken);
    expectStatus(reply, 503);
    expect(reply.body).toMatchObject({ error: 'SERVICE_UNAVAILABLE' });
    vi.restoreAllMocks();
    expectStatus(await fresh.get('/users/profile', accessToken), 200);
  } finally {
    await fresh.close();
  }
});
