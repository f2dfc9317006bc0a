import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../generator/aws-local/endpoint/index.js';
import {
  atOnce,
  cognito,
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  statusCounts,
  type Reply,
  type TestBackend,
} from '../support/backend.js';
import { hasAddresses } from '../support/client.js';

/** The contract's `loginWindowSeconds`. */
const windowMs = 900_000;
const wrong = 'not the right password';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

function proofs(): number {
  return backend.calls.filter(({ service, action }) => service === cognito && action === 'AdminInitiateAuth').length;
}

/** Logs in from another address of the loopback network, and gives the status. */
async function attemptFrom(from: string, email: string, withPassword: string): Promise<number> {
  return (await backend.send('POST', '/auth/login', { body: { email, password: withPassword }, from })).status;
}

function expectRefusal(reply: Reply): void {
  expectStatus(reply, 429);
  expect(reply.body).toMatchObject({ error: 'TOO_MANY_REQUESTS' });
  const seconds = Number(reply.headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(windowMs / 1_000);
}

test('of fifty parallel wrong logins exactly five reach Cognito, until the window has passed', async () => {
  const email = await backend.register();
  backend.calls.length = 0;
  const replies = await atOnce(50, (index) => backend.attempt(index % 2 === 0 ? email : email.toUpperCase(), wrong));
  expect(proofs()).toBe(5);
  expect(statusCounts(replies)).toEqual({ 401: 5, 429: 45 });
  for (const reply of replies.filter(({ status }) => status === 429)) expectRefusal(reply);

  // Nobody learns from the refusal whether the password was right.
  expectRefusal(await backend.attempt(email, wrong));
  expectRefusal(await backend.attempt(email, password));
  expect(proofs()).toBe(5);

  await backend.advanceClock(windowMs - 60_000);
  expectRefusal(await backend.attempt(email, password));
  await backend.advanceClock(61_000);
  expectStatus(await backend.attempt(email, password), 200);
});

test('an email without an account is limited like any other', async () => {
  const email = newEmail();
  backend.calls.length = 0;
  const replies = await atOnce(50, () => backend.attempt(email, wrong));
  expect(proofs()).toBe(5);
  expect(statusCounts(replies)).toEqual({ 401: 5, 429: 45 });
});

test('an address that the caller claims in a header does not open a window of its own', async () => {
  const email = await backend.register();
  const replies: Reply[] = [];
  for (let index = 1; index <= 6; index += 1) {
    const address = `203.0.113.${index}`;
    const headers = { 'x-forwarded-for': address, forwarded: `for=${address}`, 'x-real-ip': address };
    replies.push(await backend.send('POST', '/auth/login', { body: { email, password: wrong }, headers }));
  }
  expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
});

test.runIf(hasAddresses)('wrong logins from one address do not lock the owner out at another', async () => {
  const email = await backend.register();
  for (let time = 0; time < 5; time += 1) expect(await attemptFrom('127.0.0.2', email, wrong)).toBe(401);
  // Cognito's own lockout after the fifth failure is one second.
  await backend.advanceClock(1_100);
  expect(await attemptFrom('127.0.0.2', email, password)).toBe(429);
  expect(await attemptFrom('127.0.0.3', email, password)).toBe(200);
});

test.runIf(hasAddresses)('twenty wrong logins to one account are all, from however many addresses', async () => {
  const email = await backend.register();
  backend.calls.length = 0;
  const replies = await atOnce(40, (index) => attemptFrom(`127.0.1.${10 + (index % 8)}`, email, wrong));
  expect(replies.filter((status) => status === 401)).toHaveLength(20);
  expect(replies.filter((status) => status === 429)).toHaveLength(20);
  expect(proofs()).toBe(20);
  expect(await attemptFrom('127.0.1.99', email, password)).toBe(429);
  await backend.advanceClock(windowMs + 1_000);
  expect(await attemptFrom('127.0.1.99', email, password)).toBe(200);
});

test('right passwords are not counted, and wrong ones before them stay counted', async () => {
  const email = await backend.register();
  for (let index = 0; index < 4; index += 1) expectStatus(await backend.attempt(email, wrong), 401);
  for (let index = 0; index < 6; index += 1) expectStatus(await backend.attempt(email), 200);
  expectStatus(await backend.attempt(email, wrong), 401);
  expectRefusal(await backend.attempt(email));
});

test('logins that Cognito throttles are 503 each and cost no attempt', async () => {
  const email = await backend.register();
  backend.fault = (service, action) =>
    service === cognito && action === 'AdminInitiateAuth'
      ? new AwsError('TooManyRequestsException', 'Rate exceeded')
      : undefined;
  const replies: Reply[] = [];
  // Four at once: a fifth would be the last that the limit lets through while the others are under way.
  for (let wave = 0; wave < 5; wave += 1) replies.push(...(await atOnce(4, () => backend.attempt(email))));
  expect(statusCounts(replies)).toEqual({ 503: 20 });
  for (const { headers, body } of replies) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(body).toMatchObject({ error: 'SERVICE_UNAVAILABLE' });
  }
  expect(backend.logs.some((line) => line.includes('CognitoThrottled'))).toBe(true);

  backend.fault = undefined;
  expectStatus(await backend.attempt(email), 200);
});

test('at most five registrations an hour are taken for one email', async () => {
  const email = newEmail();
  const replies = await atOnce(30, () => backend.post('/auth/register', registration({ email })));
  expect(statusCounts(replies)).toEqual({ 201: 1, 409: 4, 429: 25 });
  expectStatus(await backend.attempt(email), 200);
  await backend.advanceClock(3_601_000);
  expectStatus(await backend.post('/auth/register', registration({ email })), 409);
});
