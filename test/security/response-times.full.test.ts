import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disableUser } from '../support/administrator.js';
import { expectStatus, newEmail, password, startTestBackend, type TestBackend } from '../support/backend.js';

/*
 * No test holds a duration against a figure: what is compared are refusals with one another, taken in turns. The local
 * Cognito takes as long for everybody, so that a difference is the backend's own.
 */

/** Samples of each kind, and those before them, which are not counted. */
const samples = 200;
const warmUp = 40;

/** Attempts of one email: the fifth would have Cognito lock it, and the sixth is refused by the limit. */
const attemptsOfOne = 4;

/**
 * How far from a half the share of rounds may be in which one kind took longer than another. By mere chance it is 0.035
 * away (the standard deviation of the sign test over 200 rounds), and 0.5 where one kind is always the faster.
 */
const tolerance = 0.15;

let backend: TestBackend;

beforeAll(async () => {
  backend = await startTestBackend();
});

afterAll(() => backend.close());

async function registerDisabled(): Promise<string> {
  const email = await backend.register();
  await disableUser(backend, email);
  return email;
}

interface Kind {
  readonly newEmail: () => Promise<string>;
  readonly password: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  'an unknown email': { newEmail: () => Promise.resolve(newEmail()), password },
  'a wrong password': { newEmail: () => backend.register(), password: 'not the right password' },
  'a disabled account': { newEmail: registerDisabled, password },
};

/** Milliseconds until a login is refused. */
async function refusal(email: string, withPassword: string): Promise<number> {
  const started = performance.now();
  const reply = await backend.attempt(email, withPassword);
  const taken = performance.now() - started;
  expectStatus(reply, 401);
  return taken;
}

/** The kinds in an order of their own each time, so that none always follows another. */
function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(randomInt(rest.length), 1));
}

/** In what share of the rounds the first took longer. Within a round the machine is as busy for one as for the other. */
function shareAbove(first: readonly number[], second: readonly number[]): number {
  return first.filter((one, round) => one > (second[round] ?? 0)).length / first.length;
}

test('refused logins cannot be told apart by how long they take', { timeout: 300_000 }, async () => {
  const emails: Record<string, string[]> = {};
  const taken: Record<string, number[]> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const own: string[] = [];
    while (own.length * attemptsOfOne < samples + warmUp) own.push(await kind.newEmail());
    emails[name] = own;
    taken[name] = [];
  }
  await backend.backend.services.drainQueues();
  for (let round = 0; round < samples + warmUp; round += 1) {
    for (const [name, kind] of shuffled(Object.entries(kinds))) {
      const email = emails[name]?.[Math.floor(round / attemptsOfOne)] ?? '';
      const milliseconds = await refusal(email, kind.password);
      if (round >= warmUp) taken[name]?.push(milliseconds);
    }
  }
  const names = Object.keys(kinds);
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
  const shares = pairs.map(([one, other]) => [one, other, shareAbove(taken[one] ?? [], taken[other] ?? [])] as const);
  expect(taken[names[0] ?? '']).toHaveLength(samples);
  expect(shares.filter(([, , share]) => Math.abs(share - 0.5) > tolerance)).toEqual([]);
});
