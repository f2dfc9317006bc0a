import type { Page } from '../../generated/entities/index.js';

/** Items of one page, and pages of one run. What is left comes with the next run. */
const pageSize = 25;
const maxPages = 20;

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
