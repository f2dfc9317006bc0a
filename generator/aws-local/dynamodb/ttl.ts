import type { Row, Store } from 'dynalite/db/index.js';
import { perform } from './action.js';
import type { Json } from './action.js';
import { AwsError } from '../endpoint/index.js';
import { getTable } from './locks.js';
import { itemPrefix } from './overlay.js';
import { invalid } from './transaction-items.js';

/** What is kept for a table whose items expire. */
interface Setting {
  readonly attribute: string;
}

const prefix = 'ttl~';

/** Sets or removes (`undefined`) the attribute by which the items of a table expire. */
export async function setTimeToLive(store: Store, table: string, attribute: string | undefined): Promise<void> {
  if (attribute === undefined) await store.db.del(prefix + table);
  else await store.db.put(prefix + table, { attribute } satisfies Setting);
}

/** `DescribeTimeToLive`. @throws AwsError `ResourceNotFoundException` */
export async function describeTimeToLive(store: Store, data: Json): Promise<object> {
  await perform(store, 'DescribeTimeToLive', data);
  const setting = await settingOf(store, data);
  const enabled = setting && { TimeToLiveStatus: 'ENABLED', AttributeName: setting.attribute };
  return { TimeToLiveDescription: enabled ?? { TimeToLiveStatus: 'DISABLED' } };
}

/** `UpdateTimeToLive`, at once where AWS takes up to an hour. @throws AwsError as the service */
export async function updateTimeToLive(store: Store, input: Readonly<Json>, data: Json): Promise<object> {
  await perform(store, 'DescribeTimeToLive', data);
  const wanted = specificationOf(input);
  const active = await settingOf(store, data);
  if (!wanted.Enabled && active === undefined) throw invalid('TimeToLive is already disabled');
  if (wanted.Enabled && active?.attribute === wanted.AttributeName) throw invalid('TimeToLive is already enabled');
  if (active !== undefined && active.attribute !== wanted.AttributeName)
    throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${active.attribute}`);
  await setTimeToLive(store, String(data['TableName']), wanted.Enabled ? wanted.AttributeName : undefined);
  return { TimeToLiveSpecification: wanted };
}

async function settingOf(store: Store, { TableName: table }: Json): Promise<Setting | undefined> {
  return (await store.db.get(`${prefix}${String(table)}`)) as Setting | undefined;
}

function specificationOf({ TimeToLiveSpecification: given }: Readonly<Json>): {
  Enabled: boolean;
  AttributeName: string;
} {
  const { Enabled, AttributeName } = (given ?? {}) as Json;
  if (typeof Enabled === 'boolean' && typeof AttributeName === 'string' && AttributeName !== '')
    return { Enabled, AttributeName };
  throw new AwsError('ValidationException', '1 validation error detected: timeToLiveSpecification is incomplete');
}

/** An item that has expired. */
export interface Expired {
  readonly table: string;
  readonly keyOfItem: Row;
  /** The attribute and its value at which it was seen; it may have changed since. */
  readonly attribute: string;
  readonly value: string;
}

/**
 * The items whose time has passed, of all tables. As on AWS only numbers count, in seconds, and a
 * time more than five years ago does not ("Using time to live (TTL) in DynamoDB").
 */
export async function expiredItems(store: Store, now: Date): Promise<Expired[]> {
  const seconds = Math.floor(now.getTime() / 1000);
  const expired: Expired[] = [];
  for await (const [name, setting] of store.db.iterator(rangeOf(prefix))) {
    const table = name.slice(prefix.length);
    const { attribute } = setting as Setting;
    const names = await keyNames(store, table);
    for await (const [, item] of store.db.iterator(rangeOf(itemPrefix(table)))) {
      const row = item as Row;
      const value = row[attribute]?.['N'];
      const keyOfItem = Object.fromEntries(names.map((key) => [key, row[key]!]));
      if (isPast(value, seconds)) expired.push({ table, keyOfItem, attribute, value });
    }
  }
  return expired;
}

async function keyNames(store: Store, table: string): Promise<string[]> {
  return ((await getTable(store, table))?.KeySchema ?? []).map(({ AttributeName }) => AttributeName);
}

const fiveYears = 5 * 365 * 24 * 3600;

function isPast(time: unknown, now: number): time is string {
  return typeof time === 'string' && Number(time) < now && Number(time) >= now - fiveYears;
}

function rangeOf(begin: string): { readonly gte: string; readonly lt: string } {
  return { gte: begin, lt: `${begin}\xff` };
}
