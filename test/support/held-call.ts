import type { Call } from '../../generator/aws-local/endpoint/index.js';

/** What is done to the answer of a call that has taken effect. */
export type CallHook = ((call: Call) => Promise<void> | undefined) | undefined;

/** An answer that is held back. */
export interface HeldCall {
  /** Resolves when the call has come. */
  readonly reached: Promise<void>;
  readonly release: () => void;
}

/**
 * Holds back the answer of the next call of an action: its effect is there, and whoever called does not know yet.
 *
 * @param install puts the hook in, and takes it out
 */
export function holdNext(action: string, install: (hook: CallHook) => void): HeldCall {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => {
    install((call) => {
      if (call.action !== action) return undefined;
      install(undefined);
      resolve();
      return released;
    });
  });
  return { reached, release };
}
