import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AwsError } from '../../generator/aws-local/endpoint/index.js';
import { answerChallenge, enableMfa } from '../support/authenticator.js';
import {
  atOnce,
  cognito,
  expectStatus,
  newEmail,
  password,
  registration,
  startTestBackend,
  statusCounts,
  type Body,
  type Reply,
  type TestBackend,
} from '../support/backend.js';
import { hasAddresses } from '../support/client.js';

const wrong = 'not the right password';

/** Longer than the limit of one mail a minute. */
const overAMinute = 61_000;

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

const strangers = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `127.0.2.${i + 1}`);

function postFrom(from: string, path: string, body: Body, token?: string): Promise<Reply> {
  return backend.send('POST', path, { body, from, ...(token !== undefined && { token }) });
}

/** Cognito refuses whatever is asked, and does not remember: its own lockout is another matter. */
async function refusedByCognito(work: () => Promise<void>): Promise<void> {
  backend.fault = (service, action) =>
    service === cognito && action === 'AdminInitiateAuth'
      ? new AwsError('NotAuthorizedException', 'Incorrect username or password.')
      : undefined;
  await work();
  backend.fault = undefined;
}

/** Strangers use up what an account takes from everywhere, each only what one address may. */
async function exhaustLogins(email: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  await refusedByCognito(async () => {
    for (const from of strangers(4)) {
      const body = { email, password: wrong };
      const replies = await atOnce(5, () => backend.send('POST', '/auth/login', { body, from, headers }));
      expect(statusCounts(replies)).toEqual({ 401: 5 });
    }
  });
}

async function mailsTo(email: string, subject: RegExp): Promise<number> {
  await backend.backend.services.drainQueues();
  return backend.backend.services.mails().filter((mail) => mail.to.includes(email) && subject.test(mail.subject))
    .length;
}

describe('attempts under way', () => {
  test('are no failures: of parallel right logins those that find no room come again in a second', async () => {
    const email = await backend.register();
    const replies = await atOnce(12, () => backend.attempt(email));
    const refused = replies.filter(({ status }) => status !== 200);
    expect(statusCounts(refused)).toEqual({ 429: refused.length });
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeLessThanOrEqual(2);
    expectStatus(await backend.attempt(email), 200);
  });

  test('that turn out wrong keep the window full until its end', async () => {
    const email = await backend.register();
    await atOnce(8, () => backend.attempt(email, wrong));
    const reply = await backend.attempt(email);
    expectStatus(reply, 429);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(600);
  });
});

describe('registration', () => {
  test('is not barred by passwords that were refused: nothing was registered', async () => {
    const email = newEmail();
    for (let time = 0; time < 7; time += 1) {
      expectStatus(await backend.post('/auth/register', registration({ email, password: 'password1234' })), 400);
    }
    expectStatus(await backend.post('/auth/register', registration({ email })), 201);
  });

  test.runIf(hasAddresses)('is not barred by a stranger who tries the same email elsewhere', async () => {
    const email = await backend.register();
    const [stranger = ''] = strangers(1);
    for (let time = 0; time < 6; time += 1) await postFrom(stranger, '/auth/register', registration({ email }));
    expectStatus(await postFrom(stranger, '/auth/register', registration({ email })), 429);
    expectStatus(await backend.post('/auth/register', registration({ email })), 409);
  });
});

