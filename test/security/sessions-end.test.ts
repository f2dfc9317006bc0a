import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  cognito,
  expectStatus,
  password,
  startTestBackend,
  type Body,
  type Member,
  type Reply,
  type TestBackend,
} from '../support/backend.js';
import { holdNext, type CallHook, type HeldCall } from '../support/held-call.js';

const newPassword = 'nine violet umbrellas in march';

let backend: TestBackend;

let onCall: CallHook;

beforeAll(async () => {
  backend = await startTestBackend({ onCall: (call) => onCall?.(call) });
});

afterEach(() => {
  onCall = undefined;
  backend.fault = undefined;
});

afterAll(() => backend.close());

const hold = (action: string): HeldCall => holdNext(action, (hook) => (onCall = hook));

async function resetToken(email: string): Promise<string> {
  expectStatus(await backend.post('/auth/password/reset-request', { email }), 200);
  return backend.mailedToken(email, 'reset-password');
}

const confirm = (token: string): Promise<Reply> => backend.post('/auth/password/reset-confirm', { token, newPassword });

/** Everything that ends the sessions of a user, by name. */
const endings: Readonly<Record<string, (member: Member) => Promise<void>>> = {
  'a reset': async ({ email }) => expectStatus(await confirm(await resetToken(email)), 200),
  'a change of password': async ({ email }) => {
    // From another session, which survives.
    const { accessToken } = await backend.logIn(email);
    const body = { currentPassword: password, newPassword };
    expectStatus(await backend.post('/auth/password/change', body, accessToken), 200);
  },
  'a deletion': async ({ email }) => {
    const { accessToken } = await backend.logIn(email);
    expectStatus(await backend.post('/users/me/delete', { password }, accessToken), 204);
  },
};

const names = Object.keys(endings);

function sessionsAtCognito({ userId }: Member): number {
  return backend.backend.services.users().find(({ sub }) => sub === userId)?.sessions ?? 0;
}

test.each(names)('after %s old access and refresh tokens are refused, and Cognito has let them go', async (name) => {
  const member = await backend.member();
  await endings[name]?.(member);
  expectStatus(await backend.get('/users/profile', member.accessToken), 401);
  expectStatus(await backend.put('/users/profile', { firstName: 'Eve' }, member.accessToken), 401);
  expectStatus(await backend.get('/users/me/export', member.accessToken), 401);
  expectStatus(await backend.post('/auth/logout', undefined, member.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: member.refreshToken }), 401);
  expect(sessionsAtCognito(member)).toBe(name === 'a change of password' ? 1 : 0);
});

test.each(names)('a login that races with %s leaves no session', async (name) => {
  const member = await backend.member();
  const held = hold('AdminInitiateAuth');
  const login = backend.attempt(member.email);
  await held.reached;
  await endings[name]?.(member);
  held.release();
  expectStatus(await login, 401);
  expect(sessionsAtCognito(member)).toBe(name === 'a change of password' ? 1 : 0);
});

test.each(names)('a refresh that races with %s leaves no session', async (name) => {
  const member = await backend.member();
  const held = hold('AdminInitiateAuth');
  const refresh = backend.post('/auth/refresh', { refreshToken: member.refreshToken });
  await held.reached;
  await endings[name]?.(member);
  held.release();
  expectStatus(await refresh, 401);
  expect(sessionsAtCognito(member)).toBe(name === 'a change of password' ? 1 : 0);
});

test('a login with the old password while the reset is under way does not outlive it', async () => {
  const { email } = await backend.member();
  const token = await resetToken(email);
  // The token is used up, and Cognito has not been asked yet.
  const held = hold('TransactWriteItems');
  const reset = confirm(token);
  await held.reached;
  const late = await backend.logIn(email);
  expectStatus(await backend.get('/users/profile', late.accessToken), 200);
  held.release();
  expectStatus(await reset, 200);
  expectStatus(await backend.get('/users/profile', late.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: late.refreshToken }), 401);
});

