import { patientTimers } from '../patient-timers.js';

/** How a call ended. */
export type Outcome<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'timeout' };

const timers = patientTimers();

/**
 * Calls and waits for at most `limitMs` in which this process was running; never rejects. What a late call comes to is
 * dropped.
 */
export async function settle<T>(call: () => Promise<T>, limitMs: number): Promise<Outcome<T>> {
  let timer: unknown;
  const timeout = new Promise<Outcome<T>>((resolve) => {
    timer = timers.setTimeout(() => resolve({ kind: 'timeout' }), limitMs);
  });
  // Inside `then`, so that a call that throws before its first await is an error like any other.
  const outcome = Promise.resolve()
    .then(call)
    .then(
      (value): Outcome<T> => ({ kind: 'value', value }),
      (error: unknown): Outcome<T> => ({ kind: 'error', error }),
    );
  try {
    return await Promise.race([outcome, timeout]);
  } finally {
    timers.clearTimeout(timer);
  }
}

/** An error for a log: its stack if it has one. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
