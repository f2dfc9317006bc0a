import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  type Body,
  type TestBackend,
} from '../support/backend.js';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterAll(() => backend.close());

test('a stranger registers once, in whatever case the email is written', async () => {
  const email = newEmail();
  const first = await backend.post('/auth/register', registration({ email }));
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({ email, userId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(first.text).not.toContain('oken');

  const second = await backend.post('/auth/register', registration({ email: email.toUpperCase() }));
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({ error: 'EMAIL_TAKEN' });
});

test('a login in another case of the email reads the profile with its token', async () => {
  const email = await backend.register({ locale: 'en-GB' });
  const login = await backend.attempt(email.toUpperCase());
  expect(login.status).toBe(200);
  expect(login.body).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600, user: { email, emailVerified: false } });
  expect(Object.keys(login.body).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'tokenType', 'user']);

  const profile = await backend.get('/users/profile', String(login.body['accessToken']));
  expect(profile.status).toBe(200);
  expect(profile.body).toEqual(login.body['user']);
  expect(profile.body).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace', locale: 'en-GB', mfaEnabled: false });
});

test('the mailed link verifies the email once, and the profile shows it', async () => {
  const { email, accessToken } = await backend.member();
  const token = await backend.mailedToken(email, 'verify-email');

  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
  expect((await backend.get('/users/profile', accessToken)).body).toMatchObject({ emailVerified: true });

  const again = await backend.post('/auth/email/verify', { token, password });
  expect(again.status).toBe(400);
  expect(again.body).toMatchObject({ error: 'INVALID_TOKEN' });
});

test('a used, an unknown and an expired verification token get the same answer', async () => {
  const used = await backend.mailedToken(await backend.register(), 'verify-email');
  expectStatus(await backend.post('/auth/email/verify', { token: used, password }), 200);
  const expired = await backend.mailedToken(await backend.register(), 'verify-email');
  await backend.advanceClock(86_401_000);
  const replies = [];
  for (const token of [used, expired, 'A'.repeat(43)])
    replies.push(await backend.post('/auth/email/verify', { token, password }));
  expect(replies.map(({ status }) => status)).toEqual([400, 400, 400]);
  const said = replies.map(({ body: { error, message } }) => ({ error, message }));
  expect(said[1]).toEqual(said[0]);
  expect(said[2]).toEqual(said[0]);
});

test('a later verification mail retires the token of the earlier one', async () => {
  const email = await backend.register();
  const earlier = await backend.mailedToken(email, 'verify-email');
  expectStatus(await backend.post('/auth/email/resend', { email }), 202);
  const later = await backend.mailedToken(email, 'verify-email');
  expect(later).not.toBe(earlier);
  expectStatus(await backend.post('/auth/email/verify', { token: earlier, password }), 400);
  expectStatus(await backend.post('/auth/email/verify', { token: later, password }), 200);
});

test('a profile update changes what is sent and leaves the rest alone', async () => {
  const { email, accessToken } = await backend.member();
  const before = (await backend.get('/users/profile', accessToken)).body;
  const change = { firstName: 'Zoë', timezone: 'Europe/London', preferences: { theme: 'dark', pageSize: 25 } };
  const updated = await backend.put('/users/profile', change, accessToken);
  expect(updated.status).toBe(200);
  const { updatedAt, ...others } = updated.body;
  const { updatedAt: updatedBefore, ...othersBefore } = before;
  expect(others).toEqual({ ...othersBefore, ...change });
  expect(String(updatedAt) >= String(updatedBefore)).toBe(true);
  expect(others['email']).toBe(email);
  expect((await backend.get('/users/profile', accessToken)).body).toEqual(updated.body);
});

test('a profile update that sends nothing answers the profile as it is', async () => {
  const { accessToken } = await backend.member();
  const before = (await backend.get('/users/profile', accessToken)).body;
  const reply = await backend.put('/users/profile', {}, accessToken);
  expect([reply.status, reply.body]).toEqual([200, before]);
});

test.each([
  ['mfaEnabled', true],
  ['userId', '3f2b8c1e-6d4a-4f7b-9a51-2c8e0d7f6b34'],
  ['email', 'mallory@example.com'],
  ['emailVerified', true],
  ['sessionEpoch', 0],
  ['status', 'ACTIVE'],
])('a profile update that names %s is refused as a whole', async (field, value) => {
  const { accessToken } = await backend.member();
  const before = (await backend.get('/users/profile', accessToken)).body;
  const reply = await backend.put('/users/profile', { firstName: 'Grace', [field]: value }, accessToken);
  expect(reply.status).toBe(400);
  expect(reply.body).toMatchObject({ error: 'VALIDATION_ERROR', validation_errors: [{ field }] });
  expect((await backend.get('/users/profile', accessToken)).body).toEqual(before);
});

test('the list of sessions marks the one that asks', async () => {
  const first = await backend.member();
  const second = await backend.logIn(first.email);
  for (const { accessToken } of [first, second]) {
    const { status, body } = await backend.get('/auth/sessions', accessToken);
    expect(status).toBe(200);
    const sessions = body['sessions'] as Body[];
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ current }) => current === true)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toMatch(/token|hash/i);
  }
});

