import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { User } from '../../generated/entities/user.js';
import type { Principal } from '../../generated/http/context.js';
import { SessionList } from '../../generated/schemas/session-list.js';
import { UserProfile } from '../../generated/schemas/user-profile.js';
import { getUserProfile } from '../../overrides/operations/get-user-profile/service.js';
import { listSessions } from '../../overrides/operations/list-sessions/service.js';
import { loginUser } from '../../overrides/operations/login-user/service.js';
import { logoutUser } from '../../overrides/operations/logout-user/service.js';
import { revokeSession } from '../../overrides/operations/revoke-session/service.js';
import { updateUserProfile } from '../../overrides/operations/update-user-profile/service.js';
import { account, password } from './support/accounts.js';
import { minted, revoked } from './support/aws.js';
import { calls, fail, reset, timeOut } from './support/calls.js';
import { bare, principal, testContext, type TestContext } from './support/context.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../overrides/aws/cognito-auth.js', async () => (await import('./support/aws.js')).cognitoAuth);
vi.mock('../../overrides/aws/kms.js', async () => (await import('./support/aws.js')).kms);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);
vi.mock('../../overrides/aws/secrets-manager.js', async () => (await import('./support/aws.js')).secretsManager);

let context: TestContext;
let ada: User;
let bob: User;

beforeEach(() => {
  reset();
  context = testContext();
  [ada, bob] = [account('ada@example.com'), account('bob@example.com')];
});

/** Logs a user in and answers the caller of that session. */
async function loggedIn({ email, userId }: User): Promise<Principal> {
  const before = new Set(itemsOf('Session').map(({ originJti }) => originJti));
  await loginUser({ ...bare, body: { email, password }, principal: undefined }, context);
  const session = itemsOf('Session').find(({ originJti }) => !before.has(originJti));
  calls.length = 0;
  return principal(userId, String(session?.['originJti']));
}

const bodyless = (caller: Principal) => ({ ...bare, body: undefined, principal: caller });
const idOf = (caller: Principal): string => String(caller.claims['sessionId']);
const revoke = (caller: Principal, sessionId: string) =>
  revokeSession({ ...bodyless(caller), path: { sessionId } }, context);

describe('logout', () => {
  it('ends the session of the call and revokes its refresh token', async () => {
    const first = await loggedIn(ada);
    const second = await loggedIn(ada);
    expect(await logoutUser(bodyless(first), context)).toEqual({ status: 204 });
    expect(itemsOf('Session').map(({ originJti }) => originJti)).toEqual([idOf(second)]);
    expect(revoked).toEqual([minted[0]]);
  });

  it('takes the session from the table before it asks KMS or Cognito', async () => {
    await logoutUser(bodyless(await loggedIn(ada)), context);
    expect(calls.slice(0, 2)).toEqual(['GetItem Session', 'TransactWriteItems']);
  });

  it('revokes the refresh token also when the answer to the deletion is lost', async () => {
    const caller = await loggedIn(ada);
    fail('TransactWriteItems', 'lose');
    expect(await logoutUser(bodyless(caller), context)).toEqual({ status: 204 });
    expect(itemsOf('Session')).toEqual([]);
    expect(revoked).toEqual([minted[0]]);
  });

  it.each(['Decrypt', 'RevokeToken'])('is effective although %s fails', async (name) => {
    const caller = await loggedIn(ada);
    fail(name, 'refuse', timeOut(), 9);
    expect(await logoutUser(bodyless(caller), context)).toEqual({ status: 204 });
    expect(itemsOf('Session')).toEqual([]);
    expect(context.lines.join('\n')).not.toMatch(/refresh-[0-9a-f]/);
  });

  it('fails when the session cannot be ended', async () => {
    const caller = await loggedIn(ada);
    fail('TransactWriteItems', 'refuse', timeOut(), 9);
    await expect(logoutUser(bodyless(caller), context)).rejects.toThrow('timed out');
  });
});

