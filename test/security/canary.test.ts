import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../generator/aws-local/endpoint/index.js';
import {
  cognito,
  dynamodb,
  expectStatus,
  kms,
  newEmail,
  registration,
  secretsManager,
  sqs,
  startTestBackend,
  type Body,
  type Reply,
  type TestBackend,
} from '../support/backend.js';
import { authenticatorOf, stepMs } from '../support/authenticator.js';

/** Values that are found again wherever they come out. */
const password = 'canary-password horse battery';
const wrongPassword = 'canary-wrongpass horse battery';
const newPassword = 'canary-newpassword horse battery';
const weakPassword = 'canaryweak';
const firstName = 'Canaryfirst';
const lastName = 'Canarylast';
const madeUpToken = `canarytoken${'x'.repeat(32)}`;

/** Each that must not come out, with what comes to exist on the way. */
const secrets = new Set([password, wrongPassword, newPassword, weakPassword, firstName, lastName, madeUpToken]);

/** Bodies of errors, and whatever else of an error a caller sees. */
const errors: string[] = [];

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend({ logLevel: 'DEBUG' });
});

afterEach(() => {
  backend.fault = undefined;
});

afterAll(() => backend.close());

async function noted(sending: Promise<Reply>): Promise<Reply> {
  const reply = await sending;
  if (reply.status >= 400) errors.push(`${JSON.stringify(reply.headers)}${reply.text}`);
  const { accessToken, refreshToken, sessionToken, secret, qrCode, backupCodes = [] } = reply.body;
  for (const text of [accessToken, refreshToken, sessionToken, secret, qrCode, ...(backupCodes as unknown[])]) {
    if (typeof text === 'string') secrets.add(text);
  }
  return reply;
}

function member(): Body {
  return registration({ password, firstName, lastName });
}

/** Every implemented operation, with and without success. */
async function useEverything(): Promise<void> {
  const body = member();
  const email = String(body['email']);
  await noted(backend.get(`/health?token=${madeUpToken}`));
  await noted(backend.post('/auth/register', body));
  await noted(backend.post('/auth/register', body));
  await noted(backend.post('/auth/register', { ...body, password: weakPassword }));
  await noted(backend.post('/auth/register', { ...body, password: `${email.split('@')[0]} ${wrongPassword}` }));
  await noted(backend.post('/auth/register', { ...body, unknown: password, firstName: `${firstName}<`, x: lastName }));
  await noted(backend.post('/auth/register', `{"password":"${password}",,}`));
  const mailed = await backend.mailedToken(email, 'verify-email').catch(() => madeUpToken);
  secrets.add(mailed);
  await noted(backend.post('/auth/email/verify', { token: madeUpToken, password }));
  await noted(backend.post('/auth/email/verify', { token: `${madeUpToken}!`, password }));
  await noted(backend.post('/auth/email/verify', { token: mailed, password }));
  await noted(backend.post('/auth/email/verify', { token: mailed, password }));
  await noted(backend.post('/auth/email/resend', { email }));
  await noted(backend.post('/auth/email/resend', { email, password }));
  await noted(backend.attempt(email, wrongPassword));
  await noted(backend.attempt(newEmail(), password));
  await noted(backend.post('/auth/login', { email, password: [password] }));
  await noted(backend.post('/auth/login', { email: password, password }));
  const login = await noted(backend.attempt(email, password));
  const accessToken = typeof login.body['accessToken'] === 'string' ? login.body['accessToken'] : madeUpToken;
  await noted(backend.get('/users/profile', madeUpToken));
  await noted(backend.get(`/users/profile?access_token=${accessToken}`, accessToken));
  await noted(backend.get(`/users/${accessToken}`, accessToken));
  await noted(backend.put('/users/profile', { firstName, lastName, preferences: { theme: madeUpToken } }, accessToken));
  await noted(backend.put('/users/profile', { firstName: `${firstName}\r\n`, password }, accessToken));
  await noted(
    backend.put('/users/profile', { timezone: madeUpToken, preferences: { a: { b: password } } }, accessToken),
  );
  await noted(backend.get('/auth/sessions', accessToken));
  await noted(backend.send('DELETE', `/auth/sessions/${madeUpToken}`, { token: accessToken }));
  await noted(backend.send('DELETE', `/auth/sessions/${accessToken}`, { token: accessToken }));
  await noted(backend.send('GET', '/users/profile', { headers: { authorization: `Basic ${accessToken}` } }));
  const second = await noted(backend.attempt(email, password));
  const sessions = (await noted(backend.get('/auth/sessions', accessToken))).body['sessions'] as Body[] | undefined;
  const other = sessions?.find(({ current }) => current === false);
  if (other)
    await noted(backend.send('DELETE', `/auth/sessions/${String(other['sessionId'])}`, { token: accessToken }));
  await noted(backend.get('/users/profile', String(second.body['accessToken'])));
  await noted(backend.post('/auth/logout', undefined, accessToken));
  await noted(backend.get('/users/profile', accessToken));
  await useAccount(email);
  await backend.backend.services.drainQueues();
}

