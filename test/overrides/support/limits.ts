import type { Limiter } from '../../../generated/http/limiter.js';
import type { RateLimitRule, ReservedAttempt } from '../../../generated/http/rate-limit.js';
import { tooManyRequests } from '../../../generated/http/errors.js';
import { call, onReset } from './calls.js';

/** A fake of `generated/http/rate-limit`: the same counting, over a map. */

/** Attempts that are counted now, by limit and key. */
export const counters = new Map<string, number>();

onReset(() => counters.clear());

export const limits = {
  rateLimits: (name: string, rules: readonly RateLimitRule[]): Limiter<ReservedAttempt> => ({
    reserve: ({ principal, body }, _source, now) =>
      call('Reserve', () =>
        rules.map((rule, index) => {
          const windowEnds = (Math.floor(now.getTime() / 1000 / rule.windowSeconds) + 1) * rule.windowSeconds;
          const key = `${name}.${index}/${principal?.subject ?? ''}/${JSON.stringify(body ?? {})}/${windowEnds}`;
          const attempts = counters.get(key) ?? 0;
          if (attempts >= rule.attempts) throw tooManyRequests(rule.windowSeconds);
          counters.set(key, attempts + 1);
          return { rule, counter: { table: '', pk: key, sk: '' }, windowEnds };
        }),
      ),
    settle: (reservation, status) =>
      call('Settle', () => {
        for (const { rule, counter } of reservation) {
          const isCounted = status < 500 && (rule.countOn?.includes(status) ?? true);
          if (!isCounted) counters.set(counter.pk, (counters.get(counter.pk) ?? 1) - 1);
        }
      }),
  }),
};
