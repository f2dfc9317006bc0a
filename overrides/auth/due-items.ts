import { createHash } from 'node:crypto';
import type { Page } from '../../generated/entities/index.js';
import { after } from './context.js';

/**
 * Seconds after which an intent counts as left over. Longer than any function may run (20 s) and than a call that timed
 * out may take to have effect, so that nobody settles what is still under way.
 */
const underWaySeconds = 60;

/** Items of one page, and pages of one run. What is left comes with the next run. */
const pageSize = 25;
const maxPages = 20;

/**
 * The parts that what is due is kept in. A partition of DynamoDB takes 1,000 writes of a KiB a second; what every request
 * of a kind writes must not be in one.
 */
export const dueShards: readonly string[] = [...'0123456789abcdef'];

/** The part that an item is in, by its id: ids of one beginning are not in one part. */
export function dueShardOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').charAt(0);
}

/** When an intent that is written now counts as left over. */
export function leftOverAt(now: Date): string {
  return after(now, underWaySeconds).toISOString();
}

/** How a page of an index is asked for. */
export interface DuePage<Position> {
  readonly limit: number;
  readonly after?: Position;
}

/**
 * Does the work of a job on what an index says is due, part by part and page by page. Work that fails says so itself and
 * does not hold up the rest.
 *
 * @param find one page of a part of the index, which holds keys alone and lags
 * @param get the item of a key; undefined where it is gone meanwhile
 * @param work answers whether it succeeded
 * @returns how many failed
 * @throws the errors of `find` and `get`
 */
export async function workOnDue<Item, Position>(
  find: (shard: string, page: DuePage<Position>) => Promise<Page<Position, Position>>,
  get: (key: Position) => Promise<Item | undefined>,
  work: (item: Item) => Promise<boolean>,
): Promise<number> {
  let failed = 0;
  for (const shard of dueShards) {
    let page = await find(shard, { limit: pageSize });
    for (let pages = 1; ; pages += 1) {
      for (const key of page.items) {
        const item = await get(key);
        if (item !== undefined && !(await work(item))) failed += 1;
      }
      if (page.next === undefined || pages === maxPages) break;
      page = await find(shard, { limit: pageSize, after: page.next });
    }
  }
  return failed;
}
