import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderLetter } from '../../overrides/auth/mail/letter.js';
import { linkOf } from '../../overrides/auth/mail/links.js';
import { notices } from '../../overrides/auth/mail/messages.js';
import { templatesFor } from '../../overrides/auth/mail/templates.js';
import { sha256 } from '../../overrides/auth/crypto/hash.js';
import { mail } from '../../overrides/jobs/mail.js';
import { preTokenGeneration } from '../../overrides/jobs/pre-token-generation.js';
import { resendVerificationEmail } from '../../overrides/operations/resend-verification-email/service.js';
import { verifyEmail } from '../../overrides/operations/verify-email/service.js';
import { account, password } from './support/accounts.js';
import { mails, queue, users } from './support/aws.js';
import { awsError, calls, fail, reset } from './support/calls.js';
import { bare, testContext, type TestContext } from './support/context.js';
import { itemsOf, table } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../generated/http/rate-limit.js', async () => (await import('./support/limits.js')).limits);
vi.mock('../../overrides/aws/cognito-auth.js', async () => (await import('./support/aws.js')).cognitoAuth);
vi.mock('../../overrides/aws/secrets-manager.js', async () => (await import('./support/aws.js')).secretsManager);
vi.mock('../../overrides/aws/cognito-users.js', async () => (await import('./support/aws.js')).cognitoUsers);
vi.mock('../../overrides/aws/sqs.js', async () => (await import('./support/aws.js')).sqs);
vi.mock('../../overrides/aws/ses.js', async () => (await import('./support/aws.js')).ses);

const email = 'ada@example.com';
let context: TestContext;

beforeEach(() => {
  reset();
  context = testContext();
});

const receive = (body: unknown) => mail({ id: 'message-1', body, receiveCount: 1 }, context);
const requestVerification = () => receive({ kind: 'email-verification', email, requestId: 'request-0001' });
const verify = (token: string) => verifyEmail({ ...bare, body: { token, password }, principal: undefined }, context);
const resend = (address: string) =>
  resendVerificationEmail({ ...bare, body: { email: address }, principal: undefined }, context);

/** The token of the latest mail. */
function mailedToken(): string {
  return /#token=([A-Za-z0-9_-]{43})$/m.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
}

describe('the verification mail', () => {
  it('holds a link to the first frontend with the token behind #', async () => {
    account(email, { emailVerified: false });
    await requestVerification();
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: email, subject: 'Verify your email address' });
    expect(mails[0]?.text).toMatch(/^http:\/\/localhost:3000\/verify-email#token=[A-Za-z0-9_-]{43}$/m);
    expect(mails[0]?.html).toContain(`#token=${mailedToken()}"`);
  });

  it('leaves only the hash of its token in the table', async () => {
    account(email, { emailVerified: false });
    await requestVerification();
    expect(JSON.stringify([...table])).not.toContain(mailedToken());
    expect(itemsOf('OneTimeToken')).toMatchObject([{ hash: sha256(mailedToken()), purpose: 'VERIFY_EMAIL' }]);
  });

  it('is not sent to unknown, verified and leaving accounts', async () => {
    await requestVerification();
    const { userId } = account(email);
    await requestVerification();
    Object.assign(table.get(`User/${userId}`) ?? {}, { status: 'DELETING', emailVerified: false });
    await requestVerification();
    expect(mails).toEqual([]);
  });

  it('comes again by the queue when SES fails', async () => {
    account(email, { emailVerified: false });
    fail('SendEmail', 'refuse', awsError('TooManyRequestsException'));
    await expect(requestVerification()).rejects.toThrow(Error);
    await requestVerification();
    expect(mails).toHaveLength(1);
  });

  it.each([
    undefined,
    {},
    { kind: 'other' },
    { kind: 'email-verification', email, requestId: 'r', to: 'eve@example.com' },
  ])('is not made from %j, which goes to the dead letters unquoted', async (body) => {
    await expect(receive(body)).rejects.toThrow('The message message-1 is none');
    expect(calls).toEqual([]);
  });
});

