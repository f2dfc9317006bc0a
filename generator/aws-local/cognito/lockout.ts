import type { Failures } from './state.js';

/** "Lockout behavior for failed sign-in attempts" of the developer guide. */
const freeFailures = 5;
const longestLockMs = 15 * 60_000;
const restMs = 15 * 60_000;

/** Whether attempts are refused unseen at a time (milliseconds since 1970). They do not count as failures. */
export function isLocked(failures: Failures | undefined, at: number): boolean {
  return failures !== undefined && at < failures.lockedUntil;
}

/** After the nth failure the user is locked for 2^(n-5) seconds, at most 15 minutes; as long without attempts resets n. */
export function afterFailure(before: Failures | undefined, at: number): Failures {
  const rested = before === undefined || at - Math.max(before.lastAt, before.lockedUntil) >= restMs;
  const count = rested ? 1 : before.count + 1;
  const lockMs = count < freeFailures ? 0 : Math.min(longestLockMs, 1_000 * 2 ** (count - freeFailures));
  return { count, lastAt: at, lockedUntil: lockMs === 0 ? 0 : at + lockMs };
}
