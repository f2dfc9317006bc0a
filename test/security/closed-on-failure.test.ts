import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../generator/aws-local/endpoint/index.js';
import {
  cognito,
  dynamodb,
  expectStatus,
  kms,
  newEmail,
  password,
  registration,
  secretsManager,
  sqs,
  startTestBackend,
  type Reply,
  type TestBackend,
} from '../support/backend.js';
import { downs, expectUnavailable } from '../support/unavailable.js';

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

const change = { currentPassword: password, newPassword: 'nine violet umbrellas in march' };

/** How many sessions Cognito still holds for somebody. */
function sessionsAtCognito(email: string): number | undefined {
  return backend.backend.services.users().find((user) => user.email === email)?.sessions;
}

test.each(downs.flatMap(([how, fault]) => [kms, dynamodb, cognito].map((service) => [service, how, fault] as const)))(
  'with %s %s a login is 503, leaves no session and costs no attempt',
  async (service, _how, fault) => {
    const email = await backend.register();
    await backend.backend.services.drainQueues();
    backend.fault = (name) => (name === service ? fault : undefined);
    expectUnavailable(await backend.attempt(email));
    backend.fault = undefined;
    // Revoking at Cognito is impossible while it is down: then no answer of it, and so no token, has come back either.
    if (service !== cognito) expect(sessionsAtCognito(email)).toBe(0);
    const { accessToken } = await backend.logIn(email);
    const { body } = await backend.get('/auth/sessions', accessToken);
    expect(body['sessions']).toHaveLength(1);
  },
);

test('with Secrets Manager down the first login is 503, and the next one finds it up again', async () => {
  const fresh = await startTestBackend();
  try {
    const email = await fresh.register();
    for (const [, fault] of downs) {
      fresh.fault = (service) => (service === secretsManager ? fault : undefined);
      expectUnavailable(await fresh.attempt(email));
    }
    const reached = fresh.calls.filter(({ action }) => action === 'AdminInitiateAuth');
    expect(reached).toEqual([]);
    fresh.fault = undefined;
    expectStatus(await fresh.attempt(email), 200);
  } finally {
    await fresh.close();
  }
});

test.each(['UpdateItem', 'GetItem', 'TransactWriteItems'])(
  'with only %s of DynamoDB failing a login is 503 and Cognito keeps no session of it',
  async (failing) => {
    const email = await backend.register();
    await backend.backend.services.drainQueues();
    backend.fault = (service, action) => (service === dynamodb && action === failing ? 'error' : undefined);
    expectUnavailable(await backend.attempt(email));
    backend.fault = undefined;
    expect(sessionsAtCognito(email)).toBe(0);
    expectStatus(await backend.attempt(email), 200);
  },
);

test('a service that refuses us is our own fault: 500, and no tokens', async () => {
  const email = await backend.register();
  await backend.backend.services.drainQueues();
  for (const service of [kms, dynamodb, cognito]) {
    backend.fault = (name) =>
      name === service ? new AwsError('AccessDeniedException', 'Not you: secret.') : undefined;
    const reply = await backend.attempt(email);
    expect([500, 503]).toContain(reply.status);
    expect(reply.text).not.toMatch(/eyJ|oken|secret|AccessDenied/);
    backend.fault = undefined;
    expect(sessionsAtCognito(email)).toBe(service === cognito ? 0 : sessionsAtCognito(email));
  }
  expectStatus(await backend.attempt(email), 200);
});

test.each(downs)('with DynamoDB %s every operation behind a login is 503', async (_how, fault) => {
  const { accessToken } = await backend.member();
  await backend.backend.services.drainQueues();
  backend.fault = (service) => (service === dynamodb ? fault : undefined);
  expectUnavailable(await backend.get('/users/profile', accessToken));
  expectUnavailable(await backend.put('/users/profile', { firstName: 'Eve' }, accessToken));
  expectUnavailable(await backend.get('/auth/sessions', accessToken));
  expectUnavailable(await backend.get('/users/me/export', accessToken));
  expectUnavailable(await backend.post('/auth/password/change', change, accessToken));
  expectUnavailable(await backend.post('/users/me/delete', { password }, accessToken));
  expectUnavailable(await backend.post('/auth/logout', undefined, accessToken));
  backend.fault = undefined;
  expect((await backend.get('/users/profile', accessToken)).body).toMatchObject({ firstName: 'Ada' });
});

test.each([kms, cognito, secretsManager, sqs])('the profile does not need %s', async (service) => {
  const { accessToken } = await backend.member();
  backend.fault = (name) => (name === service ? 'error' : undefined);
  expectStatus(await backend.get('/users/profile', accessToken), 200);
});