describe('verification', () => {
  beforeEach(() => void account(email, { emailVerified: false }));

  it('marks the email as proven and tells the owner', async () => {
    await requestVerification();
    expect((await verify(mailedToken())).status).toBe(200);
    expect(itemsOf('User')[0]).toMatchObject({ emailVerified: true, emailVerifiedAt: '2026-11-03T09:15:00.000Z' });
    expect(queue).toMatchObject([{ kind: 'notice', notice: 'email-verified' }]);
  });

  it('counts once', async () => {
    await requestVerification();
    await verify(mailedToken());
    expect(await verify(mailedToken())).toMatchObject({ status: 400, body: { error: 'INVALID_TOKEN' } });
  });

  it('succeeds once of five at once', async () => {
    await requestVerification();
    const answers = await Promise.all(Array.from({ length: 5 }, () => verify(mailedToken())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(queue).toHaveLength(1);
  });

  it('does not take the token of an earlier mail', async () => {
    await requestVerification();
    const earlier = mailedToken();
    await requestVerification();
    expect((await verify(earlier)).status).toBe(400);
    expect((await verify(mailedToken())).status).toBe(200);
  });

  it('does not take an expired token', async () => {
    await requestVerification();
    context.advance(86_400);
    expect((await verify(mailedToken())).status).toBe(400);
  });

  it('does not take a token of another purpose', async () => {
    await requestVerification();
    Object.assign(itemsOf('OneTimeToken')[0] ?? {}, { purpose: 'RESET_PASSWORD' });
    expect((await verify(mailedToken())).status).toBe(400);
  });

  it('answers unknown and used tokens alike', async () => {
    await requestVerification();
    await verify(mailedToken());
    expect(await verify('A'.repeat(43))).toEqual(await verify(mailedToken()));
  });

  it('uses up no token when the write fails', async () => {
    await requestVerification();
    fail('TransactWriteItems', 'refuse');
    await expect(verify(mailedToken())).rejects.toThrow('timed out');
    expect((await verify(mailedToken())).status).toBe(200);
  });
});

describe('resending', () => {
  it('is the same for known, unknown and verified emails: 202 and one message', async () => {
    account(email, { emailVerified: false });
    account('bob@example.com');
    const answers = [];
    const traces = [];
    for (const address of [email, 'bob@example.com', 'nobody@example.com', `${'a'.repeat(65)}@example.com`]) {
      calls.length = 0;
      answers.push(await resend(address));
      traces.push([...calls]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(traces).toEqual(Array.from({ length: 4 }, () => ['SendMessage']));
    expect(queue.map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => 'email-verification'));
  });

  it('is no success while the queue is down', async () => {
    fail('SendMessage', 'refuse');
    await expect(resend(email)).rejects.toThrow('timed out');
  });
});

describe('letters', () => {
  const evil = 'Ada\r\nBcc: eve@example.com\u2028<script>alert("1")</script>\u202E';
  const happening = { at: '2026-11-03T09:15:00.000Z', address: '203.0.113.7', userAgent: `<img src=x>\n${evil}` };
  const letters = () =>
    ['en', 'de'].flatMap((locale) => {
      const templates = templatesFor({ locale });
      return [
        templates.emailVerification('https://x.example/#token=a"><b>', 86_400),
        templates.takenEmail(),
        templates.notice('new-device-login', happening),
        templates.notice('email-verified', happening),
      ].map(renderLetter);
    });

  it('have subjects of one line', () => {
    for (const { subject } of letters()) expect(subject).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u);
    expect(
      renderLetter({ language: 'en', subject: `Hello ${evil}`, greeting: '', paragraphs: [], closing: '' }).subject,
    ).toMatch(/^Hello Ada Bcc: eve@example.com <script>alert\("1"\)<\/script>$/);
  });

  it('keep markup in what strangers wrote as text', () => {
    for (const { html } of letters()) expect(html).not.toMatch(/<script|<img|<b>/);
  });

  it('keep a stranger’s line breaks out of the text', () => {
    for (const { text } of letters()) expect(text).not.toMatch(/^Bcc:/m);
  });

  it('say how long the link counts', () => {
    const text = (seconds: number, locale: string): string =>
      renderLetter(templatesFor({ locale }).emailVerification('https://x', seconds)).text;
    expect(text(86_400, 'en-GB')).toContain('within 24 hours');
    expect(text(1800, 'de-AT')).toContain('30 Minuten lang');
  });

  it.each([
    ['de', 'Guten Tag'],
    ['de-CH', 'Guten Tag'],
    ['DE', 'Guten Tag'],
    ['en-GB', 'Hello'],
    ['fr-FR', 'Hello'],
    ['den', 'Hello'],
    [undefined, 'Hello'],
  ])('are written in the language of %s', (locale, greeting) => {
    expect(templatesFor({ locale }).takenEmail().greeting).toBe(`${greeting},`);
  });

  it('name the time in UTC', () => {
    expect(renderLetter(templatesFor({}).notice('new-device-login', happening)).text).toContain('2026-11-03 09:15 UTC');
  });
});

describe('the reset mail', () => {
  const requestReset = () => receive({ kind: 'password-reset', email, requestId: 'request-0001' });

  it('holds a link whose token is the only one that counts, and says how long', async () => {
    account(email, { locale: 'de-CH' });
    await requestReset();
    await requestReset();
    expect(mails).toMatchObject([{ to: email }, { subject: 'Setzen Sie Ihr Passwort zurück' }]);
    expect(mails[1]?.text).toMatch(/^http:\/\/localhost:3000\/reset-password#token=[A-Za-z0-9_-]{43}$/m);
    expect(mails[1]?.text).toContain('30 Minuten');
    expect(itemsOf('User')[0]).toMatchObject({ passwordResetTokenHash: sha256(mailedToken()) });
    expect(JSON.stringify([...table])).not.toContain(mailedToken());
  });

  it('is not sent to unknown, pending and leaving accounts', async () => {
    await requestReset();
    const { userId } = account(email);
    Object.assign(users.get(email) ?? {}, { status: 'FORCE_CHANGE_PASSWORD' });
    await requestReset();
    Object.assign(users.get(email) ?? {}, { status: 'CONFIRMED' });
    Object.assign(table.get(`User/${userId}`) ?? {}, { status: 'DELETING' });
    await requestReset();
    expect([mails, itemsOf('OneTimeToken')]).toEqual([[], []]);
  });
});

describe('notices', () => {
  const notice = (kind: string, more: object = {}) =>
    receive({ kind: 'notice', notice: kind, at: '2026-11-03T09:15:00.000Z', requestId: 'request-0001', ...more });

  it.each(notices)('tell of %s in English and German, as text and HTML', async (kind) => {
    const names = { firstName: 'Eve<b>\r\nBcc: x@example.com', address: '203.0.113.7' };
    const english = account('en@example.com', { firstName: names.firstName, locale: 'en-GB' });
    const german = account('de@example.com', { firstName: names.firstName, locale: 'de' });
    for (const { userId } of [english, german]) await notice(kind, { userId, address: names.address });
    const [first, second] = mails;
    expect(first?.subject).toBeTruthy();
    expect(second?.subject).not.toBe(first?.subject);
    for (const { subject, text, html } of mails) {
      expect(subject).not.toMatch(/[\r\n]/);
      expect(text).not.toMatch(/^Bcc/m);
      for (const form of [text, html]) expect(form).not.toContain('Eve');
      for (const form of [text, html]) expect(form).toMatch(/203\.0\.113\.7/);
      expect(text).toContain('2026-11-03 09:15 UTC');
    }
  });

  it('are not sent to an email that was never proven', async () => {
    const { userId } = account(email, { emailVerified: false });
    for (const kind of notices) await notice(kind, { userId });
    expect(mails).toEqual([]);
  });

  it('are at most ten of a kind in a day, and none of the others fewer', async () => {
    const { userId } = account(email);
    for (let time = 0; time < 25; time += 1) await notice('new-device-login', { userId });
    expect(mails).toHaveLength(10);
    await notice('password-changed', { userId });
    context.advance(86_400);
    await notice('new-device-login', { userId });
    expect(mails).toHaveLength(12);
  });

  it('that could not be sent are not counted', async () => {
    const { userId } = account(email);
    for (let time = 0; time < 12; time += 1) {
      fail('SendEmail', 'refuse', awsError('TooManyRequestsException'));
      await expect(notice('mfa-enabled', { userId })).rejects.toThrow(Error);
    }
    await notice('mfa-enabled', { userId });
    expect(mails).toHaveLength(1);
  });

  const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

  it.each([
    [windows, 'Device: Firefox on Windows'],
    [iphone, 'Device: Safari on iOS'],
    ['Your parcel waits at evil.example/1.0 (call now)', undefined],
    [`Your account is locked, see evil.example/1 ${windows}`, 'Device: Firefox on Windows'],
    ['', undefined],
  ])('name a device by known words, and hold nothing else of %j', async (userAgent, line) => {
    const { userId } = account(email);
    await notice('new-device-login', { userId, userAgent });
    const [{ text = '', html = '' } = {}] = mails;
    expect(text.split('\n').find((each) => each.startsWith('Device:'))).toBe(line);
    for (const form of [text, html]) expect(form).not.toContain('evil.example');
  });

  it('tell of a deletion although the account is gone, in its language', async () => {
    const message = {
      kind: 'account-deleted',
      email,
      at: '2026-11-03T09:15:00.000Z',
      requestId: 'r',
    };
    await receive({ ...message, locale: 'de' });
    await receive(message);
    expect(mails).toMatchObject([
      { to: email, subject: 'Ihr Konto ist gelöscht' },
      { to: email, subject: 'Your account is deleted' },
    ]);
    expect(mails[0]?.text).toContain('Guten Tag,');
    expect(mails.map(({ html }) => /<html lang="(..)">/.exec(html)?.[1])).toEqual(['de', 'en']);
  });
});

describe('links', () => {
  it('begin with the frontend of the settings', () => {
    expect(linkOf('https://app.example.com/', 'prod', 'reset-password', 'abc')).toBe(
      'https://app.example.com/reset-password#token=abc',
    );
  });

  it.each([
    ['http://app.example.com', 'prod'],
    ['http://localhost:3000', 'dev'],
    ['javascript:alert(1)//', 'local'],
    [undefined, 'prod'],
  ])('are not made from %s in the stage %s', (base, stage) => {
    expect(() => linkOf(base, stage, 'verify-email', 'abc')).toThrow(Error);
  });
});

describe('the pre-token trigger', () => {
  it('takes the self-service scope out of access tokens and leaves the event as it is', async () => {
    const event = { version: '2', triggerSource: 'TokenGeneration_Authentication', response: {} };
    expect(await preTokenGeneration(event as never, context)).toEqual({
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'] },
        },
      },
    });
  });
});
