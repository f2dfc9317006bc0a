import type { Call } from '../../generator/aws-local/endpoint/index.js';
import type { TestBackend } from '../support/backend.js';
import { dead, faultOf, type FaultName } from './faults.js';
import { performLate } from './late.js';

/** A call that some work made: what the SDK was asked for once, however many attempts it took. */
export interface MadeCall {
  readonly service: string;
  readonly action: string;
}

/** Which call is broken, counted from 1 in the order of their first attempts, and how. */
export interface Disturbance {
  readonly call: number;
  readonly fault: FaultName;
}

/** Lets work go on while its calls are watched and one of them is broken. */
export interface Disturber {
  /** The calls of the work so far. */
  readonly calls: readonly MadeCall[];
  /** Whether the call that was to be broken has come. */
  readonly hasStruck: () => boolean;
  /** Whether the process of the work is dead. */
  readonly isDead: () => boolean;
  /** A new process takes over from a dead one. */
  readonly revive: () => void;
  /** Stops watching and breaking; then what was late takes effect. */
  readonly stop: () => Promise<void>;
}

/** Starts to watch the calls of a backend, and to break one of them. */
export function disturb(backend: TestBackend, disturbance: Disturbance | undefined): Disturber {
  const calls: MadeCall[] = [];
  const attempts = new Map<string, { readonly call: number; count: number }>();
  const late: Call[] = [];
  let hasStruck = false;
  let isDead = false;
  backend.fault = (service, action, { invocationId, input }) => {
    if (isDead) return dead;
    const known = attempts.get(invocationId) ?? { call: calls.push({ service, action }), count: 0 };
    attempts.set(invocationId, known);
    known.count += 1;
    if (known.call !== disturbance?.call) return undefined;
    hasStruck = true;
    if (disturbance.fault === 'late' && known.count === 1) late.push({ service, action, input });
    if (disturbance.fault === 'process dies') isDead = true;
    return faultOf(disturbance.fault, known.count);
  };
  return {
    calls,
    hasStruck: () => hasStruck,
    isDead: () => isDead,
    revive: () => {
      isDead = false;
    },
    stop: async () => {
      backend.fault = undefined;
      for (const call of late) await performLate(backend.backend.services.resources, call);
    },
  };
}
