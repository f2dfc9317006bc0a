import type { Placeholders } from './_expressions.js';
import { fitting, longestPk } from './_keys.js';

/** The part of a partition that is asked for. */
export interface SortKeys {
  /** The text that the sort keys of an entity begin with. */
  readonly prefix: string;
  readonly from?: string;
  readonly to?: string;
}

/** Behind every text that begins with the same prefix. */
const end = '\u{10FFFF}';

/** The bounds of a sort key that holds one property, from the bounds of that property. */
export function sortRange<Value>(
  prefix: string,
  range: { readonly atLeast?: Value; readonly atMost?: Value } | undefined,
  sk: (value: Value) => string,
): SortKeys {
  const { atLeast, atMost } = range ?? {};
  return {
    prefix,
    ...(atLeast !== undefined && { from: sk(atLeast) }),
    ...(atMost !== undefined && { to: sk(atMost) }),
  };
}

/** The key condition of a query; undefined when no key can fulfil it, which DynamoDB would call a mistake. */
export function keyCondition(
  { name, value }: Placeholders,
  attributes: { readonly pk: string; readonly sk: string | undefined },
  { pk, sk }: { readonly pk: string; readonly sk: SortKeys },
): string | undefined {
  const partition = `${name(attributes.pk)} = ${value(fitting(pk, longestPk))}`;
  if (attributes.sk === undefined) return partition;
  const { prefix, from, to } = sk;
  if (from === undefined && to === undefined) {
    return prefix === '' ? partition : `${partition} AND begins_with(${name(attributes.sk)}, ${value(prefix)})`;
  }
  if (prefix === '' && from === undefined) return `${partition} AND ${name(attributes.sk)} <= ${value(to)}`;
  if (prefix === '' && to === undefined) return `${partition} AND ${name(attributes.sk)} >= ${value(from)}`;
  const bounds = { from: from ?? prefix, to: to ?? prefix + end };
  // Keys are ordered by their bytes, which is not the order of JavaScript's strings.
  if (Buffer.compare(Buffer.from(bounds.from), Buffer.from(bounds.to)) > 0) return undefined;
  return `${partition} AND ${name(attributes.sk)} BETWEEN ${value(bounds.from)} AND ${value(bounds.to)}`;
}
