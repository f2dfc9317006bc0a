import type { Condition } from './_conditions.js';
import type { Placeholders } from './_expressions.js';
import { refuseUnstorable } from './_storable.js';
import { indexAttributes, indexKeys, type IndexLayout, type Layout } from './_items.js';

/** A change of one item in one write. Key properties stay as they are; `Indexed` are those that an index is made of. */
export interface Change<Item, Key extends keyof Item, Indexed extends keyof Item = never> {
  /** New values. A property that is undefined stays as it is. */
  readonly set?: { readonly [P in keyof Item as P extends Key ? never : P]?: Item[P] };
  /** Properties to take away. */
  readonly remove?: readonly Exclude<OptionalProperty<Item>, Key>[];
  /** What to add to numbers; an absent one counts as 0. */
  readonly add?: { readonly [P in NumericProperty<Item> as P extends Key | Indexed ? never : P]?: number };
  /** What must hold of the item for the change to be made. */
  readonly if?: Condition<Item>;
}

type OptionalProperty<Item> = {
  [P in keyof Item]-?: Record<never, never> extends Pick<Item, P> ? P : never;
}[keyof Item];

type NumericProperty<Item> = { [P in keyof Item]-?: Item[P] extends number | undefined ? P : never }[keyof Item];

/** A change of whatever entity, as the code below reads it. */
export interface AnyChange {
  readonly set?: object;
  readonly remove?: readonly PropertyKey[];
  readonly add?: object;
  readonly if?: object;
}

/**
 * The update expression of a change, with the index keys that follow from it.
 *
 * @throws TypeError when an index would no longer fit the item
 */
export function updateExpression<Item, Key>(
  placeholders: Placeholders,
  layout: Layout<Item, Key>,
  key: Key,
  change: AnyChange,
): string {
  const set = definedEntries(change.set);
  const add = definedEntries(change.add);
  const remove = new Set((change.remove ?? []).map(String));
  requireOtherThanKey(layout, [...set.keys(), ...add.keys(), ...remove]);
  const derived = layout.indexes.flatMap((index) => derivedAttributes(layout, index, key, { set, add, remove }));
  // The entity is always set, so that a change of nothing is still an expression that DynamoDB takes.
  const sets = [...set, ['entity', layout.entity] as const, ...derived.filter(([, text]) => text !== undefined)];
  const removes = [...remove, ...derived.filter(([, text]) => text === undefined).map(([attribute]) => attribute)];
  const { name, value } = placeholders;
  for (const [attribute, to] of sets) refuseUnstorable(to, attribute);
  const assignments = sets.map(([attribute, to]) => `${name(attribute)} = ${value(to)}`);
  const additions = [...add].map(([attribute, by]) => `${name(attribute)} ${value(by)}`);
  return [...clause('SET', assignments), ...clause('REMOVE', removes.map(name)), ...clause('ADD', additions)].join(' ');
}

/** The parts of a change, by property. */
interface ChangedProperties {
  readonly set: ReadonlyMap<string, unknown>;
  readonly add: ReadonlyMap<string, unknown>;
  readonly remove: ReadonlySet<string>;
}

/**
 * What becomes of the attributes of an index: another key, or undefined for none. Nothing if the change leaves it
 * alone.
 */
function derivedAttributes<Item, Key>(
  layout: Layout<Item, Key>,
  index: IndexLayout<Item>,
  key: Key,
  { set, add, remove }: ChangedProperties,
): (readonly [attribute: string, text: string | undefined])[] {
  if (index.properties.some((property) => add.has(property))) {
    throw new TypeError(`${layout.entity}: "add" cannot keep ${index.name} in step, "set" can.`);
  }
  if (!index.properties.some((property) => set.has(property) || remove.has(property))) return [];
  const removed = index.properties.some((property) => remove.has(property));
  const keys = removed ? {} : changedIndexKeys(layout, index, key, set);
  const { pk, sk } = indexAttributes(index);
  return [pk, ...(sk === undefined ? [] : [sk])].map((attribute) => [attribute, keys[attribute]]);
}

/** The keys an index has for the changed item, which must follow from the change alone. */
function changedIndexKeys<Item, Key>(
  layout: Layout<Item, Key>,
  index: IndexLayout<Item>,
  key: Key,
  set: ReadonlyMap<string, unknown>,
): Record<string, string | undefined> {
  const known: Record<string, unknown> = Object.fromEntries(set);
  for (const property of layout.key) known[property] = key[property];
  const missing = index.properties.filter((property) => known[property] === undefined);
  if (missing.length > 0) {
    throw new TypeError(`${layout.entity}: a change of ${index.name} must also set ${missing.join(', ')}.`);
  }
  return indexKeys(index, known as Partial<Item>);
}

/** The type forbids it too, but an object that is passed on may hold more than its type says. */
function requireOtherThanKey<Item, Key>(layout: Layout<Item, Key>, properties: readonly string[]): void {
  const property = properties.find((one) => layout.key.some((part) => part === one));
  if (property !== undefined) {
    throw new TypeError(`${layout.entity}: "${property}" is part of the key and cannot change.`);
  }
}

function definedEntries(properties: object = {}): Map<string, unknown> {
  const entries: [string, unknown][] = Object.entries(properties);
  return new Map(entries.filter(([, value]) => value !== undefined));
}

function clause(keyword: string, actions: readonly string[]): string[] {
  return actions.length === 0 ? [] : [`${keyword} ${actions.join(', ')}`];
}
