import type { Kit } from '../kit.js';
import type { Variant } from '../subject.js';

/** One thing that Cognito does, by its documentation or by what it is known to answer. */
export interface Behaviour {
  /** Stable: lists of deviations refer to it. `area/what`. */
  readonly id: string;
  /** A sentence about what happens. */
  readonly title: string;
  /** `deployed` by default. */
  readonly variant?: Variant;
  /** Whether hours have to pass, which only a pool can do whose clock can be moved. */
  readonly needsClock?: boolean;
  /** Throws when something else happens. */
  readonly run: (kit: Kit) => Promise<void>;
}
