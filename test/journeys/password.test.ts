import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  cognito,
  dynamodb,
  expectStatus,
  newEmail,
  password,
  startTestBackend,
  type Body,
  type Member,
  type Reply,
  type TestBackend,
} from '../support/backend.js';

const newPassword = 'nine violet umbrellas in march';
const wrong = 'not the right password';

let backend: TestBackend;

beforeAll(async () => {
  // As on Lambda: what one function has cached, another has to fetch.
  backend = await startTestBackend({ isolated: true });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

/** Asks for a reset and gives the token of the mail. */
async function resetToken(email: string): Promise<string> {
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  return backend.mailedToken(email, 'reset-password');
}

const confirm = (token: string, to = newPassword): Promise<Reply> =>
  backend.post('/auth/password/reset-confirm', { token, newPassword: to });

const change = (member: Member, body: Body = {}): Promise<Reply> =>
  backend.post('/auth/password/change', { currentPassword: password, newPassword, ...body }, member.accessToken);

/** The statuses of everything that a token opens. */
async function statusesOf({ accessToken, refreshToken }: Member): Promise<readonly number[]> {
  const access = await backend.get('/users/profile', accessToken);
  const refresh = await backend.post('/auth/refresh', { refreshToken });
  return [access.status, refresh.status];
}

function subjects(email: string): string[] {
  return backend.backend.services
    .mails()
    .filter(({ to }) => to.includes(email))
    .map(({ subject }) => subject);
}

test('a reset sets the password, ends all sessions, logs nobody in and is told to the owner', async () => {
  const first = await backend.member({ locale: 'de-AT' });
  const second = await backend.logIn(first.email);
  const token = await resetToken(first.email);
  // Asking alone changes nothing.
  expectStatus(await backend.get('/users/profile', first.accessToken), 200);

  const reply = await confirm(token);
  expectStatus(reply, 200);
  expect(Object.keys(reply.body)).toEqual(['message']);
  expect(await statusesOf(first)).toEqual([401, 401]);
  expect(await statusesOf(second)).toEqual([401, 401]);
  expectStatus(await backend.attempt(first.email), 401);
  expectStatus(await backend.attempt(first.email, newPassword), 200);
  await backend.backend.services.drainQueues();
  expect(subjects(first.email)).toEqual(
    expect.arrayContaining(['Setzen Sie Ihr Passwort zurück', 'Ihr Passwort wurde zurückgesetzt']),
  );
});

test('the link of the mail is told in text and HTML, and its token lasts as long as the settings say', async () => {
  const email = await backend.register();
  const token = await resetToken(email);
  const mail = backend.backend.services.mails().find(({ subject }) => subject === 'Reset your password');
  expect(mail?.text).toContain(`http://localhost:3000/reset-password#token=${token}`);
  expect(mail?.html).toContain(`href="http://localhost:3000/reset-password#token=${token}"`);
  expect(mail?.text).toContain('within 30 minutes');
  await backend.advanceClock(1_801_000);
  expect((await confirm(token)).body).toMatchObject({ error: 'INVALID_TOKEN' });
  expectStatus(await backend.attempt(email), 200);
});

test('unknown, used, expired, replaced and foreign tokens get the same answer', async () => {
  const used = await resetToken(await backend.register());
  expectStatus(await confirm(used), 200);
  const other = await backend.register();
  const verification = await backend.mailedToken(other, 'verify-email');
  const replaced = await resetToken(other);
  await backend.advanceClock(61_000);
  const current = await resetToken(other);
  expect(current).not.toBe(replaced);
  const answers = [];
  for (const token of [used, replaced, verification, 'A'.repeat(43)]) {
    const { status, body } = await confirm(token);
    answers.push({ status, error: body['error'], message: body['message'] });
  }
  expect(answers[0]).toMatchObject({ status: 400, error: 'INVALID_TOKEN' });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expectStatus(await confirm(current), 200);
});

test('a refused password costs no token, and the reason is given', async () => {
  const email = 'bartholomew@example.com';
  await backend.register({ email });
  const token = await resetToken(email);
  for (const [bad, message] of [
    ['password1234', 'This password is too common.'],
    ['bartholomew on a boat', 'Must not contain your name, your email name or the name of this service.'],
    ['short', 'Must have at least 12 characters.'],
    [' seven quiet lanterns', 'Must not begin or end with a space.'],
  ] as const) {
    const reply = await confirm(token, bad);
    expectStatus(reply, 400);
    expect(reply.body).toMatchObject({
      error: 'VALIDATION_ERROR',
      validation_errors: [{ field: 'newPassword', message }],
    });
  }
  expectStatus(await confirm(token), 200);
});

test('reset requests are limited to one a minute and five a day for each email and address', async () => {
  const email = newEmail();
  const request = (): Promise<Reply> => backend.post('/auth/password/reset-request', { email });
  for (let time = 1; time <= 5; time += 1) {
    expectStatus(await request(), 200);
    expectStatus(await request(), 429);
    await backend.advanceClock(61_000);
  }
  const sixth = await request();
  expectStatus(sixth, 429);
  expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(80_000);
});

test('a registration that did not come to its end cannot be completed by a reset', async () => {
  const email = newEmail();
  let isStopped = false;
  backend.fault = (service, action) => {
    isStopped ||= service === cognito && action === 'AdminSetUserPassword';
    return isStopped && (service === cognito || action === 'TransactWriteItems') ? 'error' : undefined;
  };
  const body = { email, password, firstName: 'Ada', lastName: 'Lovelace' };
  expectStatus(await backend.post('/auth/register', body), 503);
  backend.fault = undefined;
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  await backend.backend.services.drainQueues();
  expect(subjects(email)).toEqual([]);
});

test('a change of password keeps the caller’s session, ends the others and is told to the owner', async () => {
  const first = await backend.verifiedMember();
  const second = await backend.logIn(first.email);
  expectStatus(await change(first), 200);
  expect(await statusesOf(second)).toEqual([401, 401]);
  expect(await statusesOf(first)).toEqual([200, 200]);
  const { body } = await backend.get('/auth/sessions', first.accessToken);
  expect(body['sessions']).toMatchObject([{ current: true }]);
  expectStatus(await backend.attempt(first.email), 401);
  expectStatus(await backend.attempt(first.email, newPassword), 200);
  await backend.backend.services.drainQueues();
  expect(subjects(first.email)).toContain('Your password was changed');
});

test('a change retires the mailed token of a reset', async () => {
  const member = await backend.member();
  const token = await resetToken(member.email);
  expectStatus(await change(member), 200);
  expect((await confirm(token, 'ten amber kettles on the shelf')).body).toMatchObject({ error: 'INVALID_TOKEN' });
});

test('a change without the right password is refused, does not end the session and leaves no session at Cognito', async () => {
  const member = await backend.member();
  const reply = await change(member, { currentPassword: wrong });
  expectStatus(reply, 401);
  expect(reply.body).toMatchObject({ error: 'REAUTH_FAILED' });
  expect(await statusesOf(member)).toEqual([200, 200]);
  expectStatus(await backend.attempt(member.email), 200);
});

test('the tokens that a fresh proof mints are revoked at once', async () => {
  const member = await backend.member();
  const sessions = (): number | undefined =>
    backend.backend.services.users().find(({ sub }) => sub === member.userId)?.sessions;
  expect(sessions()).toBe(1);
  expectStatus(await change(member), 200);
  expect(sessions()).toBe(1);
});

test('a refused new password is told before the proof is asked for', async () => {
  const member = await backend.member();
  const calls = await backend.callsOf(async () => {
    expectStatus(await change(member, { newPassword: 'password1234', currentPassword: wrong }), 400);
  });
  expect(calls.filter((name) => name.startsWith(cognito))).toEqual([]);
});

test('with Cognito failing a reset gives its token back, and a change leaves the old password', async () => {
  const member = await backend.member();
  const token = await resetToken(member.email);
  backend.fault = (service, action) => (service === cognito && action === 'AdminSetUserPassword' ? 'error' : undefined);
  expectStatus(await confirm(token), 503);
  expectStatus(await change(member), 503);
  backend.fault = undefined;
  expectStatus(await backend.attempt(member.email), 200);
  expectStatus(await confirm(token), 200);
  expectStatus(await backend.attempt(member.email, newPassword), 200);
});

test.each(['reset', 'change'])(
  'the sessions of a %s that stopped after the password was set end with the reconciler’s next run',
  async (how) => {
    const member = await backend.member();
    const other = await backend.logIn(member.email);
    const token = await resetToken(member.email);
    let isSet = false;
    backend.fault = (service, action) => {
      if (service === dynamodb && isSet) return 'error';
      isSet ||= service === cognito && action === 'AdminSetUserPassword';
      return undefined;
    };
    expectStatus(how === 'reset' ? await confirm(token) : await change(member), 503);
    backend.fault = undefined;
    // The password is the new one, and nobody was told so.
    expectStatus(await backend.attempt(member.email, newPassword), 200);
    await backend.advanceClock(61_000);
    await backend.backend.services.runJob('reconcile-accounts');
    expect(await statusesOf(member)).toEqual([401, 401]);
    expect(await statusesOf(other)).toEqual([401, 401]);
    expectStatus(await backend.attempt(member.email, newPassword), 200);
  },
);

test('a reset whose answer of Cognito is lost keeps its token and ends the sessions by the reconciler', async () => {
  const member = await backend.member();
  const token = await resetToken(member.email);
  backend.fault = (service, action) =>
    service === cognito && action === 'AdminSetUserPassword' ? 'timeout-after-effect' : undefined;
  expectStatus(await confirm(token), 503);
  backend.fault = undefined;
  await backend.advanceClock(61_000);
  await backend.backend.services.runJob('reconcile-accounts');
  expect(await statusesOf(member)).toEqual([401, 401]);
  expectStatus(await backend.attempt(member.email, newPassword), 200);
});
