import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectStatus, password, startTestBackend, type TestBackend } from '../support/backend.js';

/** What mails to the addresses of SES's mailbox simulator lead to. */
let backend: TestBackend;

beforeAll(async () => {
  // As on Lambda: what one function has cached, another has to fetch.
  backend = await startTestBackend({ isolated: true });
});

afterAll(() => backend.close());

const day = 86_400_000;

async function subjects(email: string): Promise<readonly string[]> {
  await backend.backend.services.drainQueues();
  return backend.backend.services
    .mails()
    .filter(({ to }) => to.includes(email))
    .map(({ subject }) => subject)
    .toReversed();
}

const askForReset = (email: string) => backend.post('/auth/password/reset-request', { email });

/** What a request for a mail is answered. */
async function answerTo(email: string): Promise<unknown> {
  const { status, body } = await askForReset(email);
  return { status, body };
}

test.each(['bounce', 'complaint'])('after a %s an address gets what is asked for, once a day', async (name) => {
  const email = `${name}+owner@simulator.amazonses.com`;
  await backend.register({ email });
  expect(await subjects(email)).toEqual(['Verify your email address']);
  expectStatus(await askForReset(email), 200);
  expect((await subjects(email)).slice(1)).toEqual(['Reset your password']);
  backend.backend.advanceClock(3_600_000);
  expectStatus(await askForReset(email), 200);
  expect(await subjects(email)).toHaveLength(2);
  backend.backend.advanceClock(day);
  expectStatus(await askForReset(email), 200);
  expect((await subjects(email)).slice(2)).toEqual(['Reset your password']);
});

test('whoever follows a mailed link gets notices again', async () => {
  const email = 'bounce+back@simulator.amazonses.com';
  await backend.register({ email });
  const token = await backend.mailedToken(email, 'verify-email');
  backend.backend.advanceClock(1_000);
  expectStatus(await backend.post('/auth/email/verify', { token, password }), 200);
  expect((await subjects(email)).slice(1)).toEqual(['Your email address is verified']);
});

test('the mark of an address is told in the log without the address, and in no answer', async () => {
  const [returned, free] = ['bounce+quiet@simulator.amazonses.com', 'success+quiet@simulator.amazonses.com'];
  for (const email of [returned, free]) await backend.register({ email });
  await backend.backend.services.drainQueues();
  expect(await answerTo(returned)).toEqual(await answerTo(free));
  await backend.backend.services.drainQueues();
  const events = backend.logs.filter((line) => line.includes('mail.returned'));
  expect(events.length).toBeGreaterThan(0);
  for (const line of events) expect(line).not.toContain('simulator.amazonses.com');
});