describe('the list of sessions', () => {
  it('shows the sessions that stand, the last used first, without tokens', async () => {
    const first = await loggedIn(ada);
    context.advance(60);
    const second = await loggedIn(ada);
    await loggedIn(bob);
    const { status, body } = await listSessions(bodyless(first), context);
    expect(status).toBe(200);
    const { sessions } = SessionList.parse(body);
    expect(sessions.map(({ sessionId, current }) => [sessionId, current])).toEqual([
      [idOf(second), false],
      [idOf(first), true],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/refreshToken|Hash|v1\./);
  });

  it('leaves out sessions past their end and of an older epoch', async () => {
    const caller = await loggedIn(ada);
    expect(
      await listSessions(bodyless({ ...caller, claims: { ...caller.claims, sessionEpoch: '1' } }), context),
    ).toEqual({
      status: 200,
      body: { sessions: [] },
    });
    context.advance(30 * 86_400);
    expect(await listSessions(bodyless(caller), context)).toEqual({ status: 200, body: { sessions: [] } });
  });
});

describe('revocation', () => {
  it('ends another session of the caller', async () => {
    const [laptop, phone] = [await loggedIn(ada), await loggedIn(ada)];
    expect(await revoke(laptop, idOf(phone).toUpperCase())).toEqual({ status: 204 });
    expect(itemsOf('Session').map(({ originJti }) => originJti)).toEqual([idOf(laptop)]);
    expect(revoked).toEqual([minted[1]]);
  });

  it('answers 404 for somebody else’s session, and leaves it alone', async () => {
    const [hers, his] = [await loggedIn(ada), await loggedIn(bob)];
    const missing = await revoke(his, '00000000-0000-4000-8000-000000000000');
    expect(await revoke(his, idOf(hers))).toEqual(missing);
    expect(missing).toMatchObject({ status: 404, body: { error: 'SESSION_NOT_FOUND' } });
    expect(itemsOf('Session')).toHaveLength(2);
  });

  it('gives one 204 to thirty at once', async () => {
    const [laptop, phone] = [await loggedIn(ada), await loggedIn(ada)];
    const answers = await Promise.all(Array.from({ length: 30 }, () => revoke(laptop, idOf(phone))));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

describe('the profile', () => {
  const update = (caller: Principal, body: object) => updateUserProfile({ ...bare, body, principal: caller }, context);

  it('is the caller’s own, without what is not theirs to see', async () => {
    const { body } = await getUserProfile(bodyless(principal(ada.userId, 'session')), context as never);
    expect(UserProfile.parse(body)).toEqual(expect.objectContaining({ userId: ada.userId, email: ada.email }));
    expect(JSON.stringify(body)).not.toMatch(/sessionEpoch|failedLogins|status/);
  });

  it('changes what is sent and nothing else', async () => {
    context.advance(5);
    const caller = principal(ada.userId, 'session');
    await update(caller, { preferences: { theme: 'dark', pageSize: 25 } });
    const answer = await update(caller, { firstName: 'Augusta', timezone: 'Europe/London' });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        firstName: 'Augusta',
        lastName: 'Lovelace',
        timezone: 'Europe/London',
        preferences: { theme: 'dark', pageSize: 25 },
        updatedAt: '2026-11-03T09:15:05.000Z',
      },
    });
    expect(table.get(`User/${bob.userId}`)).toMatchObject({ firstName: 'Ada' });
  });

  it('replaces preferences as a whole', async () => {
    const caller = principal(ada.userId, 'session');
    await update(caller, { preferences: { theme: 'dark' } });
    await update(caller, { preferences: { pageSize: 10 } });
    expect(table.get(`User/${ada.userId}`)?.['preferences']).toEqual({ pageSize: 10 });
  });

  it('is not written by a change of nothing', async () => {
    await update(principal(ada.userId, 'session'), {});
    expect(calls).toEqual(['GetItem User']);
  });

  it.each([
    [{ timezone: 'Middle/Earth' }, 'timezone'],
    [{ dateOfBirth: '2026-11-05' }, 'dateOfBirth'],
  ])('refuses %j', async (body, field) => {
    const error: unknown = await update(principal(ada.userId, 'session'), body).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 400, fields: [{ field }] });
  });

  it('is refused to a caller that bearerAuth did not let in', async () => {
    const foreign = { ...principal(ada.userId, 'session'), scheme: 'apiKey' };
    await expect(getUserProfile(bodyless(foreign), context as never)).rejects.toMatchObject({ status: 401 });
  });

  it('is 401 for an account that is being deleted', async () => {
    Object.assign(table.get(`User/${ada.userId}`) ?? {}, { status: 'DELETING' });
    const caller = principal(ada.userId, 'session');
    await expect(getUserProfile(bodyless(caller), context as never)).rejects.toMatchObject({ status: 401 });
    await expect(update(caller, { firstName: 'Eve' })).rejects.toMatchObject({ status: 401 });
  });
});
