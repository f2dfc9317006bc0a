import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../generated/http/errors.js';
import type { RegisterUserResult } from '../../generated/operations/register-user/service.js';
import { reconcileRegistrations } from '../../overrides/jobs/reconcile-registrations.js';
import { register as registerAccount } from '../../overrides/auth/registration/register.js';
import { registerUser } from '../../overrides/operations/register-user/service.js';
import { queue, users } from './support/aws.js';
import { awsError, calls, fail, reset, revive, timeOut } from './support/calls.js';
import { bare, testContext, type TestContext } from './support/context.js';
import { emailHashOf } from './support/keyed-hash.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../overrides/aws/cognito-users.js', async () => (await import('./support/aws.js')).cognitoUsers);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);

const ada = {
  email: 'ada@example.com',
  password: 'seven quiet lanterns at dusk',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

let context: TestContext;

beforeEach(() => {
  reset();
  context = testContext();
});

async function register(body: Partial<typeof ada> & { locale?: string } = {}): Promise<RegisterUserResult> {
  return registerUser({ ...bare, body: { ...ada, ...body }, principal: undefined }, context);
}

/** The status that the runtime answers. */
async function statusOf(answer: Promise<RegisterUserResult>): Promise<number> {
  return answer.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof HttpError ? error.status : 500),
  );
}

async function fieldErrors(body: Partial<typeof ada>): Promise<unknown> {
  const error: unknown = await register(body).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HttpError);
  expect(error).toMatchObject({ status: 400, code: 'VALIDATION_ERROR' });
  return (error as HttpError).fields;
}

/** Nothing or everything: never a part of an account. */
function state(): 'none' | 'whole' | 'torn' {
  const [user, other] = itemsOf('User');
  const parts = [users.size, itemsOf('User').length, itemsOf('EmailReservation').length];
  if (parts.every((count) => count === 0)) return 'none';
  const cognito = [...users.values()][0];
  const isWhole =
    parts.every((count) => count === 1) &&
    other === undefined &&
    cognito?.status === 'CONFIRMED' &&
    cognito.userId === user?.['userId'];
  return isWhole ? 'whole' : 'torn';
}

describe('registration: success', () => {
  it('answers 201 with the id of the Cognito user', async () => {
    const answer = await register();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ userId: users.get(ada.email)?.userId, email: ada.email });
    expect(state()).toBe('whole');
  });

  it('asks AWS in the order of the saga', async () => {
    await register();
    expect(calls).toEqual([
      'Query RegistrationIntent',
      'PutItem RegistrationIntent',
      'AdminCreateUser',
      'TransactWriteItems',
      'AdminSetUserPassword',
      'DeleteItem RegistrationIntent',
      'SendMessage',
    ]);
  });

  it('leaves no intent behind', async () => {
    await register();
    expect(itemsOf('RegistrationIntent')).toEqual([]);
  });

  it('queues the verification mail, without a token in it', async () => {
    await register();
    expect(queue).toEqual([{ kind: 'email-verification', email: ada.email, requestId: 'request-0001' }]);
  });

  it('stores an unverified account with its names and language', async () => {
    await register({ firstName: 'Bjo\u0308rk ', locale: 'is-IS' });
    expect(itemsOf('User')[0]).toMatchObject({
      status: 'ACTIVE',
      firstName: 'Björk',
      locale: 'is-IS',
      emailVerified: false,
      mfaEnabled: false,
      sessionEpoch: 0,
      createdAt: '2026-11-03T09:15:00.000Z',
    });
  });

  it('stores no password and none of its hashes', async () => {
    await register();
    expect(JSON.stringify([...table])).not.toContain(ada.password);
  });

  it('normalises the email', async () => {
    const answer = await register({ email: 'Ada@MÜLLER.example' });
    expect(answer.body).toMatchObject({ email: 'ada@xn--mller-kva.example' });
  });

  it('writes an audit event', async () => {
    await register();
    expect(context.events).toEqual([{ event: 'register', outcome: 'success', subject: users.get(ada.email)?.userId }]);
  });

  it('stands although the mail cannot be queued', async () => {
    fail('SendMessage', 'refuse', timeOut(), 9);
    expect((await register()).status).toBe(201);
    expect(context.counted).toEqual(['MailNotQueued']);
    expect(state()).toBe('whole');
  });

  it('stands although its intent cannot be removed; the reconciler then finishes it', async () => {
    fail('DeleteItem RegistrationIntent', 'refuse');
    expect((await register()).status).toBe(201);
    expect(itemsOf('RegistrationIntent')).toHaveLength(1);
    context.advance(61);
    await reconcileRegistrations(context);
    expect([state(), itemsOf('RegistrationIntent')]).toEqual(['whole', []]);
  });
});

