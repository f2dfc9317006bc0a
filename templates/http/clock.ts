const systemClock = (): Date => new Date();

let clock: () => Date = systemClock;

/** The current time of the backend. Everything that compares or stores a time asks here. */
export function now(): Date {
  return clock();
}

/**
 * Replaces the clock: for tests, and for the local server, whose user moves time forward
 * instead of waiting for it. Without an argument the system clock is put back.
 */
export function setClock(replacement: () => Date = systemClock): void {
  clock = replacement;
}
