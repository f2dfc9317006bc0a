import { randomInt } from 'node:crypto';

/** Over how many partitions the open goals of one day are spread. */
const count = 4;

/** The partitions of a day. */
export const shards: readonly number[] = Array.from({ length: count }, (_, index) => index);

/** The partition of a new goal. */
export function anyShard(): number {
  return randomInt(count);
}