test('sessions are listed in pages, the latest login first, and none is left out while others are used or end', async () => {
  const members = [await backend.member()];
  for (let time = 0; time < 4; time += 1) members.push(await backend.logIn(members[0]?.email ?? ''));
  const token = members.at(-1)?.accessToken ?? '';
  const pageAt = async (query: string): Promise<Body> => {
    const reply = await backend.get(`/auth/sessions?${query}`, token);
    expectStatus(reply, 200);
    return reply.body;
  };
  const idsOf = ({ sessions }: Body): unknown[] => (sessions as Body[]).map(({ sessionId }) => sessionId);
  const all = idsOf(await pageAt('limit=100'));
  expect(all).toHaveLength(5);

  const first = await pageAt('limit=2');
  // The oldest is used, and the last of the first page ends.
  expectStatus(await backend.post('/auth/refresh', { refreshToken: members[0]?.refreshToken }), 200);
  expectStatus(await backend.send('DELETE', `/auth/sessions/${String(all[1])}`, { token }), 204);
  const second = await pageAt(`limit=2&cursor=${String(first['nextCursor'])}`);
  const third = await pageAt(`limit=2&cursor=${String(second['nextCursor'])}`);
  expect([first, second, third].flatMap(idsOf)).toEqual(all);
  expect(third).not.toHaveProperty('nextCursor');
  expect((first['sessions'] as Body[])[0]).toMatchObject({ current: true });
});

test.each(['cursor=nothing', 'cursor=WzEsMl0', 'cursor=', 'limit=0', 'limit=101', 'limit=many'])(
  'a page of sessions with %s is refused',
  async (query) => {
    const { accessToken } = await backend.member();
    const reply = await backend.get(`/auth/sessions?${query}`, accessToken);
    const field = `query.${query.split('=')[0] ?? ''}`;
    expect([reply.status, reply.body]).toEqual([
      400,
      expect.objectContaining({ validation_errors: [expect.objectContaining({ field })] }),
    ]);
  },
);

test('a revoked session dies at once, and the other one lives', async () => {
  const first = await backend.member();
  const second = await backend.logIn(first.email);
  const { body } = await backend.get('/auth/sessions', first.accessToken);
  const other = (body['sessions'] as Body[]).find(({ current }) => current === false);

  const path = `/auth/sessions/${String(other?.['sessionId'])}`;
  const revoked = await backend.send('DELETE', path, { token: first.accessToken });
  expect([revoked.status, revoked.text]).toEqual([204, '']);
  expectStatus(await backend.get('/users/profile', second.accessToken), 401);
  expectStatus(await backend.get('/users/profile', first.accessToken), 200);
  const left = (await backend.get('/auth/sessions', first.accessToken)).body['sessions'] as Body[];
  expect(left.map(({ current }) => current)).toEqual([true]);
  expectStatus(await backend.send('DELETE', path, { token: first.accessToken }), 404);
});

test('logout ends the session of its token at once and no other', async () => {
  const first = await backend.member();
  const second = await backend.logIn(first.email);
  const logout = await backend.post('/auth/logout', undefined, first.accessToken);
  expect([logout.status, logout.text]).toEqual([204, '']);
  const afterwards = [
    await backend.get('/users/profile', first.accessToken),
    await backend.get('/auth/sessions', first.accessToken),
    await backend.put('/users/profile', { firstName: 'Eve' }, first.accessToken),
    await backend.post('/auth/logout', undefined, first.accessToken),
  ];
  expect(afterwards.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expectStatus(await backend.get('/users/profile', second.accessToken), 200);
});

test('resending the verification mail answers alike for known, unknown and verified emails', async () => {
  const known = await backend.register();
  const verified = await backend.register();
  const token = await backend.mailedToken(verified, 'verify-email');
  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
  const answers = [];
  for (const email of [known, verified, newEmail()]) {
    const names = await backend.callsOf(async () => {
      const { status, text, headers } = await backend.post('/auth/email/resend', { email });
      const { date: _date, 'x-request-id': _requestId, ...rest } = headers;
      answers.push({ status, text, rest });
    });
    // What follows is the worker's, after the answer.
    answers.push(names.slice(0, names.indexOf('AmazonSQS.SendMessage') + 1));
  }
  expect(answers[0]).toMatchObject({ status: 202 });
  expect([answers[2], answers[3]]).toEqual([answers[0], answers[1]]);
  expect([answers[4], answers[5]]).toEqual([answers[0], answers[1]]);
});

test('a second request for a verification mail within a minute is refused', async () => {
  const email = await backend.register();
  expectStatus(await backend.post('/auth/email/resend', { email }), 202);
  const second = await backend.post('/auth/email/resend', { email: email.toUpperCase() });
  expect(second.status).toBe(429);
  expect(Number(second.headers['retry-after'])).toBeGreaterThan(0);
});

test('health answers without a login', async () => {
  expect((await backend.get('/health')).body).toMatchObject({ status: 'ok' });
});

test('a password on the blocklist or holding the email is refused with the reason', async () => {
  for (const bad of ['password1234', 'marmaduke has a cat']) {
    const body = registration({ email: 'marmaduke@example.com', password: bad });
    const reply = await backend.post('/auth/register', body);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ validation_errors: [{ field: 'password' }] });
  }
  expectStatus(await backend.attempt('marmaduke@example.com', password), 401);
});