/** The ways to set a password: what has to be there before, and the request itself. */
const settings: Readonly<Record<string, (member: Member) => Promise<() => Promise<Reply>>>> = {
  'a reset': async ({ email }) => {
    const token = await resetToken(email);
    return () => confirm(token);
  },
  'a change of password': ({ accessToken }) => {
    const body = { currentPassword: password, newPassword };
    return Promise.resolve(() => backend.post('/auth/password/change', body, accessToken));
  },
};

test.each(Object.keys(settings))(
  'no login with the old password outlives %s, whatever step it falls on',
  async (name) => {
    const member = await backend.member();
    const set = await settings[name]?.(member);
    const late: Reply[] = [];
    let isTrying = false;
    onCall = ({ action }) => {
      if (isTrying || !['TransactWriteItems', 'PutItem', 'AdminSetUserPassword'].includes(action)) return undefined;
      isTrying = true;
      return backend.attempt(member.email).then((reply) => {
        isTrying = false;
        if (reply.status === 200) late.push(reply);
      });
    };
    expectStatus(await (set as () => Promise<Reply>)(), 200);
    onCall = undefined;
    expect(late.length).toBeGreaterThan(0);
    for (const { body } of late) {
      expectStatus(await backend.get('/users/profile', String(body['accessToken'])), 401);
      expectStatus(await backend.post('/auth/refresh', { refreshToken: body['refreshToken'] }), 401);
    }
  },
);

/** From the moment a password is set no sessions can be found: those of the old epoch stay in the table. */
function keepSessionsInTable(): void {
  let isSet = false;
  backend.fault = (_service, action) => {
    isSet ||= action === 'AdminSetUserPassword';
    return isSet && action === 'Query' ? 'error' : undefined;
  };
}

test('sessions that a reset could not remove are dead all the same', async () => {
  const member = await backend.member();
  const token = await resetToken(member.email);
  keepSessionsInTable();
  expectStatus(await confirm(token), 200);
  backend.fault = undefined;
  expect(sessionsAtCognito(member)).toBe(1);
  expectStatus(await backend.get('/users/profile', member.accessToken), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: member.refreshToken }), 401);
});

test('a refresh that races with a reset leaves no tokens, though its session could not be removed', async () => {
  const member = await backend.member();
  const token = await resetToken(member.email);
  const held = hold('AdminInitiateAuth');
  const refresh = backend.post('/auth/refresh', { refreshToken: member.refreshToken });
  await held.reached;
  keepSessionsInTable();
  expectStatus(await confirm(token), 200);
  backend.fault = undefined;
  held.release();
  expectStatus(await refresh, 401);
  expect(sessionsAtCognito(member)).toBe(0);
});

test('the refresh of a session that survives a change of password goes through although it raced with it', async () => {
  const member = await backend.member();
  const held = hold('AdminInitiateAuth');
  const refresh = backend.post('/auth/refresh', { refreshToken: member.refreshToken });
  await held.reached;
  const body = { currentPassword: password, newPassword };
  expectStatus(await backend.post('/auth/password/change', body, member.accessToken), 200);
  held.release();
  const reply = await refresh;
  expectStatus(reply, 200);
  expectStatus(await backend.get('/users/profile', String(reply.body['accessToken'])), 200);
});

test('a logout that races with a refresh wins', async () => {
  const member = await backend.member();
  const held = hold('AdminInitiateAuth');
  const refresh = backend.post('/auth/refresh', { refreshToken: member.refreshToken });
  await held.reached;
  expectStatus(await backend.post('/auth/logout', undefined, member.accessToken), 204);
  held.release();
  const reply = await refresh;
  expectStatus(reply, 401);
  expect((reply.body as Body)['accessToken']).toBeUndefined();
  expect(sessionsAtCognito(member)).toBe(0);
});

test('nobody asks Cognito for a session that has ended', async () => {
  const member = await backend.member();
  expectStatus(await backend.post('/auth/logout', undefined, member.accessToken), 204);
  let asked = 0;
  onCall = ({ service }) => {
    asked += service === cognito ? 1 : 0;
    return undefined;
  };
  expectStatus(await backend.post('/auth/refresh', { refreshToken: member.refreshToken }), 401);
  expect(asked).toBe(0);
});