test.each(downs)('with SQS %s registration, login and verification go on', async (_how, fault) => {
  const registered = await backend.register();
  const token = await backend.mailedToken(registered, 'verify-email');
  backend.fault = (service) => (service === sqs ? fault : undefined);
  const email = await backend.register();
  await backend.logIn(email);
  // From another device, of which the owner would be told.
  const reply = await backend.send('POST', '/auth/login', {
    body: { email, password: registration()['password'] },
    headers: { 'user-agent': 'another device' },
  });
  expectStatus(reply, 200);
  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
  // This one is about the mail alone.
  expectUnavailable(await backend.post('/auth/email/resend', { email: newEmail() }));
  expect(backend.logs.some((line) => line.includes('MailNotQueued'))).toBe(true);
});

test.each(downs.flatMap(([how, fault]) => [dynamodb, cognito].map((service) => [service, how, fault] as const)))(
  'with %s %s a registration is 503, and can be made once it is up and settled',
  async (service, _how, fault) => {
    const email = newEmail();
    backend.fault = (name) => (name === service ? fault : undefined);
    expectUnavailable(await backend.post('/auth/register', registration({ email })));
    backend.fault = undefined;
    expectStatus(await backend.attempt(email), 401);
    await backend.advanceClock(61_000);
    await backend.clearLimits();
    expectStatus(await backend.post('/auth/register', registration({ email })), 201);
    expectStatus(await backend.attempt(email), 200);
  },
);

test.each(['the reconciler', 'the next who asks for the email'])(
  'a registration whose intent could not be removed stands, and %s settles it',
  async (who) => {
    const { services } = backend.backend;
    const email = newEmail();
    const mails = async (): Promise<number> => {
      await services.drainQueues();
      return services.mails().filter(({ to }) => to.includes(email)).length;
    };
    backend.fault = (service, action) => (service === dynamodb && action === 'DeleteItem' ? 'error' : undefined);
    expectStatus(await backend.post('/auth/register', registration({ email })), 201);
    backend.fault = undefined;
    expect(await mails()).toBe(1);
    await backend.advanceClock(61_000);
    if (who === 'the reconciler') await services.runJob('reconcile-registrations');
    else expectStatus(await backend.post('/auth/register', registration({ email })), 409);
    // Nobody knows whether the first mail was sent.
    expect(await mails()).toBe(2);
    await backend.advanceClock(61_000);
    await services.runJob('reconcile-registrations');
    expect(await mails()).toBe(2);
    expectStatus(await backend.attempt(email), 200);
  },
);

test('with DynamoDB down a verification token is not lost', async () => {
  const token = await backend.mailedToken(await backend.register(), 'verify-email');
  backend.fault = (service) => (service === dynamodb ? 'error' : undefined);
  expectUnavailable(await backend.post('/auth/email/verify', { token, password }));
  backend.fault = undefined;
  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
});

test('mail that SES does not take is tried again and arrives', async () => {
  backend.fault = (service) => (/ses/i.test(service) ? 'error' : undefined);
  const email = await backend.register();
  await new Promise((later) => setTimeout(later, 100));
  backend.fault = undefined;
  await backend.backend.services.drainQueues();
  expect(backend.backend.services.mails().some(({ to }) => to.includes(email))).toBe(true);
});

test.each(downs.flatMap(([how, fault]) => [dynamodb, cognito].map((service) => [service, how, fault] as const)))(
  'with %s %s a reset is 503 and its token is not lost',
  async (service, _how, fault) => {
    const email = await backend.register();
    expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
    const token = await backend.mailedToken(email, 'reset-password');
    const confirm = (): Promise<Reply> =>
      backend.post('/auth/password/reset-confirm', { token, newPassword: change.newPassword });
    backend.fault = (name) => (name === service ? fault : undefined);
    expectUnavailable(await confirm());
    backend.fault = undefined;
    expectStatus(await confirm(), 200);
    expectStatus(await backend.attempt(email, change.newPassword), 200);
  },
);

test.each(downs)('with SQS %s asking for a reset is 503, whoever asks', async (_how, fault) => {
  const email = await backend.register();
  await backend.backend.services.drainQueues();
  backend.fault = (service) => (service === sqs ? fault : undefined);
  for (const one of [email, newEmail()]) {
    expectUnavailable(await backend.post('/auth/password/reset-request', { email: one }));
  }
  backend.fault = undefined;
  // Nothing was counted against the owner.
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
});

test.each(downs)(
  'with Cognito %s a change of password and a deletion are 503 and cost no attempt',
  async (_how, fault) => {
    const { email, accessToken } = await backend.member();
    backend.fault = (service) => (service === cognito ? fault : undefined);
    for (let time = 0; time < 6; time += 1) {
      expectUnavailable(await backend.post('/auth/password/change', change, accessToken));
      expectUnavailable(await backend.post('/users/me/delete', { password }, accessToken));
    }
    backend.fault = undefined;
    expectStatus(await backend.post('/auth/password/change', change, accessToken), 200);
    expectStatus(await backend.attempt(email, change.newPassword), 200);
  },
);
