/**
 * Where all fakes of AWS pass through: what was called, in which order, and what goes wrong on purpose. State is per
 * test file, since Vitest gives each its own modules.
 */

/** refuse: AWS says no. lose: it takes effect, and the answer gets lost. die: as lose, and the process ends with it. */
export type Mode = 'refuse' | 'lose' | 'die' | 'echo';

interface Fault {
  readonly mode: Mode;
  readonly error: Error;
  times: number;
}

/** The names of the calls, such as `AdminCreateUser`, in order. */
export const calls: string[] = [];

const faults = new Map<string, Fault>();
const deleted: (() => void)[] = [];
let isDead = false;

/** An error as the SDK throws it. */
export function awsError(name: string, more: object = {}): Error {
  return Object.assign(new Error('The text could quote a password.'), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: 400, attempts: 1 },
    ...more,
  });
}

/** A time-out: no answer came, so that nobody knows what happened. */
export function timeOut(): Error {
  return Object.assign(new Error('timed out'), { name: 'TimeoutError', $metadata: { attempts: 2 } });
}

/** Lets the next calls of this name go wrong. */
export function fail(name: string, mode: Mode, error: Error = timeOut(), times = 1): void {
  faults.set(name, { mode, error, times });
}

/** One call of AWS: waits a turn, so that rivals mingle, and then takes effect at once. */
export async function call<T>(name: string, effect: () => T): Promise<T> {
  await new Promise((resolve) => setImmediate(resolve));
  if (isDead) throw new Error('The process has ended.');
  calls.push(name);
  const fault = faults.get(name);
  if (fault === undefined || fault.times === 0) return effect();
  fault.times -= 1;
  if (fault.mode === 'refuse') throw fault.error;
  effect();
  isDead = fault.mode === 'die';
  throw fault.error;
}

/** Registers what empties a fake. */
export function onReset(empty: () => void): void {
  deleted.push(empty);
}

/** A new process, over the same state. */
export function revive(): void {
  isDead = false;
  faults.clear();
  calls.length = 0;
}

/** An empty world. */
export function reset(): void {
  revive();
  for (const empty of deleted) empty();
}
