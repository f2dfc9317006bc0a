import type { RequestSource } from './context.js';
import { counterTable } from './counter-table.js';
import { HttpError, serviceUnavailable, tooManyRequests } from './errors.js';
import type { Limiter } from './limiter.js';
import {
  addAttempt,
  countAttempt,
  giveBackAttempt,
  openWindow,
  readWindow,
  type CounterKey,
  type CounterWindow,
} from './rate-counter.js';
import { limitKey } from './rate-limit-key.js';
import type { OperationInput } from './validation.js';

/** One limit of an operation: the contract's `x-authwright-rate-limit`. */
export interface RateLimitRule {
  /** What is counted apart: `body.x`, `address`, `principal.subject`, `path.x`, `query.x`, `header.x`. */
  readonly key: readonly string[];
  /** How many attempts a window admits. */
  readonly attempts: number;
  /** Length of a window, which begins with its first attempt. */
  readonly windowSeconds: number;
  /** Statuses that count; an attempt with any other is given back. All below 500 count when absent. */
  readonly countOn?: readonly number[];
  /** Whom the limit spares once it is reached. Before that, their attempts fill the window like those of others. */
  readonly unless?: Exemption;
}

/**
 * Whether a request is spared by a limit that is reached. It is asked only then, and a fault of it is one of ours. It
 * must not differ, in what it does, between callers who must not be told apart.
 */
export type Exemption = (input: OperationInput, source: RequestSource) => Promise<boolean>;

/** An attempt that was counted before its outcome is known. */
export interface ReservedAttempt {
  readonly rule: RateLimitRule;
  readonly counter: CounterKey;
  /** Seconds since 1970. */
  readonly windowEnds: number;
}

/** The attempts of one request, one for each rule. */
export type Reservation = readonly ReservedAttempt[];

/** What became of an attempt. */
type Reserved =
  | { readonly windowEnds: number; readonly retryAfter?: never }
  | { readonly retryAfter: number; readonly windowEnds?: never };

/** Races that one attempt may lose before it is refused. */
const maxRounds = 3;

/** Seconds after which callers may retry when the counters could not be reached. */
const retryAfterFault = 2;

/** Seconds after which callers may retry while attempts are under way whose outcome may make room. */
const retryAfterOutcome = 1;

/** Seconds. No function runs longer behind a gateway: whose outcome is not known by then counts. */
const longestRun = 30;

/**
 * The limiter of an operation. Counters live in the default table, so that all instances of a
 * function share them. Its name is read here: startup fails if it is missing.
 */
export function rateLimits(operationId: string, rules: readonly RateLimitRule[]): Limiter<ReservedAttempt> {
  // A fact that a bundle keeps: a function may touch the counters whose names it is called with.
  'authwright:rate-limits';
  const table = counterTable();
  const counterOf = async (
    rule: RateLimitRule,
    index: number,
    input: OperationInput,
    source: RequestSource,
  ): Promise<CounterKey> => ({
    table,
    // With the index, so that two rules on the same values do not count into one another.
    pk: `RATE#${encodeURIComponent(operationId)}.${index}#${await limitKey(rule.key, input, source)}`,
    sk: String(rule.windowSeconds),
  });
  return {
    reserve: async (input, source, now) => {
      const reserved: ReservedAttempt[] = [];
      const seconds = Math.floor(now.getTime() / 1000);
      try {
        for (const [index, rule] of rules.entries()) {
          const counter = await counterOf(rule, index, input, source);
          const { windowEnds, retryAfter } = await reserveAttempt(rule, counter, seconds);
          if (windowEnds !== undefined) reserved.push({ rule, counter, windowEnds });
          else if (!(await rule.unless?.(input, source))) throw tooManyRequests(retryAfter);
        }
      } catch (error) {
        // A failure to give back changes nothing: the request is refused either way.
        await giveBack(reserved).catch(() => undefined);
        throw error instanceof HttpError ? error : serviceUnavailable(retryAfterFault, error);
      }
      return reserved;
    },
    settle: async (reservation, status) => {
      await settleAll(
        reservation.map(({ rule, counter, windowEnds }) =>
          (counts(rule, status) ? countAttempt : giveBackAttempt)(counter, windowEnds),
        ),
      );
    },
  };
}

function counts(rule: RateLimitRule, status: number): boolean {
  return status < 500 && (rule.countOn === undefined || rule.countOn.includes(status));
}

/**
 * Reserves one attempt, if there is room for it. Each step is one conditional write, so that of many parallel
 * attempts exactly as many pass as there is room for. Opening comes first: whoever tries once, and
 * whoever gets it right, finds no open window and costs one write. Both writes can fail without the
 * window being full, when it ended or was given back in between: then the next round decides.
 *
 * @returns the end of the window, in seconds since 1970, or after how many seconds there may be room
 */
async function reserveAttempt(rule: RateLimitRule, counter: CounterKey, now: number): Promise<Reserved> {
  let retryAfter = 1;
  for (let round = 0; round < maxRounds + rule.attempts; round += 1) {
    const windowEnds =
      (await openWindow(counter, now, now + rule.windowSeconds)) ?? (await addAttempt(counter, rule.attempts, now));
    if (windowEnds !== undefined) return { windowEnds };
    const window = await readWindow(counter);
    if (window === undefined) continue;
    retryAfter = retryAfterOf(window, rule, now);
    if (window.attempts >= rule.attempts) break;
  }
  return { retryAfter };
}

/** Attempts under way are no failures yet: only those that count keep the window full until its end. */
function retryAfterOf({ counted, reservedAt, windowEnds }: CounterWindow, rule: RateLimitRule, now: number): number {
  const mayMakeRoom = counted < rule.attempts && now - reservedAt < longestRun;
  return mayMakeRoom ? retryAfterOutcome : Math.max(1, windowEnds - now);
}

function giveBack(attempts: Reservation): Promise<void> {
  return settleAll(attempts.map(({ counter, windowEnds }) => giveBackAttempt(counter, windowEnds)));
}

/** Lets all end before one that failed is thrown. */
async function settleAll(writes: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(writes);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
