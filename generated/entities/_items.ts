import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { environment } from '../http/environment.js';
import { fitting, longestPk, longestSk } from './_keys.js';
import { refuseUnstorable } from './_storable.js';

/** An item or a part of it, as DynamoDB holds it. */
export type Attributes = Record<string, AttributeValue>;

/** Where and under which keys an entity is stored. */
export interface Layout<Item, Key> {
  readonly entity: string;
  /** The environment variable with the table's name. */
  readonly tableVariable: string;
  /** The properties that make the key. */
  readonly key: readonly (keyof Key & string)[];
  readonly pk: (key: Partial<Key>) => string;
  readonly sk: (key: Partial<Key>) => string;
  readonly indexes: readonly IndexLayout<Item>[];
}

/** How an index finds an item: under attributes that are derived from its properties. */
export interface IndexLayout<Item> {
  readonly name: string;
  /** The properties that make the index's keys. An item that lacks one of them is not in the index. */
  readonly properties: readonly (keyof Item & string)[];
  readonly pk: (item: Partial<Item>) => string;
  readonly sk?: (item: Partial<Item>) => string;
}

/** The table of an entity. Read when it is needed: a bundle may hold functions that its handler never calls. */
export function tableName(layout: { readonly tableVariable: string }): string {
  return environment(layout.tableVariable);
}

/** The table's key of an item. */
export function tableKey<Item, Key>(layout: Layout<Item, Key>, key: Key): { pk: string; sk: string } {
  return { pk: fitting(layout.pk(key), longestPk), sk: fitting(layout.sk(key), longestSk) };
}

/** The attributes that hold an index's keys. */
export function indexAttributes<Item>(index: IndexLayout<Item>): {
  readonly pk: string;
  readonly sk: string | undefined;
} {
  return { pk: `${index.name}Pk`, sk: index.sk && `${index.name}Sk` };
}

/** The keys of an item in an index, by attribute; none when the item lacks one of its properties. */
export function indexKeys<Item>(index: IndexLayout<Item>, item: Partial<Item>): Record<string, string> {
  if (index.properties.some((property) => item[property] === undefined || item[property] === null)) return {};
  const { pk, sk } = indexAttributes(index);
  const partition = { [pk]: fitting(index.pk(item), longestPk) };
  return index.sk && sk ? { ...partition, [sk]: fitting(index.sk(item), longestSk) } : partition;
}

/**
 * An item as it is stored: its properties, and what the table and its indexes need.
 *
 * @throws HttpError 400 when a value cannot be stored
 */
export function toStored<Item extends Key, Key>(layout: Layout<Item, Key>, item: Item): Attributes {
  for (const [property, value] of Object.entries(item as object)) refuseUnstorable(value, property);
  const indexed = layout.indexes.map((index) => indexKeys(index, item));
  return marshalled(Object.assign({}, item, tableKey(layout, item), { entity: layout.entity }, ...indexed));
}

/** A stored item without what only the table needs. */
export function fromStored<Item, Key>(layout: Layout<Item, Key>, stored: Attributes): Item {
  const item = unmarshall(stored);
  const technical = layout.indexes.map(indexAttributes).flatMap(({ pk, sk }) => (sk ? [pk, sk] : [pk]));
  for (const attribute of ['pk', 'sk', 'entity', ...technical]) delete item[attribute];
  return item as Item;
}

/** Properties as DynamoDB takes them, without those that are undefined. */
export function marshalled(properties: Record<string, unknown>): Attributes {
  return marshall(properties, { removeUndefinedValues: true });
}