/** Refresh, reset, change of password, export and deletion. */
async function useAccount(email: string): Promise<void> {
  await noted(backend.post('/auth/refresh', { refreshToken: madeUpToken }));
  const login = await noted(backend.attempt(email, password));
  const refreshed = await noted(backend.post('/auth/refresh', { refreshToken: login.body['refreshToken'] }));
  const accessToken = String(refreshed.body['accessToken']);
  await noted(backend.post('/auth/refresh', { refreshToken: login.body['refreshToken'] }));
  await noted(backend.post('/auth/refresh', { refreshToken: accessToken, password }));
  const change = (body: object): Promise<Reply> =>
    noted(backend.post('/auth/password/change', { currentPassword: password, newPassword, ...body }, accessToken));
  await change({ currentPassword: wrongPassword });
  await change({ newPassword: weakPassword });
  await change({ code: madeUpToken });
  await change({});
  await noted(backend.post('/auth/password/reset-request', { email, password }));
  await noted(backend.post('/auth/password/reset-request', { email }));
  const token = await backend.mailedToken(email, 'reset-password');
  secrets.add(token);
  const confirm = (body: object): Promise<Reply> =>
    noted(backend.post('/auth/password/reset-confirm', { token, newPassword: password, ...body }));
  await confirm({ token: madeUpToken });
  await confirm({ newPassword: weakPassword });
  await confirm({ newPassword: `${String(email.split('@')[0])} ${newPassword}` });
  await confirm({});
  await confirm({});
  const last = await noted(backend.attempt(email, password));
  const lastToken = String(last.body['accessToken']);
  await noted(backend.get('/users/me/export', lastToken));
  await noted(backend.post('/users/me/delete', { password: wrongPassword }, lastToken));
  await noted(backend.post('/users/me/delete', { password }, lastToken));
  await noted(backend.get('/users/me/export', lastToken));
}

/** Which secrets a text holds, as they are or encoded in one of the usual ways. */
function leaksIn(text: string): string[] {
  const forms = (secret: string): string[] => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
    // Of a token the signature alone would do, and of its claims the whole part.
    ...secret.split('.').filter((part) => part.length > 40),
  ];
  return [...secrets].filter((secret) => forms(secret).some((form) => text.includes(form)));
}

const faults: readonly (readonly [string, string, Fault])[] = [cognito, dynamodb, kms, sqs].flatMap((service) => [
  [service, 'failing', 'error'] as const,
  [service, 'losing its answers', 'timeout-after-effect'] as const,
]);

test('passwords, names and tokens reach no log line and no error, with all well', async () => {
  await useEverything();
  expect(backend.logs.length).toBeGreaterThan(40);
  expect(errors.length).toBeGreaterThan(10);
  expect(secrets.size).toBeGreaterThan(10);
  expect(backend.logs.filter((line) => leaksIn(line).length > 0)).toEqual([]);
  expect(errors.filter((text) => leaksIn(text).length > 0)).toEqual([]);
});

/** A code of six digits, which a number may hold by chance: it must not stand by itself. */
function isSaid(code: string, text: string): boolean {
  return new RegExp(`(?<![0-9A-Za-z.:-])${code}(?![0-9A-Za-z.:-])`).test(text);
}

test(
  'nor do secrets, codes and session tokens of the second factor, with all well and with what it needs down',
  { timeout: 60_000 },
  async () => {
    const { email, accessToken, mailed } = await registerWhileAllIsWell();
    expectStatus(await noted(backend.post('/auth/email/verify', { token: mailed, password })), 200);
    const setup = await noted(backend.post('/auth/mfa/setup', { password }, accessToken));
    const authenticator = authenticatorOf(backend, String(setup.body['otpauthUri']));
    const codes = [await authenticator.code(), await authenticator.code(30), await authenticator.code(600)];
    const [first, next, wrong] = codes;
    await noted(backend.post('/auth/mfa/verify-setup', { code: wrong }, accessToken));
    await noted(backend.post('/auth/mfa/verify-setup', { code: first, secret: setup.body['secret'] }, accessToken));
    const on = await noted(backend.post('/auth/mfa/verify-setup', { code: first }, accessToken));
    expectStatus(on, 200);
    const [backupCode, another] = on.body['backupCodes'] as string[];
    await backend.advanceClock(stepMs);
    const answer = async (code: unknown): Promise<Reply> => {
      const { body } = await noted(backend.attempt(email, password));
      return noted(backend.post('/auth/mfa/verify', { sessionToken: body['sessionToken'], code }));
    };
    for (const code of [wrong, `${String(another)}x`, next, next, backupCode]) await answer(code);
    for (const service of [kms, dynamodb]) {
      const { body } = await noted(backend.attempt(email, password));
      backend.fault = (name) => (name === service ? 'error' : undefined);
      await noted(backend.post('/auth/mfa/verify', { sessionToken: body['sessionToken'], code: next }));
      await noted(backend.post('/auth/mfa/disable', { password, code: next }, accessToken));
      backend.fault = undefined;
    }
    const proof = { password, code: another };
    await noted(backend.post('/auth/mfa/disable', { ...proof, password: wrongPassword }, accessToken));
    await noted(backend.post('/auth/mfa/setup', { password, code: next }, accessToken));
    await noted(backend.post('/auth/mfa/backup-codes', { ...proof, password: wrongPassword }, accessToken));
    const made = await noted(backend.post('/auth/mfa/backup-codes', proof, accessToken));
    const [fresh] = made.body['backupCodes'] as string[];
    expectStatus(await noted(backend.post('/auth/mfa/disable', { password, code: fresh }, accessToken)), 200);
    await backend.backend.services.drainQueues();
    expect(backend.logs.filter((line) => leaksIn(line).length > 0)).toEqual([]);
    expect(errors.filter((text) => leaksIn(text).length > 0)).toEqual([]);
    const said = [...backend.logs, ...errors];
    expect(said.filter((text) => codes.some((code) => isSaid(code, text)))).toEqual([]);
  },
);

