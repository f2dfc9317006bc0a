import type { Stage } from '../stage.js';
import type { FirewallRule, Part } from './part.js';
import { pathStartsWith, rateRule } from './web-acl.js';

/** How many requests of one address five minutes admit below a path. */
export interface Rate {
  readonly path: string;
  readonly requests: number;
}

/** Stricter rates of the API's firewall for what lies below some paths. */
export function ratesPart(rates: readonly Rate[]): Part {
  return { firewallRules: (stage) => rates.map((rate) => ruleOf(stage, rate, rates)) };
}

function ruleOf(stage: Stage, { path, requests }: Rate, rates: readonly Rate[]): FirewallRule {
  // Paths that differ in signs alone would give two rules one name.
  const twins = rates.filter((one) => wordsOf(one.path) === wordsOf(path));
  const number = twins.length > 1 ? `-${twins.findIndex((one) => one.path === path) + 1}` : '';
  return rateRule(stage, `RateOf${wordsOf(path)}${number}`, requests, pathStartsWith(path));
}

/** `OrdersOpen` of `/orders/open/`. */
function wordsOf(path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
