import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../overrides/auth/crypto/hash.js';
import { reconcileAccounts } from '../../overrides/jobs/reconcile-accounts.js';
import { changePassword } from '../../overrides/operations/change-password/service.js';
import { confirmPasswordReset } from '../../overrides/operations/confirm-password-reset/service.js';
import { deleteAccount } from '../../overrides/operations/delete-account/service.js';
import { loginUser } from '../../overrides/operations/login-user/service.js';
import { refreshToken } from '../../overrides/operations/refresh-token/service.js';
import { account, password } from './support/accounts.js';
import { minted, queue, revoked, users } from './support/aws.js';
import { awsError, calls, fail, reset, revive, type Mode } from './support/calls.js';
import { bare, principal, testContext, type TestContext } from './support/context.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../overrides/aws/cognito-auth.js', async () => (await import('./support/aws.js')).cognitoAuth);
vi.mock('../../overrides/aws/cognito-refresh.js', async () => (await import('./support/aws.js')).cognitoRefresh);
vi.mock('../../overrides/aws/cognito-users.js', async () => (await import('./support/aws.js')).cognitoUsers);
vi.mock('../../overrides/aws/kms.js', async () => (await import('./support/aws.js')).kms);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);
vi.mock('../../overrides/aws/secrets-manager.js', async () => (await import('./support/aws.js')).secretsManager);

const email = 'ada@example.com';
const newPassword = 'nine violet umbrellas in march';
const token = 'T'.repeat(43);

let context: TestContext;
let userId: string;
let caller: ReturnType<typeof principal>;
/** The refresh token of the second login. */
let given: string;

beforeEach(async () => {
  reset();
  context = testContext();
  const hash = sha256(token);
  ({ userId } = account(email, { passwordResetTokenHash: hash }));
  const createdAt = '2026-11-03T09:10:00.000Z';
  const expiresAt = Date.parse('2026-11-03T09:40:00.000Z') / 1000;
  table.set(`OneTimeToken/${hash}`, { hash, purpose: 'RESET_PASSWORD', userId, createdAt, expiresAt });
  for (let login = 0; login < 2; login += 1) {
    const { body } = await loginUser({ ...bare, body: { email, password }, principal: undefined }, context);
    given = (body as { refreshToken: string }).refreshToken;
  }
  caller = principal(userId, String(itemsOf('Session')[0]?.['originJti']));
  calls.length = 0;
  queue.length = 0;
});

const flows = {
  'a reset': () => confirmPasswordReset({ ...bare, body: { token, newPassword }, principal: undefined }, context),
  'a change': () =>
    changePassword({ ...bare, body: { currentPassword: password, newPassword }, principal: caller }, context),
  'a deletion': () => deleteAccount({ ...bare, body: { password }, principal: caller }, context),
};
type Flow = keyof typeof flows;

/** The calls of a flow that goes well. */
const steps: Readonly<Record<Flow, readonly string[]>> = {
  'a reset': [
    'GetItem OneTimeToken',
    'GetItem User',
    'TransactWriteItems',
    'AdminSetUserPassword',
    'GetItem User',
    'TransactWriteItems',
    'Query Session',
    'SendMessage',
  ],
  'a change': [
    'GetItem User',
    'AdminInitiateAuth',
    'RevokeToken',
    'PutItem AccountIntent',
    'AdminSetUserPassword',
    'GetItem User',
    'GetItem Session',
    'TransactWriteItems',
    'Query Session',
    'SendMessage',
  ],
  'a deletion': [
    'GetItem User',
    'AdminInitiateAuth',
    'RevokeToken',
    'TransactWriteItems',
    'SendMessage',
    'Query Session',
    'TransactWriteItems',
    'TransactWriteItems',
    'DeleteItem OneTimeToken',
    'DeleteItem BackupCodes',
    'AdminDeleteUser',
    'Query AccountIntent',
    'TransactWriteItems',
  ],
};

function standing(): number {
  const epoch = Number(table.get(`User/${userId}`)?.['sessionEpoch']);
  return itemsOf('Session').filter(({ sessionEpoch }) => Number(sessionEpoch) >= epoch).length;
}

/** The next run of the reconciler, after anything that began has ended. */
async function reconcile(): Promise<void> {
  revive();
  context.advance(61);
  await reconcileAccounts(context);
}

/** What must hold of an account, whatever happened to it: it is whole or gone, and a new password has ended the sessions. */
function expectSound(flow: Flow): void {
  expect(itemsOf('AccountIntent')).toEqual([]);
  const isThere = users.has(email);
  expect(itemsOf('User')).toHaveLength(isThere ? 1 : 0);
  expect(itemsOf('EmailReservation')).toHaveLength(isThere ? 1 : 0);
  if (!isThere) {
    expect(itemsOf('Session')).toEqual([]);
    expect(itemsOf('OneTimeToken')).toEqual([]);
    return;
  }
  expect(itemsOf('User')[0]).toMatchObject({ status: 'ACTIVE' });
  if (users.get(email)?.password !== newPassword) return;
  expect(standing()).toBeLessThanOrEqual(flow === 'a change' ? 1 : 0);
}

