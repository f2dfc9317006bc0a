import type { SettingValue, StageConfiguration } from './contract.js';

/** Calls a second, and how many may come at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** What a stage takes. */
export interface Throttles {
  /** All calls together. */
  readonly stage: Throttle;
  /** Those of one operation whose use the contract limits: more than this is no use of it. */
  readonly limited: Throttle;
}

/** The settings of throttles with what holds where a contract has none. */
export const throttleSettings = {
  throttleRate: 500,
  throttleBurst: 250,
  limitedThrottleRate: 100,
  limitedThrottleBurst: 50,
  /** Calls of one address in five minutes, which the firewall admits. */
  addressRate: 2000,
} as const;

/** The throttles of a stage by its settings. */
export function throttlesOf({ settings }: Pick<StageConfiguration, 'settings'>): Throttles {
  const of = (name: keyof typeof throttleSettings): number => numberOr(settings[name], throttleSettings[name]);
  return {
    stage: { rate: of('throttleRate'), burst: of('throttleBurst') },
    limited: { rate: of('limitedThrottleRate'), burst: of('limitedThrottleBurst') },
  };
}

function numberOr(value: SettingValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