test('every operation has gone through this with success, and every one with a body also without', () => {
  const answered = backend.logs
    .map((line) => JSON.parse(line) as { message?: string; operationId?: string; status?: number })
    .filter(({ message }) => message === 'answered');
  const those = (isWanted: (status: number) => boolean): readonly string[] => {
    const ids = answered.filter(({ status = 0 }) => isWanted(status)).map(({ operationId }) => String(operationId));
    return [...new Set(ids)].map((id) => id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).sort();
  };
  const folders = readdirSync('generated/operations').filter((name) => !name.includes('.'));
  expect(those((status) => status < 300)).toEqual(folders);
  const withBody = folders.filter((name) =>
    readFileSync(`generated/operations/${name}/models.ts`, 'utf8').includes('maxBytes'),
  );
  expect(those((status) => status >= 400)).toEqual(expect.arrayContaining(withBody));
});

test.each(faults)('nor with %s %s', async (service, _how, fault) => {
  const member = await registerWhileAllIsWell();
  backend.fault = (name) => (name === service ? fault : undefined);
  await disturbed(member);
  backend.fault = undefined;
  await sleep(20);
  expect(backend.logs.filter((line) => leaksIn(line).length > 0)).toEqual([]);
  expect(errors.filter((text) => leaksIn(text).length > 0)).toEqual([]);
});

interface Prepared {
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly mailed: string;
  readonly reset: string;
}

async function registerWhileAllIsWell(): Promise<Prepared> {
  const body = member();
  const email = String(body['email']);
  expectStatus(await noted(backend.post('/auth/register', body)), 201);
  const mailed = await backend.mailedToken(email, 'verify-email');
  secrets.add(mailed);
  await noted(backend.post('/auth/password/reset-request', { email }));
  const reset = await backend.mailedToken(email, 'reset-password');
  secrets.add(reset);
  const { body: login } = await noted(backend.attempt(email, password));
  const { accessToken, refreshToken } = login;
  return { email, accessToken: String(accessToken), refreshToken: String(refreshToken), mailed, reset };
}

async function disturbed({ email, accessToken, refreshToken, mailed, reset }: Prepared): Promise<void> {
  await Promise.all([
    noted(backend.post('/auth/register', member())),
    noted(backend.attempt(email, password)),
    noted(backend.attempt(email, wrongPassword)),
    noted(backend.post('/auth/email/verify', { token: mailed, password })),
    noted(backend.post('/auth/email/resend', { email })),
    noted(backend.get('/users/profile', accessToken)),
    noted(backend.put('/users/profile', { firstName, lastName }, accessToken)),
    noted(backend.get('/auth/sessions', accessToken)),
    noted(backend.post('/auth/refresh', { refreshToken })),
    noted(backend.post('/auth/password/change', { currentPassword: password, newPassword }, accessToken)),
    noted(backend.post('/auth/password/reset-confirm', { token: reset, newPassword })),
    noted(backend.get('/users/me/export', accessToken)),
  ]);
  await noted(backend.post('/users/me/delete', { password }, accessToken));
  await noted(backend.post('/auth/logout', undefined, accessToken));
}

test('the console’s record of requests holds none of them either', async () => {
  const { text } = await backend.send('GET', '/_dev/api/requests');
  const withoutPaths = text.replaceAll(/"path": "[^"]*"/g, '');
  expect(leaksIn(withoutPaths)).toEqual([]);
});

test('the table holds no token and no password in clear', async () => {
  const client = new DynamoDBClient({
    endpoint: String(backend.backend.services.resources.dynamodb),
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'users-local' }));
  client.destroy();
  expect(Items.length).toBeGreaterThan(5);
  const names = [firstName, lastName, madeUpToken];
  const leaks = leaksIn(JSON.stringify(Items)).filter((secret) => !names.includes(secret));
  expect(leaks).toEqual([]);
});

test('the client’s secret reaches no log line', async () => {
  const reads = backend.calls.filter(({ service }) => service === secretsManager);
  // The client's secret, and the key of the hashes of emails.
  expect(reads).toHaveLength(2);
  expect(backend.logs.filter((line) => /SECRET_HASH|ClientSecret/.test(line))).toEqual([]);
});
