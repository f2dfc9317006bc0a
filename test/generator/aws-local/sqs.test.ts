import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchEntryIdsNotDistinct,
  EmptyBatchRequest,
  QueueDoesNotExist,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, expect, test } from 'vitest';
import { startEndpoint } from '../../../generator/aws-local/endpoint/index.js';
import { createSqs, type QueueDefinition, type SqsOptions } from '../../../generator/aws-local/sqs/index.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

type Worker = (event: SQSEvent) => Promise<unknown> | undefined;

/** A queue called `mail`, its worker, and the SDK's client to send to it. */
async function start(worker: Worker, more: Partial<QueueDefinition & SqsOptions> = {}) {
  const { directory, onError, ...definition } = more;
  const queues = [{ name: 'mail', batchSize: 1, maxReceiveCount: 3, invoke: worker, ...definition }];
  const options = { queues, now: () => new Date(), ...(directory && { directory }), ...(onError && { onError }) };
  const engine = createSqs(options);
  const endpoint = await startEndpoint({ engines: [engine] });
  const client = new SQSClient({
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const QueueUrl = engine.urlOf('mail', endpoint.url);
  cleanups.push(() => (client.destroy(), endpoint.close()));
  const send = (MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  return { engine, client, QueueUrl, send };
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'authwright-sqs-'));
  cleanups.push(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The bodies that a worker got, each with how often it had been received by then. */
function recording(fails: (body: string, count: number) => boolean = () => false) {
  const seen: string[] = [];
  const worker: Worker = async ({ Records }) => {
    const failed = Records.filter(({ body, attributes }) => {
      const count = Number(attributes.ApproximateReceiveCount);
      seen.push(`${body} ${count}`);
      return fails(body, count);
    });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  return { seen, worker };
}

test('a message reaches the worker once, in the form of a Lambda event', async () => {
  const events: SQSEvent[] = [];
  const { engine, send } = await start(async (event) => void events.push(event));
  const { MessageId, MD5OfMessageBody } = await send('žluť "1"');
  await engine.drain();
  expect(events).toHaveLength(1);
  expect(events[0]?.Records).toEqual([
    expect.objectContaining({
      messageId: MessageId,
      body: 'žluť "1"',
      md5OfBody: MD5OfMessageBody,
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:mail',
      attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }),
    }),
  ]);
  await engine.drain();
  expect(events).toHaveLength(1);
});

test('a message being handled is given to nobody else', async () => {
  let handling = 0;
  let most = 0;
  const { engine, send } = await start(async () => {
    most = Math.max(most, (handling += 1));
    await new Promise((done) => setTimeout(done, 20));
    handling -= 1;
  });
  await Promise.all(['1', '2', '3'].map(send));
  engine.wake();
  await engine.drain();
  expect(most).toBe(1);
});

test('a message whose worker throws comes again, with its count, until it succeeds', async () => {
  const { seen, worker } = recording();
  const errors: unknown[] = [];
  const failing: Worker = async (event) => {
    await worker(event);
    if (seen.length < 3) throw new Error('not yet');
  };
  const { engine, send } = await start(failing, { onError: (...error) => errors.push(error) });
  await send('a');
  await engine.drain();
  expect(seen).toEqual(['a 1', 'a 2', 'a 3']);
  expect(engine.deadLetters('mail')).toEqual([]);
  expect(errors).toEqual([1, 2].map(() => ['mail', new Error('not yet')]));
});

test('a message that fails as often as the queue allows becomes a dead letter and holds up nobody', async () => {
  const { seen, worker } = recording((body) => body === 'bad');
  const { engine, client, QueueUrl } = await start(worker);
  const Entries = ['bad', 'good'].map((body) => ({ Id: body, MessageBody: body }));
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  await engine.drain();
  expect(seen).toEqual(['bad 1', 'good 1', 'bad 2', 'bad 3']);
  expect(engine.deadLetters('mail')).toEqual([expect.objectContaining({ body: 'bad', receiveCount: 3 })]);
});

test('of a batch only the messages that failed come again', async () => {
  const { seen, worker } = recording((body, count) => body === 'b' && count === 1);
  const { engine, client, QueueUrl } = await start(worker, { batchSize: 10 });
  const Entries = ['a', 'b', 'c'].map((body) => ({ Id: body, MessageBody: body }));
  const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['a', 'b', 'c']);
  expect(Failed ?? []).toEqual([]);
  await engine.drain();
  expect(seen).toEqual(['a 1', 'b 1', 'c 1', 'b 2']);
});

test.each<readonly [string, unknown]>([
  ['names a message that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'another' }] }],
  ['has an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['has an entry without identifier', { batchItemFailures: [{ id: 'a' }] }],
  ['is malformed', { batchItemFailures: 'all' }],
])('an answer that %s fails the whole batch', async (_what, answer) => {
  let calls = 0;
  const { engine, send } = await start(async () => ((calls += 1) === 1 ? answer : undefined));
  await send('a');
  await engine.drain();
  expect(calls).toBe(2);
});

test.each<readonly [string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['no failures', { batchItemFailures: [] }],
  ['something else', 'done'],
])('an answer of %s is a success', async (_what, answer) => {
  let calls = 0;
  const { engine, send } = await start(async () => ((calls += 1), answer));
  await send('a');
  await engine.drain();
  expect(calls).toBe(1);
});

test('without a worker messages wait, uncounted, until there is one', async () => {
  const { seen, worker } = recording();
  let isThere = false;
  const { engine, send } = await start((event) => (isThere ? worker(event) : undefined));
  await send('a');
  await engine.drain();
  expect(seen).toEqual([]);
  isThere = true;
  engine.wake();
  await engine.drain();
  expect(seen).toEqual(['a 1']);
});

test('an acknowledged message survives the end of the process, also amid its handling, and is counted', async () => {
  const directory = await folder();
  let began: () => void = () => {};
  const handling = new Promise<void>((resolve) => (began = resolve));
  // Never ends, as in a process that was killed.
  const first = await start(() => (began(), new Promise(() => {})), { directory });
  await first.send('a');
  await first.send('b');
  await handling;
  const { seen, worker } = recording();
  const second = await start(worker, { directory });
  await second.engine.drain();
  expect(seen).toEqual(['a 2', 'b 1']);
  const third = await start(worker, { directory });
  await third.engine.drain();
  expect(seen).toHaveLength(2);
});

test('a message that ends the process each time becomes a dead letter', async () => {
  const directory = await folder();
  for (let life = 1; life <= 3; life += 1) {
    let began: () => void = () => {};
    const handling = new Promise<void>((resolve) => (began = resolve));
    const { send } = await start(() => (began(), new Promise(() => {})), { directory });
    if (life === 1) await send('poison');
    await handling;
  }
  const { seen, worker } = recording(() => true);
  const { engine } = await start(worker, { directory });
  await engine.drain();
  expect(seen).toEqual(['poison 4']);
  expect(engine.deadLetters('mail')).toHaveLength(1);
});

test('dead letters survive a restart', async () => {
  const directory = await folder();
  const { worker } = recording(() => true);
  const first = await start(worker, { directory, maxReceiveCount: 1 });
  await first.send('bad');
  await first.engine.drain();
  await first.engine.close();
  const second = await start(worker, { directory });
  expect(second.engine.deadLetters('mail')).toEqual([expect.objectContaining({ body: 'bad' })]);
});

test.each([
  ['a line that is cut off within', '[{"waits":\n'],
  ['something else', '{"waiting":[]}\n'],
])('a file that holds %s is an error, not an empty queue', async (_what, text) => {
  const directory = await folder();
  const file = join(directory, 'mail.jsonl');
  await writeFile(file, text);
  await expect(start(async () => undefined, { directory })).rejects.toThrow(/holds no messages/);
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('a message whose line was being written when the process ended is forgotten, and all before it are kept', async () => {
  const directory = await folder();
  const first = await start(() => undefined, { directory });
  await first.send('kept');
  await first.engine.close();
  await appendFile(join(directory, 'mail.jsonl'), '[{"waits":{"id":"torn"');
  const { seen, worker } = recording();
  const second = await start(worker, { directory });
  await second.engine.drain();
  expect(seen).toEqual(['kept 1']);
});

test('the file of a busy queue stays small', async () => {
  const directory = await folder();
  const { worker } = recording();
  const { engine, send } = await start(worker, { directory });
  for (let index = 0; index < 1_200; index += 1) await send('x'.repeat(100));
  await engine.drain();
  await engine.close();
  expect((await readFile(join(directory, 'mail.jsonl'))).length).toBeLessThan(400_000);
});

test('closing waits for the message being handled and begins no other', async () => {
  const handled: string[] = [];
  let finish: () => void = () => {};
  const { engine, send } = await start(async ({ Records }) => {
    await new Promise<void>((done) => (finish = done));
    handled.push(...Records.map(({ body }) => body));
  });
  await send('a');
  await send('b');
  const closed = engine.close();
  expect(handled).toEqual([]);
  finish();
  await closed;
  expect(handled).toEqual(['a']);
});

test('what SQS refuses is refused, and what is not emulated says so', async () => {
  const { client, QueueUrl, send, engine } = await start(async () => undefined);
  const batch = (Entries: { Id: string; MessageBody: string }[]) =>
    client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const other = new SendMessageCommand({ QueueUrl: `${QueueUrl}s`, MessageBody: 'a' });
  await expect(client.send(other)).rejects.toBeInstanceOf(QueueDoesNotExist);
  await expect(send('')).rejects.toMatchObject({ name: 'MissingParameter' });
  await expect(send('a\u0000')).rejects.toMatchObject({ name: 'InvalidMessageContents' });
  await expect(send('a'.repeat(1024 * 1024 + 1))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  const later = new SendMessageCommand({ QueueUrl, MessageBody: 'a', DelaySeconds: 5 });
  await expect(client.send(later)).rejects.toMatchObject({ name: 'UnsupportedOperation' });
  await expect(batch([])).rejects.toBeInstanceOf(EmptyBatchRequest);
  const twice = [1, 2].map(() => ({ Id: 'a', MessageBody: 'a' }));
  await expect(batch(twice)).rejects.toBeInstanceOf(BatchEntryIdsNotDistinct);
  const eleven = Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, MessageBody: 'a' }));
  await expect(batch(eleven)).rejects.toBeInstanceOf(TooManyEntriesInBatchRequest);
  const { Failed, Successful } = await batch([
    { Id: 'good', MessageBody: 'a' },
    { Id: 'bad', MessageBody: '\u0000' },
  ]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toEqual([expect.objectContaining({ Id: 'bad', Code: 'InvalidMessageContents', SenderFault: true })]);
  await engine.drain();
});
