import { appendFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadRequestException, SendEmailCommand, SESv2Client, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterEach, expect, test } from 'vitest';
import { startSes } from '../../../generator/aws-local/ses/index.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const at = new Date('2026-01-02T03:04:05.678Z');

async function start(directory?: string) {
  const engine = await startSes({ now: () => at, ...(directory && { directory }) });
  const client = new SESv2Client({
    endpoint: engine.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  cleanups.push(() => (client.destroy(), engine.close()));
  const send = (more: Parts = {}) => client.send(new SendEmailCommand(mail(more)));
  return { engine, client, send };
}

interface Parts {
  readonly from?: string;
  readonly to?: string[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly more?: Partial<SendEmailCommandInput>;
}

function mail({ from = 'auth@example.com', to = ['ada@example.com'], subject = 'Hello', ...parts }: Parts) {
  const { text = 'Hello, Ada', html = '<p>Hello, Ada</p>', more = {} } = parts;
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: to },
    Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text }, Html: { Data: html } } } },
    ...more,
  };
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'authwright-ses-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('a mail lies in the mailbox as it was sent, newest first', async () => {
  const { engine, send } = await start();
  const { MessageId } = await send({ subject: 'Žluť 🐎', text: 'one\ntwo', html: '<b>one</b>' });
  await send({ subject: 'second' });
  expect(engine.mails().map(({ subject }) => subject)).toEqual(['second', 'Žluť 🐎']);
  expect(engine.mails()[1]).toEqual({
    id: MessageId,
    at: at.toISOString(),
    from: 'auth@example.com',
    to: ['ada@example.com'],
    subject: 'Žluť 🐎',
    text: 'one\ntwo',
    html: '<b>one</b>',
    links: [],
  });
});

test('characters stay whole in a mail that comes in many pieces', async () => {
  const { engine, send } = await start();
  const text = 'ž🐎'.repeat(200_000);
  await send({ text });
  expect(engine.mails()[0]?.text).toBe(text);
});

test('links are found in text and HTML, once each, without what follows them', async () => {
  const { engine, send } = await start();
  await send({
    text: 'Open https://app.example.com/verify-email#token=a-b_c. Or (https://example.com/x)!',
    html: '<a href="https://app.example.com/verify-email#token=a-b_c">here</a> <a href="https://example.com/?a=1&amp;b=2">',
  });
  expect(engine.mails()[0]?.links).toEqual([
    'https://app.example.com/verify-email#token=a-b_c',
    'https://example.com/x',
    'https://example.com/?a=1&b=2',
  ]);
});

test.each<readonly [string, Parts]>([
  ['a recipient that brings a header along', { to: ['ada@example.com\r\nBcc: eve@example.com'] }],
  ['a recipient that is two', { to: ['ada@example.com\neve@example.com'] }],
  ['a recipient that is no address', { to: ['ada'] }],
  ['no recipient', { to: [] }],
  ['51 recipients', { to: Array<string>(51).fill('ada@example.com') }],
  ['a sender that brings a header along', { from: 'auth@example.com\r\nX-Evil: 1' }],
  ['a sender that is no address', { from: '' }],
  ['a subject that brings a header along', { subject: 'Hello\r\nBcc: eve@example.com' }],
  ['a subject with NUL', { subject: 'Hello\0' }],
  ['blind copies', { more: { Destination: { ToAddresses: ['ada@example.com'], BccAddresses: ['eve@example.com'] } } }],
  ['a raw mail', { more: { Content: { Raw: { Data: Buffer.from('Subject: x\r\n\r\n') } } } }],
])('a mail with %s is refused and kept nowhere', async (_what, parts) => {
  const { engine, send } = await start();
  await expect(send(parts)).rejects.toBeInstanceOf(BadRequestException);
  expect(engine.mails()).toEqual([]);
});

test('a display name may stand before the address of the sender', async () => {
  const { engine, send } = await start();
  await send({ from: 'Authwright <auth@example.com>' });
  expect(engine.mails()[0]?.from).toBe('Authwright <auth@example.com>');
});

test('mails survive the process, and a half-written one does not hide the others', async () => {
  const directory = await folder();
  const first = await start(directory);
  await first.send({ subject: 'one' });
  await first.send({ subject: 'two' });
  const file = join(directory, 'mails.jsonl');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  // As a process leaves it that is killed while it writes. No mail was acknowledged for this.
  await appendFile(file, '{"id":"3","subject":"thr');
  const second = await start(directory);
  expect(second.engine.mails().map(({ subject }) => subject)).toEqual(['two', 'one']);
  await second.send({ subject: 'four' });
  const third = await start(directory);
  expect(third.engine.mails().map(({ subject }) => subject)).toEqual(['four', 'two', 'one']);
});

test('the last thousand mails are kept', async () => {
  const directory = await folder();
  const { engine, send } = await start(directory);
  for (let batch = 0; batch < 21; batch += 1)
    await Promise.all(Array.from({ length: 50 }, (_, index) => send({ subject: `${batch}.${index}` })));
  expect(engine.mails()).toHaveLength(1_000);
  expect((await start(directory)).engine.mails()).toEqual(engine.mails());
});
