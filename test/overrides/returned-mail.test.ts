import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mail } from '../../overrides/jobs/mail.js';
import { returnedMail } from '../../overrides/jobs/returned-mail.js';
import { bounceEvent, complaintEvent } from '../support/ses-events.js';
import { account } from './support/accounts.js';
import { mails } from './support/aws.js';
import { awsError, calls, fail, reset } from './support/calls.js';
import { testContext, type TestContext } from './support/context.js';
import { emailHashOf } from './support/keyed-hash.js';
import { itemsOf } from './support/table.js';

vi.mock('../../generated/entities/index.js', async () => (await import('./support/table.js')).entities);
vi.mock('../../generated/http/keyed-hash.js', async () => (await import('./support/keyed-hash.js')).keyedHashes);
vi.mock('../../generated/http/rate-limit.js', async () => (await import('./support/limits.js')).limits);
vi.mock('../../overrides/aws/cognito-users.js', async () => (await import('./support/aws.js')).cognitoUsers);
vi.mock('../../overrides/aws/ses.js', async () => (await import('./support/aws.js')).ses);

const email = 'recipient@example.com';
const day = 86_400;
let context: TestContext;

beforeEach(() => {
  reset();
  context = testContext();
});

type Detail = Readonly<Record<string, unknown>>;
const told = (detail: unknown) =>
  returnedMail(
    { id: 'event-1', source: 'aws.ses', detailType: 'of SES', time: '2017-08-05T00:41:02Z', detail },
    context,
  );
const ask = (kind: string) =>
  mail({ id: 'message-1', body: { kind, email, requestId: 'r' }, receiveCount: 1 }, context);
const notice = (userId: string, kind: string, at = context.now().toISOString()) =>
  mail(
    { id: 'message-1', body: { kind: 'notice', notice: kind, userId, at, requestId: 'r' }, receiveCount: 1 },
    context,
  );
const bounce = (changed: Detail): Detail => ({
  ...bounceEvent.detail,
  bounce: { ...bounceEvent.detail.bounce, ...changed },
});
const complaint = (changed: Detail): Detail => ({
  ...complaintEvent.detail,
  complaint: { ...complaintEvent.detail.complaint, ...changed },
});

describe('an event of SES', () => {
  it.each([
    ['BOUNCE', bounceEvent],
    ['COMPLAINT', complaintEvent],
  ])('of a %s marks the address by its hash, for half a year, and is told in the log', async (reason, event) => {
    await told(event.detail);
    const expiresAt = Math.floor(context.now().getTime() / 1000) + 180 * day;
    expect(itemsOf('ReturnedMail')).toEqual([
      { emailHash: emailHashOf(email), reason, at: '2017-08-05T00:41:02.669Z', expiresAt },
    ]);
    expect(context.events).toEqual([
      { event: 'mail.returned', outcome: 'failure', subject: emailHashOf(email), reason },
    ]);
  });

  it.each([
    ['a full mailbox', bounce({ bounceType: 'Transient', bounceSubType: 'MailboxFull' })],
    ['a bounce that nobody understood', bounce({ bounceType: 'Undetermined' })],
    ['a mail that its reader says is no spam', complaint({ complaintFeedbackType: 'not-spam' })],
    [
      'an address in the answer of a mail server that no mail was for',
      bounce({ bouncedRecipients: [{ emailAddress: 'victim@example.com' }] }),
    ],
  ])('of %s marks nothing', async (_name, detail) => {
    await told(detail);
    expect(calls).toEqual([]);
    expect(context.events).toEqual([]);
  });

  it('marks the address as it was registered, however a mail server spells it', async () => {
    await told(bounce({ bouncedRecipients: [{ emailAddress: 'Recipient@EXAMPLE.com' }] }));
    expect(itemsOf('ReturnedMail')).toMatchObject([{ emailHash: emailHashOf(email) }]);
  });

  it.each([{}, { eventType: 'Delivery' }, { ...bounceEvent.detail, mail: undefined }, undefined])(
    'that is none of those fails without being quoted: %j',
    async (detail) => {
      await expect(told(detail)).rejects.toThrow(/^The event event-1 is no bounce or complaint as SES tells them\.$/);
      expect(calls).toEqual([]);
    },
  );

  it('comes again when the table fails', async () => {
    fail('PutItem ReturnedMail', 'refuse', awsError('InternalServerError'));
    await expect(told(bounceEvent.detail)).rejects.toThrow(Error);
    await told(bounceEvent.detail);
    expect(itemsOf('ReturnedMail')).toHaveLength(1);
  });
});

describe.each([
  ['bounce', bounceEvent],
  ['complaint', complaintEvent],
])('after a %s', (_name, event) => {
  it('no notice is sent, nor that an account is gone', async () => {
    const { userId } = account(email);
    await told(event.detail);
    await notice(userId, 'password-changed');
    await mail(
      {
        id: 'message-1',
        body: { kind: 'account-deleted', email, at: context.now().toISOString(), requestId: 'r' },
        receiveCount: 1,
      },
      context,
    );
    expect(mails).toEqual([]);
    expect(JSON.stringify(context.lines)).not.toContain(email);
  });

  it('a mail that somebody asks for is sent once a day, each kind by itself, so that nobody is locked out', async () => {
    account(email, { emailVerified: false });
    await told(event.detail);
    for (let times = 0; times < 3; times += 1) {
      await ask('password-reset');
      await ask('email-verification');
    }
    expect(mails).toHaveLength(2);
    context.advance(day);
    await ask('password-reset');
    expect(mails).toHaveLength(3);
  });

  it('a mail that could not be sent does not count as that of the day', async () => {
    account(email);
    await told(event.detail);
    fail('SendEmail', 'refuse', awsError('TooManyRequestsException'));
    await expect(ask('password-reset')).rejects.toThrow(Error);
    await ask('password-reset');
    expect(mails).toHaveLength(1);
  });

  it.each(['email-verified', 'password-reset'])('the notice of a mailed link, %s, removes the mark', async (proof) => {
    const { userId } = account(email);
    await told(event.detail);
    await notice(userId, proof);
    await notice(userId, 'password-changed');
    expect(mails).toHaveLength(2);
    expect(itemsOf('ReturnedMail')).toEqual([]);
  });

  it('a proof from before it removes nothing', async () => {
    const { userId } = account(email);
    await told(event.detail);
    await notice(userId, 'email-verified', '2017-08-05T00:41:02.000Z');
    expect(mails).toEqual([]);
    expect(itemsOf('ReturnedMail')).toHaveLength(1);
  });

  it('half a year is enough, also if the table has not removed the mark', async () => {
    const { userId } = account(email);
    await told(event.detail);
    context.advance(180 * day);
    await notice(userId, 'password-changed');
    expect(mails).toHaveLength(1);
  });

  it('other addresses get all mails', async () => {
    const { userId } = account('ada@example.com');
    await told(event.detail);
    await notice(userId, 'password-changed');
    expect(mails).toHaveLength(1);
  });
});
