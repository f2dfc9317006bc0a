import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  answerChallenge,
  challengeOf,
  enableMfa,
  logInWithMfa,
  scanNewAuthenticator,
  type MfaMember,
} from '../support/authenticator.js';
import {
  atOnce,
  cognito,
  dynamodb,
  expectStatus,
  kms,
  password,
  sqs,
  startTestBackend,
  type Body,
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

async function withMfa(): Promise<MfaMember> {
  const member = await enableMfa(backend, await backend.member());
  await backend.backend.services.drainQueues();
  return member;
}

function sessionsAtCognito(email: string): number | undefined {
  return backend.backend.services.users().find((user) => user.email === email)?.sessions;
}

async function sessionsOf(accessToken: string): Promise<readonly Body[]> {
  return (await backend.get('/auth/sessions', accessToken)).body['sessions'] as Body[];
}

/** Which of the services an operation cannot do without. */
const needs = [
  [kms, 'setup'],
  [dynamodb, 'setup'],
  [cognito, 'setup'],
  [kms, 'verify-setup'],
  [dynamodb, 'verify-setup'],
  [kms, 'login'],
  [dynamodb, 'login'],
  [cognito, 'login'],
  [kms, 'verify'],
  [dynamodb, 'verify'],
  [kms, 'disable'],
  [dynamodb, 'disable'],
  [cognito, 'disable'],
  [kms, 'backup-codes'],
  [dynamodb, 'backup-codes'],
  [cognito, 'backup-codes'],
] as const;

test.each(needs)('with %s down %s is 503, and works once it is up', async (service, name) => {
  const isSetup = name === 'setup' || name === 'verify-setup';
  const member = isSetup ? await backend.verifiedMember() : await withMfa();
  const authenticator = isSetup ? await scanNewAuthenticator(backend, member.accessToken) : undefined;
  const sessionToken = name === 'verify' ? await challengeOf(backend, member.email) : '';
  const code = await (authenticator ?? (member as MfaMember).authenticator).code();
  const before = sessionsAtCognito(member.email);
  const send = {
    setup: () => backend.post('/auth/mfa/setup', { password }, member.accessToken),
    'verify-setup': () => backend.post('/auth/mfa/verify-setup', { code }, member.accessToken),
    login: () => backend.attempt(member.email),
    verify: () => answerChallenge(backend, sessionToken, code),
    disable: () => backend.post('/auth/mfa/disable', { password, code }, member.accessToken),
    'backup-codes': () => backend.post('/auth/mfa/backup-codes', { password, code }, member.accessToken),
  }[name];
  for (const [, fault] of downs) {
    backend.fault = (called) => (called === service ? fault : undefined);
    expectUnavailable(await send());
  }
  backend.fault = undefined;
  // While Cognito itself is down it cannot be told to revoke what it has just minted.
  if (service !== cognito) expect(sessionsAtCognito(member.email)).toBe(before);
  expectStatus(await send(), 200);
});

test('codes that cannot be checked are not counted against a challenge', async () => {
  const member = await withMfa();
  const sessionToken = await challengeOf(backend, member.email);
  const code = await member.authenticator.code();
  backend.fault = (service) => (service === kms ? 'error' : undefined);
  for (let wave = 0; wave < 2; wave += 1) {
    for (const reply of await atOnce(4, () => answerChallenge(backend, sessionToken, code))) expectUnavailable(reply);
  }
  backend.fault = undefined;
  expectStatus(await answerChallenge(backend, sessionToken, code), 200);
});

test.each(['error', 'timeout-after-effect'] as const)(
  'a challenge whose transactions end with %s leaves no session and no tokens, or can be answered again',
  async (fault) => {
    const member = await withMfa();
    const sessionToken = await challengeOf(backend, member.email);
    const code = await member.authenticator.code();
    backend.fault = (service, action) => (service === dynamodb && action === 'TransactWriteItems' ? fault : undefined);
    expectUnavailable(await answerChallenge(backend, sessionToken, code));
    backend.fault = undefined;
    expect(await sessionsOf(member.accessToken)).toHaveLength(1);
    const again = await answerChallenge(backend, sessionToken, code);
    if (fault === 'error') expectStatus(again, 200);
    else {
      expect([again.status, again.body['error']]).toEqual([401, 'INVALID_MFA_SESSION']);
      expect(sessionsAtCognito(member.email)).toBe(1);
    }
  },
);

test('a login whose challenge was written but never told leaves neither challenge nor tokens', async () => {
  const member = await withMfa();
  const { services } = backend.backend;
  const sweepAll = async (): Promise<void> => {
    await backend.advanceClock(361_000);
    await services.runJob('sweep');
  };
  await sweepAll();
  backend.fault = (service, action) =>
    service === dynamodb && action === 'TransactWriteItems' ? 'timeout-after-effect' : undefined;
  expectUnavailable(await backend.attempt(member.email));
  backend.fault = undefined;
  expect(sessionsAtCognito(member.email)).toBe(1);
  // The sweep would revoke the tokens of a challenge that it finds.
  expect(await backend.callsOf(sweepAll)).not.toContain(`${cognito}.RevokeToken`);
  expectStatus(await logInWithMfa(backend, member), 200);
});

test('the backup codes are shown although every answer of the write got lost', async () => {
  const member = await backend.member();
  const authenticator = await scanNewAuthenticator(backend, member.accessToken);
  const code = await authenticator.code();
  backend.fault = (service, action) =>
    service === dynamodb && action === 'TransactWriteItems' ? 'timeout-after-effect' : undefined;
  const on = await backend.post('/auth/mfa/verify-setup', { code }, member.accessToken);
  backend.fault = undefined;
  expectStatus(on, 200);
  const [backupCode] = on.body['backupCodes'] as string[];
  const sessionToken = await challengeOf(backend, member.email);
  expectStatus(await answerChallenge(backend, sessionToken, String(backupCode)), 200);
});

test.each(downs)('with SQS %s every change of MFA and every login goes on', async (_how, fault) => {
  const member = await backend.member();
  backend.fault = (service) => (service === sqs ? fault : undefined);
  const on = await enableMfa(backend, member);
  expectStatus(await logInWithMfa(backend, on), 200);
  const [first, second] = on.backupCodes;
  const proof = (code: string | undefined): object => ({ password, code: String(code) });
  const made = await backend.post('/auth/mfa/backup-codes', proof(first), on.accessToken);
  expectStatus(made, 200);
  expectStatus(await backend.post('/auth/mfa/disable', proof(second), on.accessToken), 401);
  const fresh = made.body['backupCodes'] as string[];
  expectStatus(await backend.post('/auth/mfa/disable', proof(fresh[0]), on.accessToken), 200);
  expect(backend.logs.some((line) => line.includes('MailNotQueued'))).toBe(true);
});

test('the sweep finds again what it could not revoke', async () => {
  const member = await withMfa();
  await challengeOf(backend, member.email);
  await backend.advanceClock(361_000);
  backend.fault = (service) => (service === cognito ? 'error' : undefined);
  await backend.backend.services.runJob('sweep');
  backend.fault = undefined;
  expect(sessionsAtCognito(member.email)).toBe(2);
  await backend.backend.services.runJob('sweep');
  expect(sessionsAtCognito(member.email)).toBe(1);
});
