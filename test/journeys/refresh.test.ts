import { DynamoDBClient, PutItemCommand, QueryCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  atOnce,
  expectStatus,
  kms,
  cognito,
  dynamodb,
  startTestBackend,
  statusCounts,
  type Body,
  type Reply,
  type TestBackend,
} from '../support/backend.js';
import { holdNext, type CallHook } from '../support/held-call.js';

let backend: TestBackend;
let onCall: CallHook;

beforeAll(async () => {
  // Isolated: the refresh itself reads the key under which forged tokens are counted.
  backend = await startTestBackend({ isolated: true, onCall: (call) => onCall?.(call) });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

const refresh = (refreshToken: unknown): Promise<Reply> => backend.post('/auth/refresh', { refreshToken });

/** Fresh tokens, or an error that shows the answer. */
async function refreshed(refreshToken: unknown): Promise<{ accessToken: string; refreshToken: string }> {
  const reply = await refresh(refreshToken);
  expectStatus(reply, 200);
  const { accessToken, refreshToken: next } = reply.body;
  return { accessToken: String(accessToken), refreshToken: String(next) };
}

type Item = Record<string, AttributeValue>;

async function inTable<T>(work: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({
    endpoint: String(backend.backend.services.resources.dynamodb),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** The one session of a user as it is stored. */
async function sessionItem(userId: string): Promise<Item> {
  const { Items = [] } = await inTable((client) =>
    client.send(
      new QueryCommand({
        TableName: 'users-local',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': { S: `USER#${userId}` }, ':sk': { S: 'SESSION#' } },
      }),
    ),
  );
  const [item] = Items;
  if (item === undefined) throw new Error('there is no session');
  return item;
}

const putItem = (Item: Item): Promise<unknown> =>
  inTable((client) => client.send(new PutItemCommand({ TableName: 'users-local', Item })));

/** What a caller is told, without what differs from request to request. */
function told({ status, body: { request_id: _id, timestamp: _time, ...body } }: Reply): object {
  return { status, body };
}

const refused = { status: 401, body: { error: 'INVALID_REFRESH_TOKEN', message: 'The refresh token is not valid.' } };

test('a refresh answers new tokens of the same session, and both access tokens count', async () => {
  const member = await backend.member();
  const reply = await refresh(member.refreshToken);
  expectStatus(reply, 200);
  expect(reply.body).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
  expect(Object.keys(reply.body).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'tokenType']);
  expect(reply.body['refreshToken']).not.toBe(member.refreshToken);
  for (const token of [member.accessToken, String(reply.body['accessToken'])]) {
    const { status, body } = await backend.get('/auth/sessions', token);
    expect(status).toBe(200);
    expect(body['sessions']).toMatchObject([{ current: true }]);
  }
});

test('a session goes on over many refreshes, each with the token of the one before', async () => {
  const member = await backend.member();
  let { refreshToken } = member;
  for (let time = 0; time < 5; time += 1) {
    await backend.advanceClock(3_000_000);
    ({ refreshToken } = await refreshed(refreshToken));
  }
});

test('of twelve parallel refreshes all get the same refresh token, and the line goes on', async () => {
  const member = await backend.member();
  const replies = await atOnce(12, () => refreshed(member.refreshToken));
  const [{ refreshToken } = { refreshToken: '' }, ...others] = replies;
  expect(new Set(others.map((other) => other.refreshToken))).toEqual(new Set([refreshToken]));
  expect(refreshToken).not.toBe(member.refreshToken);
  for (const { accessToken } of replies) expectStatus(await backend.get('/users/profile', accessToken), 200);
  await refreshed(refreshToken);
});

test('a token has one form, and nothing of Cognito’s in it', async () => {
  const member = await backend.member();
  const next = await refreshed(member.refreshToken);
  for (const token of [member.refreshToken, next.refreshToken]) expect(token).toMatch(/^A[A-Za-z0-9_-]{91}$/);
});

test('a refresh asks KMS and Cognito once, and writes last', async () => {
  const member = await backend.member();
  await refreshed(member.refreshToken);
  const { refreshToken } = await backend.logIn(member.email);
  expect(await backend.callsOf(() => refreshed(refreshToken))).toEqual([
    `${dynamodb}.GetItem`,
    `${dynamodb}.GetItem`,
    `${kms}.Decrypt`,
    `${cognito}.AdminInitiateAuth`,
    `${dynamodb}.TransactWriteItems`,
  ]);
});

test('a refresh that is repeated gives the same token again for 60 seconds, which repeating does not prolong', async () => {
  const member = await backend.member();
  const next = await refreshed(member.refreshToken);
  for (const wait of [29_000, 29_000]) {
    await backend.advanceClock(wait);
    expect((await refreshed(member.refreshToken)).refreshToken).toBe(next.refreshToken);
  }
  await backend.advanceClock(3_000);
  expect(told(await refresh(member.refreshToken))).toEqual(refused);
  expectStatus(await backend.get('/users/profile', next.accessToken), 401);
});

test('a replaced token that comes back after the grace ends the whole session, also for the thief', async () => {
  const member = await backend.member();
  const next = await refreshed(member.refreshToken);
  await backend.advanceClock(61_000);
  backend.logs.length = 0;
  expect(told(await refresh(member.refreshToken))).toEqual(refused);
  expect(told(await refresh(next.refreshToken))).toEqual(refused);
  for (const token of [member.accessToken, next.accessToken])
    expectStatus(await backend.get('/users/profile', token), 401);
  expect(backend.logs.filter((line) => line.includes('TOKEN_REUSED'))).toHaveLength(1);
  expect(backend.logs.some((line) => line.includes('RefreshTokenReused'))).toBe(true);
  expect(backend.backend.services.users().find(({ sub }) => sub === member.userId)?.sessions).toBe(0);
});

test('a token before the previous one ends the session at once, however long ago it was replaced', async () => {
  const member = await backend.member();
  const second = await refreshed(member.refreshToken);
  const third = await refreshed(second.refreshToken);
  expect(told(await refresh(member.refreshToken))).toEqual(refused);
  expect(told(await refresh(third.refreshToken))).toEqual(refused);
});

test('a refresh that lost the race by two steps still gets the successor of its own token', async () => {
  const member = await backend.member();
  const slow = holdNext('AdminInitiateAuth', (hook) => (onCall = hook));
  const first = refreshed(member.refreshToken);
  await slow.reached;
  const second = await refreshed(member.refreshToken);
  const third = await refreshed(second.refreshToken);
  slow.release();
  expect((await first).refreshToken).toBe(second.refreshToken);
  await refreshed(third.refreshToken);
});

/** The same token with some of its bytes replaced: 0 version, 1 user, 17 session, 33 counter, 37 MAC. */
function altered(token: string, at: number, bytes: Uint8Array): string {
  const copy = Buffer.from(token, 'base64url');
  copy.set(bytes, at);
  return copy.toString('base64url');
}

const bytesOf = (token: string, from: number, to: number): Uint8Array =>
  Buffer.from(token, 'base64url').subarray(from, to);

test('a token with another version, user, session, counter or MAC in it is refused, and ends nothing', async () => {
  const member = await backend.member();
  const own = await backend.logIn(member.email);
  const other = await backend.member();
  const forged = [
    altered(own.refreshToken, 0, Uint8Array.of(2)),
    altered(own.refreshToken, 1, bytesOf(other.refreshToken, 1, 33)),
    altered(own.refreshToken, 17, bytesOf(member.refreshToken, 17, 33)),
    altered(own.refreshToken, 33, Uint8Array.of(0, 0, 0, 1)),
    altered(own.refreshToken, 68, Uint8Array.of((bytesOf(own.refreshToken, 68, 69)[0] ?? 0) ^ 1)),
    altered(other.refreshToken, 37, bytesOf(own.refreshToken, 37, 69)),
  ];
  backend.logs.length = 0;
  for (const token of forged) expect(told(await refresh(token))).toEqual(refused);
  expect(backend.logs.filter((line) => line.includes('TOKEN_FORGED'))).toHaveLength(5);
  for (const { refreshToken } of [member, own, other]) await refreshed(refreshToken);
});

test('of twenty forged tokens at once five are looked at in an hour, and the session’s own go on', async () => {
  const member = await backend.member();
  const forged = (index: number): string => altered(member.refreshToken, 60, Uint8Array.of(index, index));
  const decrypts = (calls: readonly string[]): number => calls.filter((call) => call === `${kms}.Decrypt`).length;
  const calls = await backend.callsOf(async () => {
    const replies = await atOnce(20, (index) => refresh(forged(index)));
    expect(statusCounts(replies)).toEqual({ 401: 20 });
  });
  expect(decrypts(calls)).toBe(5);
  expect(backend.logs.some((line) => line.includes('TOO_MANY_FORGED') && line.includes('"audit"'))).toBe(true);
  const next = await refreshed(member.refreshToken);
  expect((await refreshed(member.refreshToken)).refreshToken).toBe(next.refreshToken);
  await backend.advanceClock(3_601_000);
  expect(decrypts(await backend.callsOf(() => refresh(forged(21))))).toBe(1);
  await refreshed(next.refreshToken);
});

test('a token that is ahead of its session, since the table was set back, is refused and alarmed', async () => {
  const member = await backend.member();
  const before = await sessionItem(member.userId);
  const next = await refreshed(member.refreshToken);
  await putItem(before);
  backend.logs.length = 0;
  expect(told(await refresh(next.refreshToken))).toEqual(refused);
  expect(backend.logs.some((line) => line.includes('TOKEN_AHEAD'))).toBe(true);
  expect(backend.logs.some((line) => line.includes('RefreshTokenAhead'))).toBe(true);
  expectStatus(await backend.get('/users/profile', member.accessToken), 200);
});

test('what is sealed for a session opens in no other one, also of the same user', async () => {
  const member = await backend.member();
  const before = await sessionItem(member.userId);
  await backend.post('/auth/logout', undefined, member.accessToken);
  const other = await backend.logIn(member.email);
  const own = await sessionItem(member.userId);
  await putItem({ ...own, refreshSecrets: before['refreshSecrets'] ?? expect.fail('no secrets') });
  const reply = await refresh(other.refreshToken);
  expect(reply.status).toBeGreaterThanOrEqual(500);
  expect(reply.text).not.toMatch(/accessToken/);
  await putItem(own);
  await refreshed(other.refreshToken);
});

test('the other sessions of the user outlive the reuse of a token', async () => {
  const first = await backend.member();
  const other = await backend.logIn(first.email);
  await refreshed(first.refreshToken);
  await backend.advanceClock(61_000);
  expect(told(await refresh(first.refreshToken))).toEqual(refused);
  await refreshed(other.refreshToken);
});

test('refreshing does not move the absolute end of a session', async () => {
  const member = await backend.member();
  await backend.advanceClock(29 * 86_400_000);
  const next = await refreshed(member.refreshToken);
  expectStatus(await backend.get('/users/profile', next.accessToken), 200);
  await backend.advanceClock(86_400_000 - 60_000);
  const last = await refreshed(next.refreshToken);
  await backend.advanceClock(61_000);
  expect(told(await refresh(last.refreshToken))).toEqual(refused);
  expectStatus(await backend.get('/users/profile', last.accessToken), 401);
});

test('unknown, malformed, revoked and logged-out tokens get the same answer', async () => {
  const out = await backend.member();
  expectStatus(await backend.post('/auth/logout', undefined, out.accessToken), 204);
  const first = await backend.member();
  const second = await backend.logIn(first.email);
  const { body } = await backend.get('/auth/sessions', second.accessToken);
  const other = (body['sessions'] as Body[]).find(({ current }) => current === false);
  const path = `/auth/sessions/${String(other?.['sessionId'])}`;
  expectStatus(await backend.send('DELETE', path, { token: second.accessToken }), 204);
  for (const token of [out.refreshToken, first.refreshToken, 'x', second.accessToken, `${second.refreshToken}x`])
    expect(told(await refresh(token))).toEqual(refused);
  await refreshed(second.refreshToken);
});

test('a session that an administrator has signed out at Cognito cannot be refreshed', async () => {
  const member = await backend.member();
  const { CognitoIdentityProviderClient, AdminUserGlobalSignOutCommand } =
    await import('@aws-sdk/client-cognito-identity-provider');
  const { endpoint, userPoolId } = backend.backend.services.resources;
  const client = new CognitoIdentityProviderClient({
    endpoint: String(endpoint),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: member.userId }));
  client.destroy();
  expect(told(await refresh(member.refreshToken))).toEqual(refused);
});

test.each([
  [cognito, 'AdminInitiateAuth', 'error'],
  [cognito, 'AdminInitiateAuth', 'timeout-after-effect'],
  [kms, 'Decrypt', 'error'],
  [dynamodb, 'GetItem', 'error'],
  [dynamodb, 'TransactWriteItems', 'error'],
  [dynamodb, 'TransactWriteItems', 'timeout-after-effect'],
] as const)('with %s.%s and %s a refresh is 503 and loses nothing', async (service, action, fault) => {
  const member = await backend.member();
  await backend.backend.services.drainQueues();
  backend.fault = (name, called) => (name === service && called === action ? fault : undefined);
  const reply = await refresh(member.refreshToken);
  expectStatus(reply, 503);
  expect(reply.text).not.toMatch(/eyJ|accessToken/);
  backend.fault = undefined;
  // As a client does that waited until the gateway gave up.
  await backend.advanceClock(29_000);
  const next = await refreshed(member.refreshToken);
  expectStatus(await backend.get('/users/profile', next.accessToken), 200);
  await refreshed(next.refreshToken);
});

test('what cannot be looked at is 503 and costs no look: forged tokens while KMS is down', async () => {
  const member = await backend.member();
  const forged = altered(member.refreshToken, 60, Uint8Array.of(1, 2, 3));
  backend.fault = (name, action) => (name === kms && action === 'Decrypt' ? 'error' : undefined);
  for (let time = 0; time < 6; time += 1) expectStatus(await refresh(forged), 503);
  backend.fault = undefined;
  backend.logs.length = 0;
  expect(told(await refresh(forged))).toEqual(refused);
  expect(backend.logs.some((line) => line.includes('TOKEN_FORGED'))).toBe(true);
});
