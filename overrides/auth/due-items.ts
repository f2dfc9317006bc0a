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
 * Does the work of a job on what an index says is due, page by page. Work that fails says so itself and does not hold up
 * the rest.
 *
 * @param find one page of the index
 * @param work answers whether it succeeded
 * @returns how many failed
 * @throws the errors of `find`
 */
export async function workOnDue<Item, Position>(
  find: (page: DuePage<Position>) => Promise<Page<Item, Position>>,
  work: (item: Item) => Promise<boolean>,
): Promise<number> {
  let failed = 0;
  let page = await find({ limit: pageSize });
  for (let pages = 1; ; pages += 1) {
    for (const item of page.items) failed += (await work(item)) ? 0 : 1;
    if (page.next === undefined || pages === maxPages) return failed;
    page = await find({ limit: pageSize, after: page.next });
  }
}