describe('an address that has held a session of the account', () => {
  test.runIf(hasAddresses)(
    'logs in whatever strangers have used up, and has no more than its own allowance',
    async () => {
      const { email } = await backend.member();
      await exhaustLogins(email);
      expectStatus(await postFrom('127.0.2.77', '/auth/login', { email, password }), 429);
      expectStatus(await backend.attempt(email), 200);
      await refusedByCognito(async () => {
        for (let time = 0; time < 5; time += 1) expectStatus(await backend.attempt(email, wrong), 401);
      });
      expectStatus(await backend.attempt(email), 429);
    },
  );

  test.runIf(hasAddresses)('is known by the address alone: the user agent of the owner proves nothing', async () => {
    const email = await backend.register();
    const headers = { 'user-agent': 'TheOwnersBrowser/1.0' };
    const body = { email, password };
    expectStatus(await backend.send('POST', '/auth/login', { body, headers }), 200);
    await exhaustLogins(email, headers);
    const stranger = await backend.send('POST', '/auth/login', { body, headers, from: '127.0.2.77' });
    expectStatus(stranger, 429);
    expectStatus(await backend.attempt(email), 200);
  });

  test('is none of another account', async () => {
    await backend.member();
    const other = await backend.register();
    await exhaustLogins(other);
    expectStatus(await backend.attempt(other), 429);
  });

  test.runIf(hasAddresses)('is none after a password alone, where a second factor is asked for', async () => {
    const { email } = await enableMfa(backend, await backend.verifiedMember());
    expectStatus(await postFrom('127.0.2.77', '/auth/login', { email, password }), 200);
    await exhaustLogins(email);
    expectStatus(await postFrom('127.0.2.77', '/auth/login', { email, password }), 429);
  });

  test.runIf(hasAddresses)(
    'passes its second factor, however many codes were guessed elsewhere by someone who has the password',
    async () => {
      const member = await enableMfa(backend, await backend.verifiedMember());
      const answerFrom = (from: string, sessionToken: unknown): Promise<Reply> =>
        postFrom(from, '/auth/mfa/verify', { sessionToken: String(sessionToken), code: '000000' });
      for (const from of strangers(4)) {
        const { body } = await postFrom(from, '/auth/login', { email: member.email, password });
        for (let time = 0; time < 5; time += 1) {
          expectStatus(await answerFrom(from, body['sessionToken']), 401);
        }
      }
      const [first = ''] = strangers(1);
      const more = await postFrom(first, '/auth/login', { email: member.email, password });
      expectStatus(await answerFrom(first, more.body['sessionToken']), 429);
      const login = await backend.attempt(member.email);
      const code = await member.authenticator.code();
      expectStatus(await answerChallenge(backend, String(login.body['sessionToken']), code), 200);
    },
  );

  test.runIf(hasAddresses)(
    'gives fresh proof, however often the holder of a stolen token guessed elsewhere',
    async () => {
      const { accessToken } = await backend.member();
      const change = (currentPassword: string): Body => ({ currentPassword, newPassword: 'another eleven tall ships' });
      const path = '/auth/password/change';
      await refusedByCognito(async () => {
        for (const from of strangers(4)) {
          for (let time = 0; time < 5; time += 1)
            expectStatus(await postFrom(from, path, change(wrong), accessToken), 401);
        }
      });
      expectStatus(await postFrom('127.0.2.77', path, change(password), accessToken), 429);
      expectStatus(await backend.post(path, change(password), accessToken), 200);
    },
  );
});

describe('recovery', () => {
  const ask = '/auth/password/reset-request';

  test.runIf(hasAddresses)('is not closed for a day by one address: it has an allowance of its own', async () => {
    const email = await backend.register();
    const [stranger = ''] = strangers(1);
    for (let time = 0; time < 5; time += 1) {
      expectStatus(await postFrom(stranger, ask, { email }), 200);
      expectStatus(await postFrom(stranger, ask, { email }), 429);
      await backend.advanceClock(overAMinute);
    }
    expectStatus(await postFrom(stranger, ask, { email }), 429);
    const before = await mailsTo(email, /reset/i);
    expectStatus(await backend.post(ask, { email }), 200);
    expect(await mailsTo(email, /reset/i)).toBe(before + 1);
  });

  test.runIf(hasAddresses)(
    'from many addresses sends ten mails a day, and still one to who asks from where a session was held',
    async () => {
      const { email } = await backend.verifiedMember();
      for (const from of strangers(14)) expectStatus(await postFrom(from, ask, { email }), 200);
      expect(await mailsTo(email, /reset/i)).toBe(10);
      expectStatus(await backend.post(ask, { email }), 200);
      expect(await mailsTo(email, /reset/i)).toBe(11);
    },
  );

  test.runIf(hasAddresses)('of many accounts from one address is limited, too', async () => {
    const from = '127.0.2.200';
    const replies: Reply[] = [];
    // Not all at once, which the gateway would not let through.
    for (let wave = 0; wave < 7; wave += 1) {
      replies.push(...(await atOnce(10, () => postFrom(from, ask, { email: newEmail() }))));
    }
    expect(statusCounts(replies)).toEqual({ 200: 60, 429: 10 });
  });

  test.runIf(hasAddresses)('by another link to prove an email is limited alike', async () => {
    const { email } = await backend.member();
    const resend = '/auth/email/resend';
    for (const from of strangers(14)) expectStatus(await postFrom(from, resend, { email }), 202);
    const before = await mailsTo(email, /./);
    expectStatus(await backend.post(resend, { email }), 202);
    expect(await mailsTo(email, /./)).toBe(before + 1);
  });
});
