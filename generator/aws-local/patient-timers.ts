/*
 * The time-outs of functions that live in one process with the gateway that waits for them and with the services they
 * call. When this process stands still, at a breakpoint, while a laptop sleeps or on a starved machine, all of these
 * stand still; a plain timer would then fire before the answer that lies ready is read, and every call and request under
 * way would fail as if AWS were down.
 */

/** No slice counts for more than this, however long it took. */
const sliceMs = 100;

/** What code does with the handle of a timer. */
interface Handle {
  ref(): Handle;
  unref(): Handle;
  hasRef(): boolean;
}

interface PatientTimers {
  readonly setTimeout: (callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => Handle;
  readonly clearTimeout: (handle: unknown) => void;
}

/** `setTimeout` and `clearTimeout` that wait in slices, so that only the time counts in which the process was running. */
export function patientTimers(): PatientTimers {
  const cancels = new WeakMap<object, () => void>();
  return {
    setTimeout(callback, delay = 0, ...args) {
      let rest = Number(delay) || 0;
      let isRef = true;
      let timer: NodeJS.Timeout;
      const next = (): void => {
        const slice = Math.min(rest, sliceMs);
        timer = setTimeout(() => {
          rest -= slice;
          if (rest > 0) next();
          else callback(...args);
        }, slice);
        if (!isRef) timer.unref();
      };
      next();
      const handle: Handle = {
        ref: () => ((isRef = true), timer.ref(), handle),
        unref: () => ((isRef = false), timer.unref(), handle),
        hasRef: () => timer.hasRef(),
      };
      cancels.set(handle, () => clearTimeout(timer));
      return handle;
    },
    clearTimeout(handle) {
      const cancel = typeof handle === 'object' && handle !== null ? cancels.get(handle) : undefined;
      if (cancel) cancel();
      else clearTimeout(handle as NodeJS.Timeout);
    },
  };
}