describe('registration: duplicates', () => {
  it('answers 409 to a taken email', async () => {
    await register();
    expect(await register()).toMatchObject({ status: 409, body: { error: 'EMAIL_TAKEN' } });
  });

  it('takes another spelling of an email for the same', async () => {
    await register();
    expect((await register({ email: ' ADA@Example.com ' })).status).toBe(409);
  });

  it('takes dots and plus signs for different', async () => {
    await register();
    expect((await register({ email: 'a.da@example.com' })).status).toBe(201);
    expect((await register({ email: 'ada+1@example.com' })).status).toBe(201);
  });

  it('lets a loser delete nothing', async () => {
    await register();
    revive();
    await register({ password: 'another fine long password' });
    expect(calls.filter((name) => /Delete/.test(name))).toEqual(['DeleteItem RegistrationIntent']);
    expect(users.get(ada.email)?.password).toBe(ada.password);
    expect(state()).toBe('whole');
  });

  it('gives one 201 and 29 times 409 to thirty at once, and the winner stays', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => statusOf(register())));
    expect(answers.filter((status) => status === 201)).toHaveLength(1);
    expect(answers.filter((status) => status === 409)).toHaveLength(29);
    expect([state(), itemsOf('RegistrationIntent')]).toEqual(['whole', []]);
  });

  it('answers 409 and removes its own Cognito user when the email is reserved by another', async () => {
    await register();
    users.clear();
    expect((await register()).status).toBe(409);
    expect([...users]).toEqual([]);
    expect(itemsOf('User')).toHaveLength(1);
    expect(itemsOf('RegistrationIntent')).toEqual([]);
  });

  it('strict: answers a taken email as a free one, and tells its owner by mail', async () => {
    context = testContext({ enumeration: 'strict' });
    const free = await register();
    const taken = await register();
    expect([free.status, taken.status]).toEqual([201, 201]);
    expect(Object.keys(free.body)).toEqual(Object.keys(taken.body));
    expect(queue[1]).toMatchObject({ kind: 'registration-of-taken-email', email: ada.email });
  });

  it('strict: the ids of free and taken emails are of one kind, and none is real', async () => {
    context = testContext({ enumeration: 'strict' });
    const ids = [await register(), await register()].map(({ body }) => (body as { userId: string }).userId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(ids).not.toContain(users.get(ada.email)?.userId);
  });
});

describe('registration: password rules', () => {
  it.each([
    ['password1234', 'This password is too common.'],
    ['Password1234!', 'This password is too common.'],
    ['too short', 'Must have at least 12 characters.'],
    [' correct horse battery', 'Must not begin or end with a space.'],
    ['my Authwright account', 'Must not contain your name, your email name or the name of this service.'],
  ])('refuses %j with the reason', async (password, message) => {
    expect(await fieldErrors({ password })).toContainEqual({ field: 'password', message });
    expect([calls, state()]).toEqual([[], 'none']);
  });

  it('are held by the domain itself: nothing registers past them, and nothing is asked of AWS', async () => {
    const outcome = await registerAccount({ ...ada, password: 'password1234' }, context);
    expect(outcome).toEqual({ kind: 'password-refused', faults: ['This password is too common.'] });
    const unreachable = await registerAccount({ ...ada, email: 'ada@localhost' }, context);
    expect(unreachable).toEqual({ kind: 'email-refused' });
    expect([calls, context.events, state()]).toEqual([[], [], 'none']);
  });

  it('are held against the email as it is stored, however it was typed', async () => {
    const outcome = await registerAccount(
      { ...ada, email: ' LOVELACE@Example.com ', password: 'lovelace and more' },
      context,
    );
    expect(outcome.kind).toBe('password-refused');
  });

  it('refuses a password with the local part of the email', async () => {
    expect(await fieldErrors({ email: 'lovelace@example.com', password: 'lovelace and more' })).toHaveLength(1);
  });

  it('refuses an address that no mail could reach', async () => {
    expect(await fieldErrors({ email: `${'a'.repeat(65)}@example.com` })).toEqual([
      { field: 'email', message: 'Must be an email address.' },
    ]);
  });

  it("reports the pool's own refusal on the password, and leaves nothing", async () => {
    fail('AdminCreateUser', 'refuse', awsError('InvalidPasswordException'));
    expect(await fieldErrors({})).toEqual([{ field: 'password', message: 'This password is not accepted.' }]);
    expect([state(), itemsOf('RegistrationIntent')]).toEqual(['none', []]);
    const told = { event: 'register', outcome: 'failure', subject: emailHashOf(ada.email), reason: 'PASSWORD_REFUSED' };
    expect(context.events).toEqual([told]);
  });
});

