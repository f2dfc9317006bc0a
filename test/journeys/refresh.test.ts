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

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
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

test('two parallel refreshes of one token both get usable tokens', async () => {
  const member = await backend.member();
  const both = await atOnce(2, () => refreshed(member.refreshToken));
  for (const { accessToken } of both) expectStatus(await backend.get('/users/profile', accessToken), 200);
  for (const { refreshToken } of both) await refreshed(refreshToken);
});

test('of twelve parallel refreshes within the grace none ends the session', async () => {
  const member = await backend.member();
  const replies = await atOnce(12, () => refresh(member.refreshToken));
  expect(statusCounts(replies)).toEqual({ 200: 12 });
  await refreshed(replies[7]?.body['refreshToken']);
});

test('a replaced token that comes back after the grace ends the whole session, also for the thief', async () => {
  const member = await backend.member();
  const next = await refreshed(member.refreshToken);
  await backend.advanceClock(9_000);
  await refreshed(member.refreshToken);
  await backend.advanceClock(2_000);
  expect(told(await refresh(member.refreshToken))).toEqual(refused);
  expect(told(await refresh(next.refreshToken))).toEqual(refused);
  for (const token of [member.accessToken, next.accessToken])
    expectStatus(await backend.get('/users/profile', token), 401);
  const audits = backend.logs.filter((line) => line.includes('TOKEN_REUSED'));
  expect(audits).toHaveLength(1);
  expect(backend.logs.some((line) => line.includes('RefreshTokenReused'))).toBe(true);
});

test('the other sessions of the user outlive the reuse of a token', async () => {
  const first = await backend.member();
  const other = await backend.logIn(first.email);
  await refreshed(first.refreshToken);
  await backend.advanceClock(11_000);
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
  [cognito, 'GetTokensFromRefreshToken', 'error'],
  [cognito, 'GetTokensFromRefreshToken', 'timeout-after-effect'],
  [kms, 'GenerateDataKey', 'error'],
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
  const next = await refreshed(member.refreshToken);
  expectStatus(await backend.get('/users/profile', next.accessToken), 200);
  await refreshed(next.refreshToken);
});

test('a refresh whose lost replacement comes back late ends the session without the alarm of a theft', async () => {
  const member = await backend.member();
  await backend.backend.services.drainQueues();
  backend.fault = (name, action) => (name === dynamodb && action === 'TransactWriteItems' ? 'error' : undefined);
  expectStatus(await refresh(member.refreshToken), 503);
  backend.fault = undefined;
  await backend.advanceClock(11_000);
  backend.logs.length = 0;
  expect(told(await refresh(member.refreshToken))).toEqual(refused);
  expect(backend.logs.some((line) => line.includes('REPLACEMENT_LOST'))).toBe(true);
  expect(backend.logs.some((line) => line.includes('RefreshTokenReused'))).toBe(false);
});
