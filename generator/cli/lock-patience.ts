import type { LockHolder, Patience } from '../write/lock.js';
import type { Io } from './io.js';

/** Writing takes seconds; who holds the lock for longer is stuck. */
const usualWaitMs = 30_000;

/** How long a command waits for another that writes to the same folder, saying so on a terminal. */
export function lockPatience(io: Io, limitMs: number = usualWaitMs): Patience {
  let told = false;
  return {
    limitMs,
    everyMs: 50,
    onWait(holder) {
      if (!told) io.progress?.(`waiting for ${holderText(holder)}\n`);
      told = true;
    },
  };
}

/** `process 4711 on build-3, which began at ...`. */
export function holderText(holder: LockHolder | undefined): string {
  return holder === undefined
    ? 'a run that is just starting'
    : `process ${holder.pid} on ${holder.host}, which began at ${holder.since}`;
}
