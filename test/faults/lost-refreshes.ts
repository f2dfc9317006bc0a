import { expectStatus, startTestBackend, type TestBackend } from '../support/backend.js';
import { disturb } from './disturb.js';
import type { FaultName } from './faults.js';

/** The refresh tokens of one session, as its client goes from one to the next. */
interface Line {
  token: string;
  counter: number;
}

/** How one refresh was disturbed, and what came of it. */
export interface LostAnswer {
  /** Which call of AWS was broken, counted from 1; 0 when only the answer to the client got lost. */
  readonly call: number;
  readonly fault: FaultName | 'answer to the client lost';
  readonly retries: number;
  /** How long the client waited before it tried again. */
  readonly waitedMs: number;
  /** What is wrong; empty when the session went on, on one line. */
  readonly problems: readonly string[];
}

const faults: readonly FaultName[] = ['fails', 'denied', 'answer lost', 'answers lost', 'late', 'process dies'];

/** Calls that a refresh makes; a number beyond them breaks none. */
const calls = 5;

/** As many sessions take turns. */
const sessions = 8;

/**
 * Refreshes many times, loses each answer at a random point, and tries again at once, together, or after a while that
 * is shorter than the grace. In the end a thief's use of an old token has to end each line.
 *
 * @param seed of the random choices
 */
export async function loseRefreshes(times: number, seed: number): Promise<readonly LostAnswer[]> {
  const random = randomFrom(seed);
  const backend = await startTestBackend({ logLevel: 'CRITICAL' });
  try {
    const email = await backend.register();
    const lines: Line[] = [];
    for (let count = 0; count < sessions; count += 1) {
      lines.push({ token: (await backend.logIn(email)).refreshToken, counter: 0 });
    }
    const lost: LostAnswer[] = [];
    for (let time = 0; time < times; time += 1) {
      const line = lines[time % sessions];
      if (line) lost.push(await loseOne(backend, line, random));
    }
    for (const line of lines) await stealFrom(backend, line);
    return lost;
  } finally {
    await backend.close();
  }
}

type Random = (below: number) => number;

async function loseOne(backend: TestBackend, line: Line, random: Random): Promise<LostAnswer> {
  const call = random(calls + 1);
  const fault = faults[random(faults.length)] ?? 'fails';
  const refresh = () => backend.post('/auth/refresh', { refreshToken: line.token });
  const disturber = disturb(backend, call === 0 ? undefined : { call, fault });
  const first = await refresh();
  backend.fault = undefined;
  const waitedMs = random(2) === 0 ? 0 : (1 + random(29)) * 1_000;
  if (waitedMs > 0) await backend.advanceClock(waitedMs);
  // What is late comes before the client tries again, or after it.
  const isBefore = random(2) === 0;
  if (isBefore) await disturber.stop();
  const retries = 1 + random(3);
  const again = await Promise.all(Array.from({ length: retries }, refresh));
  if (!isBefore) await disturber.stop();
  const once = await refresh();
  const answers = [...again, once, ...(first.status === 200 ? [first] : [])];
  const problems = answers.filter(({ status }) => status !== 200).map(({ status, text }) => `${status}: ${text}`);
  const tokens = [...new Set(answers.map(({ body }) => String(body['refreshToken'])))];
  if (tokens.length > 1) problems.push(`the line forks: ${tokens.length} successors`);
  const [next = ''] = tokens;
  if (counterOf(next) !== line.counter + 1)
    problems.push(`the counter goes from ${line.counter} to ${counterOf(next)}`);
  const profile = await backend.get('/users/profile', String(once.body['accessToken']));
  if (profile.status !== 200) problems.push(`the access token does not count: ${profile.status}`);
  Object.assign(line, { token: next, counter: line.counter + 1 });
  return { call, fault: call === 0 ? 'answer to the client lost' : fault, retries, waitedMs, problems };
}

/**
 * A thief has copied a token, and goes on with it; its owner has the same one and comes later.
 *
 * @throws Error when that does not end the line for both
 */
async function stealFrom(backend: TestBackend, { token }: Line): Promise<void> {
  const stolen = await backend.post('/auth/refresh', { refreshToken: token });
  expectStatus(stolen, 200);
  await backend.advanceClock(61_000);
  expectStatus(await backend.get('/users/profile', String(stolen.body['accessToken'])), 200);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: token }), 401);
  expectStatus(await backend.post('/auth/refresh', { refreshToken: stolen.body['refreshToken'] }), 401);
  expectStatus(await backend.get('/users/profile', String(stolen.body['accessToken'])), 401);
}

function counterOf(token: string): number {
  const bytes = Buffer.from(token, 'base64url');
  return bytes.length === 69 ? bytes.readUInt32BE(33) : Number.NaN;
}

/** Marsaglia's xorshift with 32 bits. */
function randomFrom(seed: number): Random {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A table of the points at which answers got lost. */
export function lostReport(lost: readonly LostAnswer[], seed: number): string {
  const pointOf = ({ call, fault }: LostAnswer): string => (call === 0 ? fault : `call ${call}: ${fault}`);
  const rows = [...new Set(lost.map(pointOf))].sort().map((point) => {
    const some = lost.filter((one) => pointOf(one) === point);
    const bad = some.flatMap(({ problems }) => problems).map((text) => `    WRONG: ${text}`);
    return [`${point.padEnd(28)}${String(some.length).padStart(4)}`, ...bad].join('\n');
  });
  const wrong = lost.filter(({ problems }) => problems.length > 0).length;
  return `${[`refreshes whose answer got lost, seed ${seed}`, ...rows, '', `${lost.length} lost answers, ${wrong} with a wrong end`].join('\n')}\n`;
}
