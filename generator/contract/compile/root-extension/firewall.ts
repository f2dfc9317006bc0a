import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { FirewallRate } from '../../model/contract.js';
import { child, fields, isMapping, items, text, type Cursor } from '../../read/cursor.js';
import { meant, readWhole, reportUnknownKeys } from '../extension-values.js';

/** Requests that a rate-based rule of AWS WAF may count (`RateBasedStatement` of its API reference). */
const bounds = [10, 2_000_000_000] as const;

/**
 * `x-authwright.firewall.rates`: beginnings of paths below which one address may call less often than elsewhere. They are
 * written out rather than read off the operations, since the capacity of a firewall bounds the paths that it can look at.
 */
export function readFirewallRates(
  holder: Cursor | undefined,
  root: Cursor,
  reporter: Reporter,
): readonly FirewallRate[] {
  if (!holder) return [];
  if (!isMapping(holder.value)) reporter.report(diagnostic('AW302', holder.at, 'firewall is a mapping'));
  reportUnknownKeys(holder, ['rates'], reporter);
  const list = child(holder, 'rates');
  if (list && !Array.isArray(list.value)) reporter.report(diagnostic('AW302', list.at, 'rates is a list'));
  const paths = fields(child(root, 'paths')).map(([path]) => path);
  const rates = items(list).flatMap((item) => readRate(item, paths, reporter) ?? []);
  return rates.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readRate(item: Cursor, paths: readonly string[], reporter: Reporter): FirewallRate | undefined {
  reportUnknownKeys(item, ['path', 'requests'], reporter);
  const path = text(item, 'path');
  const requests = readWhole(item, 'requests', bounds, reporter);
  if (path === undefined || !child(item, 'requests')) {
    reporter.report(
      diagnostic('AW302', item.at, 'a rate has a "path" and how many "requests" of one address five minutes admit'),
    );
    return undefined;
  }
  const at = child(item, 'path')?.at ?? item.at;
  if (!/^\/[^{}?#]*$/.test(path)) {
    reporter.report(
      diagnostic('AW302', at, `"${path}" is no beginning of a path: it starts with / and has no {parameter}`),
    );
    return undefined;
  }
  if (!paths.some((one) => one.startsWith(path))) {
    reporter.report(
      diagnostic('AW302', at, `no path of the contract begins with "${path}"`, meant(path, beginnings(paths))),
    );
  }
  return requests === undefined ? undefined : { path, requests };
}

/** What the paths begin with, up to each slash. */
function beginnings(paths: readonly string[]): readonly string[] {
  const parts = paths.flatMap((path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1)));
  return [...new Set([...parts, ...paths])].filter((one) => one !== '/').sort();
}
