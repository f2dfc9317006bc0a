import type { ArraySchema, Schema } from '../../contract/model/schema.js';
import { comesBack, take, type Scene } from './scene.js';

/** More items than this are not written down for the sake of an example. */
const longest = 1000;
/** How many arrays are offered of one length. */
const variants = 12;

/** Arrays of valid items: one item where none is asked for, as few as the bounds allow, then more. */
export function* arraysOf(schema: ArraySchema, scene: Scene): Iterable<unknown[]> {
  const least = schema.minItems ?? 0;
  const most = Math.min(schema.maxItems ?? Infinity, longest);
  if (least > most) return;
  const usual = Math.max(least, schema.prefix.length, schema.items && comesBack(schema.items, scene) ? 0 : 1);
  const lengths = new Set([
    Math.min(usual, most),
    least,
    ...Array.from({ length: 4 }, (_, index) => usual + index + 1),
  ]);
  for (const length of lengths) {
    if (length >= least && length <= most) yield* arraysOfLength(length, schema, scene);
  }
}

function* arraysOfLength(length: number, schema: ArraySchema, scene: Scene): Iterable<unknown[]> {
  const places = Array.from({ length }, (_, index) => schema.prefix[index] ?? schema.items);
  yield* schema.uniqueItems ? unlikeItems(places, scene) : likeItems(places, scene);
}

/** Each place has the first value of its schema; in further arrays the second one, and so on. */
function* likeItems(places: readonly (Schema | undefined)[], scene: Scene): Iterable<unknown[]> {
  for (let variant = 0; variant < variants; variant += 1) {
    const values = valuesOfEach(places, scene, variant + 1);
    if (places.some((place) => values.get(place)?.length === 0)) return;
    if (variant > 0 && [...values.values()].every((list) => list.length <= variant)) return;
    yield places.map((place) => {
      const list = values.get(place) ?? [];
      return list[Math.min(variant, list.length - 1)];
    });
  }
}

/** Each place has the first value that none before it has; in further arrays some values are passed over. */
function* unlikeItems(places: readonly (Schema | undefined)[], scene: Scene): Iterable<unknown[]> {
  for (let variant = 0; variant < variants; variant += 1) {
    const values = valuesOfEach(places, scene, places.length + variant);
    const taken = new Set<string>();
    const items = places.map((place) => {
      const list = values.get(place) ?? [];
      const rotated = [...list.slice(variant), ...list.slice(0, variant)];
      const item = rotated.find((one) => !taken.has(JSON.stringify(one)));
      taken.add(JSON.stringify(item));
      return item;
    });
    if (items.includes(undefined)) return;
    yield items;
  }
}

function valuesOfEach(
  places: readonly (Schema | undefined)[],
  scene: Scene,
  most: number,
): ReadonlyMap<Schema | undefined, readonly unknown[]> {
  return new Map(
    [...new Set(places)].map((place) => [place, place ? take(scene.valuesOf(place, scene), most) : anything(most)]),
  );
}

function anything(count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? {} : `string${index}`));
}
