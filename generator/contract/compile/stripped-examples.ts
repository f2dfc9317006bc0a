import type { Schema } from '../model/schema.js';
import type { Direction, DroppedNames } from './dropped-names.js';

/** An author writes one example for both directions: makes what leaves out of a value what does not travel in one. */
export function createExampleStripper(
  names: DroppedNames,
): (value: unknown, schema: Schema, direction: Direction) => unknown {
  const strip = (value: unknown, schema: Schema, direction: Direction): unknown => {
    if (direction === 'stored' || typeof value !== 'object' || value === null) return value;
    switch (schema.kind) {
      case 'reference': {
        const target = names.find(schema.name);
        return target ? strip(value, target, direction) : value;
      }
      case 'array':
        if (!Array.isArray(value)) return value;
        return value.map((item: unknown, index) => {
          const rule = schema.prefix[index] ?? schema.items;
          return rule ? strip(item, rule, direction) : item;
        });
      case 'object':
        return Array.isArray(value) ? value : stripObject(value, schema, direction);
      case 'allOf':
      case 'union': {
        const dropped = names.of(schema, direction);
        const parts = schema.members.filter((member) =>
          [...names.of(member, direction)].every((one) => dropped.has(one)),
        );
        return parts.reduce<unknown>((kept, member) => strip(kept, member, direction), without(value, dropped));
      }
      default:
        return value;
    }
  };
  const stripObject = (value: object, schema: Schema & { kind: 'object' }, direction: Direction): object => {
    const rules = new Map(schema.properties.map((property) => [property.name, property.schema]));
    const { additional } = schema;
    const kept = Object.entries(without(value, names.of(schema, direction)));
    return Object.fromEntries(
      kept.map(([name, item]) => {
        const rule = rules.get(name) ?? (typeof additional === 'object' ? additional : undefined);
        return [name, rule ? strip(item, rule, direction) : (item as unknown)];
      }),
    );
  };
  return strip;
}

function without(value: object, names: ReadonlySet<string>): object {
  if (Array.isArray(value) || names.size === 0) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
}
