import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { disableUser } from '../support/administrator.js';
import {
  cognito,
  dynamodb,
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  type TestBackend,
} from '../support/backend.js';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
  // The client's secret is read once for the life of the function.
  await backend.member();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

/** All that a caller, or somebody who watches the calls, can see of a login. */
async function seen(email: string, withPassword: string): Promise<object> {
  let answer = {};
  const calls = await backend.callsOf(async () => {
    const { status, headers, body } = await backend.attempt(email, withPassword);
    const { date: _date, 'x-request-id': _requestId, ...otherHeaders } = headers;
    const { request_id: _id, timestamp: _time, ...otherBody } = body;
    answer = { status, headers: otherHeaders, body: otherBody };
  });
  return { ...answer, calls };
}

/** A registration that stopped before its last step and could not be undone. Without `items` only Cognito's user stays. */
async function pending(items: 'with-items' | 'without-items'): Promise<string> {
  const email = newEmail();
  let stopped = false;
  backend.fault = (service, action) => {
    if (service === cognito && action === 'AdminSetUserPassword') {
      stopped = true;
      return 'error';
    }
    const undoing = service === cognito || (service === dynamodb && items === 'with-items');
    const isUndone = /^(AdminGetUser|AdminDeleteUser|TransactWriteItems)$/.test(action);
    return stopped && undoing && isUndone ? 'error' : undefined;
  };
  expectStatus(await backend.post('/auth/register', registration({ email })), 503);
  backend.fault = undefined;
  const user = backend.backend.services.users().find((one) => one.email === email);
  expect(user?.status).toBe('FORCE_CHANGE_PASSWORD');
  return email;
}

test('unknown user, wrong password, disabled and pending users cannot be told apart', async () => {
  const known = await backend.register();
  const withItems = await pending('with-items');
  const withoutItems = await pending('without-items');
  const fresh = async (email: string, withPassword: string): Promise<object> => {
    // A second attempt takes other calls than a first one, whoever makes it.
    await backend.clearLimits();
    return seen(email, withPassword);
  };
  const wrong = await fresh(known, 'not the right password');
  expect(wrong).toMatchObject({ status: 401, body: { error: 'INVALID_CREDENTIALS' } });
  expect(wrong).toMatchObject({ calls: expect.arrayContaining([`${cognito}.AdminInitiateAuth`]) });

  expect(await fresh(newEmail(), password)).toEqual(wrong);
  expect(await fresh(newEmail(), 'not the right password')).toEqual(wrong);
  expect(await fresh(withItems, password)).toEqual(wrong);
  expect(await fresh(withItems, 'not the right password')).toEqual(wrong);
  expect(await fresh(withoutItems, password)).toEqual(wrong);
  const disabled = await backend.register();
  await disableUser(backend, disabled);
  expect(await fresh(disabled, password)).toEqual(wrong);
  expect(await fresh(disabled, 'not the right password')).toEqual(wrong);
  // Valid for the contract, but no address that an account could have.
  expect(await fresh('somebody@example.invalid', password)).toEqual(wrong);
});

test('a refused login leaves no tokens at Cognito', async () => {
  const email = await pending('with-items');
  expectStatus(await backend.attempt(email), 401);
  const user = backend.backend.services.users().find((one) => one.email === email);
  expect(user?.sessions).toBe(0);
});

test('the reconciler removes pending users, and their email is free again', async () => {
  const emails = [await pending('with-items'), await pending('without-items')];
  await backend.advanceClock(120_000);
  await backend.backend.services.runJob('reconcile-registrations');
  const left = backend.backend.services.users().filter(({ email }) => emails.includes(email ?? ''));
  expect(left).toEqual([]);
  await backend.clearLimits();
  for (const email of emails) expectStatus(await backend.post('/auth/register', registration({ email })), 201);
});

test('the sixth login looks the same for a known and an unknown email', async () => {
  const known = await backend.register();
  const answers: object[] = [];
  for (const email of [known, newEmail()]) {
    for (let index = 0; index < 5; index += 1) expectStatus(await backend.attempt(email, 'not right at all'), 401);
    const { headers: _headers, ...answer } = (await seen(email, password)) as { headers: object };
    answers.push(answer);
  }
  expect(answers[0]).toMatchObject({ status: 429 });
  expect(answers[1]).toEqual(answers[0]);
});

test('asking for a reset looks the same for known, unknown, leaving and impossible emails', async () => {
  const leaving = await backend.member();
  expectStatus(await backend.post('/users/me/delete', { password }, leaving.accessToken), 204);
  const emails = [await backend.register(), newEmail(), leaving.email, 'somebody@example.invalid'];
  const answers: object[] = [];
  for (const email of emails) {
    await backend.clearLimits();
    let answer = {};
    const calls = await backend.callsOf(async () => {
      const reply = await backend.post('/auth/password/reset-request', { email });
      const { date: _date, 'x-request-id': _requestId, ...headers } = reply.headers;
      answer = { status: reply.status, headers, text: reply.text };
    });
    // What follows is the worker's, after the answer.
    answers.push({ ...answer, calls: calls.slice(0, calls.indexOf('AmazonSQS.SendMessage') + 1) });
  }
  expect(answers[0]).toMatchObject({ status: 200, calls: expect.arrayContaining(['AmazonSQS.SendMessage']) });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test.each([
  ['/auth/password/reset-request', 200],
  ['/auth/email/resend', 202],
])('%s looks nobody up: it counts the request and queues one message', async (path, status) => {
  const email = await backend.register();
  await backend.backend.services.drainQueues();
  backend.calls.length = 0;
  // Whoever reads anything, before the answer or behind it, finds nothing.
  backend.fault = (service, action) =>
    service === cognito || (service === dynamodb && /Get|Query|Scan/.test(action)) ? 'error' : undefined;
  expectStatus(await backend.post(path, { email }), status);
  backend.fault = undefined;
  const queued = backend.calls.findIndex(({ action }) => action === 'SendMessage');
  const before = backend.calls.slice(0, queued + 1);
  const counters = before.filter(({ input }) => JSON.stringify(input['Key'] ?? {}).includes('RATE#'));
  expect(before.map(({ action }) => action).filter((action) => action !== 'UpdateItem')).toEqual(['SendMessage']);
  expect(counters).toHaveLength(before.length - 1);
});

test('a second request for a reset within a minute is refused alike for known and unknown emails', async () => {
  const replies = [];
  for (const email of [await backend.register(), newEmail()]) {
    expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
    const { status, body } = await backend.post('/auth/password/reset-request', { email: email.toUpperCase() });
    replies.push({ status, error: body['error'], message: body['message'] });
  }
  expect(replies[0]).toMatchObject({ status: 429 });
  expect(replies[1]).toEqual(replies[0]);
});