describe('registration: errors and roll-back', () => {
  it('makes nothing when the intent cannot be written', async () => {
    fail('PutItem RegistrationIntent', 'refuse');
    await expect(register()).rejects.toThrow('timed out');
    expect(calls).toEqual(['Query RegistrationIntent', 'PutItem RegistrationIntent']);
    expect(context.counted).toEqual([]);
  });

  it('answers 503 and counts it when Cognito throttles; nothing has to be undone', async () => {
    fail('AdminCreateUser', 'refuse', awsError('TooManyRequestsException'));
    expect(await statusOf(register())).toBe(503);
    expect(context.counted).toEqual(['CognitoThrottled']);
    expect(calls.slice(2)).toEqual(['AdminCreateUser', 'DeleteItem RegistrationIntent']);
  });

  it('knows its own user when the SDK meets its earlier success', async () => {
    fail('AdminCreateUser', 'lose', awsError('UsernameExistsException', { $metadata: { attempts: 2 } }));
    expect((await register()).status).toBe(201);
    expect(state()).toBe('whole');
  });

  it('removes the Cognito user whose making timed out after it took effect', async () => {
    fail('AdminCreateUser', 'lose');
    expect(await statusOf(register())).toBe(503);
    expect(state()).toBe('none');
    // The call could still be on its way when we looked: the reconciler looks once more.
    expect(itemsOf('RegistrationIntent')).toHaveLength(1);
  });

  it('tries a transaction that timed out again before it undoes anything', async () => {
    fail('TransactWriteItems', 'lose');
    expect((await register()).status).toBe(201);
    expect(calls.filter((name) => name === 'TransactWriteItems')).toHaveLength(2);
    expect(state()).toBe('whole');
  });

  it('removes the Cognito user when the table refuses', async () => {
    fail('TransactWriteItems', 'refuse', awsError('ValidationException'));
    expect(await statusOf(register())).toBe(500);
    expect(calls.slice(4)).toEqual([
      'GetItem EmailReservation',
      'AdminGetUser',
      'AdminDeleteUser',
      'DeleteItem RegistrationIntent',
    ]);
    expect([state(), context.counted]).toEqual(['none', []]);
  });

  it('removes items and user when the password cannot be set', async () => {
    fail('AdminSetUserPassword', 'refuse', awsError('InvalidParameterException'));
    expect(await statusOf(register())).toBe(500);
    expect(calls.slice(5)).toEqual([
      'GetItem EmailReservation',
      'TransactWriteItems',
      'AdminGetUser',
      'AdminDeleteUser',
      'DeleteItem RegistrationIntent',
    ]);
    expect([state(), itemsOf('RegistrationIntent')]).toEqual(['none', []]);
  });

  it('leaves the intent and counts ROLLBACK_FAILED when the roll-back fails', async () => {
    fail('AdminSetUserPassword', 'refuse', awsError('InvalidParameterException'));
    fail('AdminDeleteUser', 'refuse');
    expect(await statusOf(register())).toBe(500);
    expect(context.counted).toEqual(['ROLLBACK_FAILED']);
    expect(itemsOf('RegistrationIntent')).toHaveLength(1);
    expect(users.get(ada.email)?.status).toBe('FORCE_CHANGE_PASSWORD');
  });

  it('removes what a failed roll-back left before the next registration of the email, which succeeds', async () => {
    fail('AdminSetUserPassword', 'refuse', awsError('InvalidParameterException'));
    fail('AdminDeleteUser', 'refuse');
    await register().catch(() => undefined);
    revive();
    expect((await register()).status).toBe(201);
    expect([state(), itemsOf('RegistrationIntent')]).toEqual(['whole', []]);
  });

  it('lets the reconciler remove a pending registration and count nothing', async () => {
    fail('TransactWriteItems', 'die');
    await register().catch(() => undefined);
    revive();
    context.advance(61);
    const counted = context.counted.length;
    await reconcileRegistrations(context);
    expect([state(), itemsOf('RegistrationIntent'), context.counted.length]).toEqual(['none', [], counted]);
    expect(context.events.at(-1)).toMatchObject({ event: 'registration.removed' });
  });

  it('leaves a registration that is under way to itself', async () => {
    fail('TransactWriteItems', 'die');
    await register().catch(() => undefined);
    revive();
    context.advance(30);
    await reconcileRegistrations(context);
    expect(itemsOf('RegistrationIntent')).toHaveLength(1);
    // Nothing but the look into each part of what is due.
    expect(calls).toEqual(Array.from({ length: 16 }, () => 'Query DueIndex'));
  });

  it('never lets the reconciler touch the account that came after the leftover', async () => {
    fail('AdminCreateUser', 'lose');
    await register().catch(() => undefined);
    revive();
    expect((await register()).status).toBe(201);
    context.advance(61);
    await reconcileRegistrations(context);
    expect([state(), itemsOf('RegistrationIntent')]).toEqual(['whole', []]);
  });

  it('keeps an account that was used, whatever an administrator did to its password', async () => {
    fail('DeleteItem RegistrationIntent', 'refuse');
    await register();
    const [user] = itemsOf('User');
    Object.assign(user ?? {}, { lastLoginAt: '2026-11-03T09:15:30.000Z' });
    Object.assign(users.get(ada.email) ?? {}, { status: 'FORCE_CHANGE_PASSWORD' });
    context.advance(61);
    await reconcileRegistrations(context);
    expect([users.size, itemsOf('User').length]).toEqual([1, 1]);
  });

  it('goes on with the other leftovers when one cannot be settled, and fails the run', async () => {
    fail('TransactWriteItems', 'die');
    await register().catch(() => undefined);
    revive();
    fail('TransactWriteItems', 'die');
    await register({ email: 'bob@example.com' }).catch(() => undefined);
    revive();
    context.advance(61);
    fail('AdminGetUser', 'refuse');
    await expect(reconcileRegistrations(context)).rejects.toThrow('1 registrations');
    expect(context.counted.filter((name) => name === 'ROLLBACK_FAILED')).not.toEqual([]);
    expect(itemsOf('RegistrationIntent')).toHaveLength(1);
  });

  it('writes no password and no email to the log, however it fails', async () => {
    for (const name of ['AdminCreateUser', 'TransactWriteItems', 'AdminSetUserPassword', 'AdminDeleteUser']) {
      fail(name, 'refuse', awsError('InvalidParameterException'));
      await register().catch(() => undefined);
    }
    expect(context.lines.join('\n')).not.toMatch(/quiet lanterns|ada@example/);
  });
});

const steps = [
  'Query RegistrationIntent',
  'PutItem RegistrationIntent',
  'AdminCreateUser',
  'TransactWriteItems',
  'AdminSetUserPassword',
  'DeleteItem RegistrationIntent',
  'SendMessage',
] as const;

describe('registration: all or nothing', () => {
  const modes = ['refuse', 'lose', 'die'] as const;

  it.each(steps.flatMap((step) => modes.map((mode) => [step, mode] as const)))(
    '%s, %s: afterwards, or after the reconciler, there is no account or a whole one',
    async (step, mode) => {
      fail(step, mode, timeOut(), mode === 'die' ? 1 : 9);
      const status = await statusOf(register());
      revive();
      if (status === 201) expect(state()).toBe('whole');
      context.advance(61);
      await reconcileRegistrations(context);
      expect(state()).not.toBe('torn');
      expect(itemsOf('RegistrationIntent')).toEqual([]);
      const next = state() === 'whole' ? 409 : 201;
      expect((await register()).status).toBe(next);
    },
  );
});
