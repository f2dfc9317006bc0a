import type { Route, RouteTable, Throttle } from './types.js';

/** Calls that may still come at once, and when that was so. */
interface Bucket {
  tokens: number;
  at: number;
}

/** Whether a route may be called now. A call that is admitted counts. */
export type Admission = (table: RouteTable, route: Route) => boolean;

/** The bucket of all calls. No operation is called so. */
const everything = '';

/**
 * Throttles as API Gateway does (developer guide, "Throttle requests to your REST APIs"): a token bucket for the stage,
 * and one for each method that has a throttle of its own.
 *
 * @param now milliseconds of a clock that only runs forward
 */
export function createAdmission(now: () => number = () => performance.now()): Admission {
  const buckets = new Map<string, Bucket>();
  const filled = (name: string, { rate, burst }: Throttle): Bucket => {
    const time = now();
    const bucket = buckets.get(name) ?? { tokens: burst, at: time };
    bucket.tokens = Math.min(burst, bucket.tokens + ((time - bucket.at) / 1000) * rate);
    bucket.at = time;
    buckets.set(name, bucket);
    return bucket;
  };
  return (table, route) => {
    const asked = [
      ...(route.throttle ? [filled(route.operationId, route.throttle)] : []),
      ...(table.throttle ? [filled(everything, table.throttle)] : []),
    ];
    if (asked.some(({ tokens }) => tokens < 1)) return false;
    for (const bucket of asked) bucket.tokens -= 1;
    return true;
  };
}