describe.each(Object.keys(flows) as Flow[])('%s', (flow) => {
  it('makes its calls in an order that can be taken up again', async () => {
    expect((await flows[flow]()).status).toBeLessThan(300);
    // What follows the end of the sessions is done side by side.
    const isWhole = flow === 'a deletion';
    const ordered = (names: readonly string[]) =>
      isWhole ? names : names.slice(0, names.indexOf('Query Session') + 1);
    expect(ordered(calls)).toEqual(ordered(steps[flow]));
    expectSound(flow);
  });

  const modes: readonly Mode[] = ['refuse', 'lose', 'die'];
  const cases = [...new Set(steps[flow])].flatMap((name) => modes.map((mode) => [name, mode] as const));
  it.each(cases)('is sound after %s goes wrong (%s) and the reconciler has run', async (name, mode) => {
    fail(name, mode, undefined, mode === 'die' ? 1 : 9);
    await flows[flow]().catch(() => undefined);
    await reconcile();
    expectSound(flow);
  });
});

describe('a reset', () => {
  it('takes its token back only for a failure of Cognito, and no token twice', async () => {
    fail('AdminSetUserPassword', 'refuse', awsError('TooManyRequestsException'));
    await expect(flows['a reset']()).rejects.toMatchObject({ status: 503 });
    expect([standing(), itemsOf('AccountIntent')]).toEqual([2, []]);
    expect((await flows['a reset']()).status).toBe(200);
    expect(await flows['a reset']()).toMatchObject({ status: 400, body: { error: 'INVALID_TOKEN' } });
  });

  it('answers 400 and keeps the token when the pool refuses the password', async () => {
    fail('AdminSetUserPassword', 'refuse', awsError('InvalidPasswordException'));
    await expect(flows['a reset']()).rejects.toMatchObject({ status: 400, fields: [{ field: 'newPassword' }] });
    expect((await flows['a reset']()).status).toBe(200);
  });

  it('leaves MFA as it is', async () => {
    const mfa = { mfaEnabled: true, totpSecret: 'sealed', lastTotpStep: 7 };
    Object.assign(table.get(`User/${userId}`) ?? {}, mfa);
    expect((await flows['a reset']()).status).toBe(200);
    expect(itemsOf('User')[0]).toMatchObject(mfa);
  });

  it('revokes the tokens of the sessions that it ends', async () => {
    await flows['a reset']();
    expect([...revoked].sort()).toEqual([...minted].sort());
  });
});

describe('a refresh', () => {
  const refresh = (text = given) =>
    refreshToken({ ...bare, body: { refreshToken: text }, principal: undefined }, context);

  /** The session whose token is given. */
  const session = (): Record<string, unknown> | undefined => {
    return itemsOf('Session').find(({ refreshHash, previousRefreshHash }) =>
      [refreshHash, previousRefreshHash].includes(sha256(given)),
    );
  };

  it('leaves hashes alone in the table and no token in a log line', async () => {
    const { status, body } = await refresh();
    expect(status).toBe(200);
    const { refreshToken: next } = body as { refreshToken: string };
    for (const text of [given, next, ...minted]) expect(JSON.stringify([...table])).not.toContain(text);
    expect(session()).toMatchObject({ refreshCounter: 1, refreshHash: sha256(next), userId });
    expect(context.lines.join('\n')).not.toMatch(/refresh-|A[A-Za-z0-9_-]{91}/);
  });

  it('asks for all that can fail before the counter moves', async () => {
    await refresh();
    expect(calls.slice(0, 2)).toEqual(['GetItem Session', 'GetItem User']);
    expect(calls.slice(2)).toEqual(['Decrypt', 'AdminInitiateAuth (refresh)', 'TransactWriteItems']);
  });

  it('does not prolong the grace by a second refresh within it', async () => {
    await refresh();
    context.advance(59);
    expect((await refresh()).status).toBe(200);
    context.advance(1);
    expect((await refresh()).status).toBe(401);
    expect(context.counted).toEqual(['RefreshTokenReused']);
    expect(standing()).toBe(1);
  });

  it('leaves no tokens when the epoch was raised while Cognito answered, also before the session is removed', async () => {
    const answer = refresh();
    while (!calls.includes('AdminInitiateAuth (refresh)')) await new Promise((resolve) => setImmediate(resolve));
    Object.assign(table.get(`User/${userId}`) ?? {}, { sessionEpoch: 1 });
    expect((await answer).status).toBe(401);
    expect([session()?.['refreshCounter'], revoked]).toEqual([0, [minted[1]]]);
  });

  it('keeps the absolute end of the session', async () => {
    const before = itemsOf('Session').map(({ endsAt, expiresAt }) => [endsAt, expiresAt]);
    context.advance(86_400);
    await refresh();
    expect(itemsOf('Session').map(({ endsAt, expiresAt }) => [endsAt, expiresAt])).toEqual(before);
  });

  it.each(['NotAuthorizedException', 'UserNotFoundException'])('is 401 when Cognito says %s', async (name) => {
    fail('AdminInitiateAuth (refresh)', 'refuse', awsError(name));
    expect((await refresh()).status).toBe(401);
    expect(session()?.['refreshCounter']).toBe(0);
  });

  it('is 503 while Cognito throttles, and works afterwards', async () => {
    fail('AdminInitiateAuth (refresh)', 'refuse', awsError('TooManyRequestsException'), 20);
    for (let time = 0; time < 20; time += 1) await expect(refresh()).rejects.toMatchObject({ status: 503 });
    expect((await refresh()).status).toBe(200);
  });
});
