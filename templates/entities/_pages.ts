import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../http/dynamodb-client.js';
import { createPlaceholders } from './_expressions.js';
import {
  fromStored,
  indexAttributes,
  indexKeys,
  marshalled,
  tableKey,
  tableName,
  type IndexLayout,
  type Layout,
} from './_items.js';
import { keyCondition, type SortKeys } from './_sort-keys.js';

/** Some of the items that were asked for. */
export interface Page<Item, Position> {
  readonly items: Item[];
  /** Where the next page begins: the `after` of the next call. Absent on the last page. */
  readonly next?: Position;
}

/** Which page is wanted. */
export interface PageOptions<Position> {
  /** How many items are read at most. Without it a page ends after 1 MB. */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: Position;
  /** From the last sort key to the first. */
  readonly descending?: boolean;
}

/** Which page of a table's partition is wanted. */
export interface ListOptions<Position> extends PageOptions<Position> {
  /** Sees every write that was answered before; costs twice as much. */
  readonly consistent?: boolean;
}

/** Which page of an index is wanted. An index always lags a little behind its table. */
export interface RangeOptions<Position, Value> extends PageOptions<Position> {
  /** The bounds of the property that the index sorts by. */
  readonly sk?: Range<Value>;
}

/** Bounds, both included. */
export interface Range<Value> {
  readonly atLeast?: Value;
  readonly atMost?: Value;
}

/** What a page is taken from. */
interface Source<Item, Position> {
  readonly pk: string;
  readonly sk: SortKeys;
  /** The properties that say where a page ends. */
  readonly position: readonly (keyof Item & keyof Position)[];
  /** Whether items of other entities may lie between these. */
  readonly mixed: boolean;
}

/** A page of a table's partition. */
export async function listPage<Item extends Key, Key>(
  layout: Layout<Item, Key>,
  source: Source<Item, Key>,
  options: ListOptions<Key>,
): Promise<Page<Item, Key>> {
  const { after, consistent = false } = options;
  const start = after && tableKey(layout, after);
  return readPage(layout, source, options, { pk: 'pk', sk: 'sk' }, start, { ConsistentRead: consistent });
}

/** A page of an index's partition. */
export async function findPage<Item extends Key & Position, Key, Position extends Key & Partial<Item>>(
  layout: Layout<Item, Key>,
  index: IndexLayout<Item>,
  source: Source<Item, Position>,
  options: PageOptions<Position>,
): Promise<Page<Item, Position>> {
  const { after } = options;
  const start = after && { ...tableKey(layout, after), ...indexKeys(index, after) };
  return readPage(layout, source, options, indexAttributes(index), start, { IndexName: index.name });
}

async function readPage<Item extends Position, Key, Position>(
  layout: Layout<Item, Key>,
  source: Source<Item, Position>,
  { limit, descending = false }: PageOptions<Position>,
  attributes: { readonly pk: string; readonly sk: string | undefined },
  start: Record<string, string> | undefined,
  place: Pick<QueryCommandInput, 'IndexName' | 'ConsistentRead'>,
): Promise<Page<Item, Position>> {
  const placeholders = createPlaceholders();
  const KeyConditionExpression = keyCondition(placeholders, attributes, source);
  if (KeyConditionExpression === undefined) return { items: [] };
  const filter = source.mixed
    ? { FilterExpression: `${placeholders.name('entity')} = ${placeholders.value(layout.entity)}` }
    : {};
  const query = {
    TableName: tableName(layout),
    ...place,
    KeyConditionExpression,
    ...filter,
    ...placeholders.attributes(),
    ScanIndexForward: !descending,
    Limit: limit,
  };
  let from = start && marshalled(start);
  for (;;) {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({ ...query, ExclusiveStartKey: from }),
    );
    const items = Items.map((item) => fromStored(layout, item));
    const last = items.at(-1);
    if (LastEvaluatedKey === undefined) return { items };
    if (last !== undefined) return { items, next: positionOf<Item, Position>(last, source.position) };
    // Nothing of this entity on this page. Only an item can say where the next one begins, so go on to one.
    from = LastEvaluatedKey;
  }
}

function positionOf<Item extends Position, Position>(
  item: Item,
  properties: readonly (keyof Item & keyof Position)[],
): Position {
  return Object.fromEntries(properties.map((property) => [property, item[property]])) as Position;
}
