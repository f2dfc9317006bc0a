/**
 * Writes in order, one batch at a time: what arrives in the same turn of the event loop or during a write is one batch.
 * Handing a batch to a thread costs more than its writes.
 *
 * @param writeBatch all of a batch or nothing of it
 * @param stopsAtFailure whether nothing is written any more after a failed write, since memory is ahead of the disk
 * @returns writes changes, all or none of them; resolves when they are written
 */
export function groupedWriter<Change>(
  writeBatch: (changes: readonly Change[]) => Promise<void>,
  { stopsAtFailure }: { readonly stopsAtFailure: boolean },
): (changes: readonly Change[]) => Promise<void> {
  let waiting: Change[] = [];
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return (changes) => {
    waiting.push(...changes);
    next ??= (stopsAtFailure ? current : current.catch(() => {})).then(nextTurn).then(() => {
      const batch = waiting;
      waiting = [];
      current = next ?? current;
      next = undefined;
      return writeBatch(batch);
    });
    return next;
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
