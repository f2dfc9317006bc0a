import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, expect, test } from 'vitest';
import { createEventBus, type EventRule } from '../../../generator/aws-local/events/index.js';
import { startSes } from '../../../generator/aws-local/ses/index.js';
import { mailEvents } from '../../../generator/contract/model/mail-events.js';
import { bounceEvent, complaintEvent } from '../../support/ses-events.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

interface Received {
  readonly 'detail-type': string;
  readonly detail: { readonly mail: { readonly destination: readonly string[] } };
}

/** SES on a bus with one job, which is told of everything. */
async function start(invoke: EventRule['invoke'] = async () => undefined) {
  const received: Received[] = [];
  const faults: string[] = [];
  const rule: EventRule = {
    name: 'returned',
    source: 'aws.ses',
    detailTypes: Object.keys(mailEvents),
    invoke: (event) => {
      received.push(event as Received);
      return invoke(event);
    },
  };
  const bus = createEventBus([rule], (name, error) => void faults.push(`${name}: ${String(error)}`));
  const ses = await startSes({ now: () => new Date('2026-01-02T03:04:05.678Z'), tell: bus.tell });
  const client = new SESv2Client({
    endpoint: ses.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  cleanups.push(() => (client.destroy(), ses.close()));
  const send = async (...to: string[]) => {
    const text = { Data: 'Hello' };
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: 'Sender Name <sender@example.com>',
        Destination: { ToAddresses: to },
        Content: { Simple: { Subject: text, Body: { Text: text, Html: text } } },
      }),
    );
    await bus.drain();
  };
  return { bus, received, faults, send };
}

/** The paths of a value's properties with the types of what is there: `detail.mail.timestamp string`. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shapeOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path} ${typeof value}`];
  return Object.entries(value).flatMap(([key, item]) => shapeOf(item, `${path}.${key}`));
}

test.each([
  ['bounce', bounceEvent],
  ['complaint', complaintEvent],
])('a mail to %s@simulator.amazonses.com is told as in the documents of SES', async (name, example) => {
  const { received, send } = await start();
  await send(`${name}@simulator.amazonses.com`);
  expect(received).toHaveLength(1);
  expect(received[0]?.['detail-type']).toBe(example['detail-type']);
  // Of where a mail was sent from there is nothing to tell here.
  const expected = shapeOf(example).filter((line) => !line.includes('ses:source-ip'));
  expect(shapeOf(received[0]).sort()).toEqual(expected.sort());
});

test('labels tell addresses of the simulator apart; all others take their mail', async () => {
  const { received, send } = await start();
  await send('bounce+one@simulator.amazonses.com');
  await send('Ada <complaint+two@simulator.amazonses.com>', 'suppressionlist@simulator.amazonses.com');
  await send('success@simulator.amazonses.com', 'bounce@example.com', 'constructor@simulator.amazonses.com');
  expect(received.map((event) => [event['detail-type'], event.detail.mail.destination])).toEqual([
    ['Email Bounced', ['bounce+one@simulator.amazonses.com']],
    ['Email Complaint Received', ['complaint+two@simulator.amazonses.com']],
    ['Email Bounced', ['suppressionlist@simulator.amazonses.com']],
  ]);
});

test('a job that throws is tried twice more, and then the event is lost', async () => {
  let rest = 2;
  const { received, faults, send } = await start(async () => {
    rest -= 1;
    if (rest >= 0) throw new Error('down');
  });
  await send('bounce@simulator.amazonses.com');
  expect(received).toHaveLength(3);
  expect(faults).toEqual(['returned: Error: down', 'returned: Error: down']);
  rest = 3;
  await send('bounce@simulator.amazonses.com');
  expect(received).toHaveLength(6);
});

test('a job gets the events of its source and its detail types alone', async () => {
  const seen: string[] = [];
  const rule = (name: string, source: string, detailTypes: readonly string[]): EventRule => ({
    name,
    source,
    detailTypes,
    invoke: async () => void seen.push(name),
  });
  const rules = [
    rule('both', 'shop', ['Sold', 'Gone']),
    rule('gone', 'shop', ['Gone']),
    rule('other', 'mill', ['Sold']),
  ];
  const bus = createEventBus(rules, () => undefined);
  bus.tell({ source: 'shop', detailType: 'Sold', time: new Date(0), resources: [], detail: {} });
  await bus.drain();
  expect(seen).toEqual(['both']);
});
