import type { ArraySchema, NumberSchema, ObjectSchema, Schema, StringSchema } from '../contract/schema.js';
import { mergedObject } from './schema-compiler/all-of.js';
import type { SchemaContext } from './schema-compiler/context.js';
import { selectionOf, type Selection } from './schema-compiler/discriminator.js';

/**
 * A value that a schema accepts, for documentation and for mocks: the author's example where there is one, else the
 * smallest value that the constraints allow. A pattern is only met by an example.
 */
export function sampleOf(schema: Schema, schemas: SchemaContext, visited: readonly string[] = []): unknown {
  if (schema.examples.length > 0) return schema.examples[0];
  if (schema.default) return schema.default.value;
  switch (schema.kind) {
    case 'any':
      return {};
    case 'never':
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'string':
      return sampleString(schema);
    case 'number':
      return sampleNumber(schema);
    case 'enum':
      return schema.values[0];
    case 'array':
      return sampleArray(schema, schemas, visited);
    case 'object':
      return sampleObject(schema, schemas, visited);
    case 'union': {
      const selection = selectionOf(schema, schemas);
      if (selection) return sampleSelection(selection, schemas, visited);
      const finite = schema.members.find((member) => !mentions(member, visited)) ?? schema.members[0];
      return finite ? sampleOf(finite, schemas, visited) : null;
    }
    case 'allOf': {
      const object = mergedObject(schema, schemas);
      if (object) return sampleObject(object, schemas, visited);
      const parts = schema.members.map((member) => sampleOf(member, schemas, visited));
      return parts.every((part) => typeof part === 'object' && part !== null)
        ? Object.assign({}, ...(parts as object[]))
        : parts.at(-1);
    }
    case 'reference': {
      const target = schemas.find(schema.name);
      if (!target || visited.includes(schema.name)) return schema.nullable ? null : {};
      return sampleOf(target, schemas, [...visited, schema.name]);
    }
  }
}

/** A value of the first member that is not being sampled already, with the property that selects it. */
function sampleSelection(
  { property, members }: Selection,
  schemas: SchemaContext,
  visited: readonly string[],
): unknown {
  const [value, member] = members.find(([, one]) => !mentions(one, visited)) ?? members[0] ?? ['', undefined];
  const sample = member ? sampleOf(member, schemas, visited) : {};
  return typeof sample === 'object' && sample !== null ? { ...sample, [property]: value } : sample;
}

const formatSamples: Readonly<Record<string, string>> = {
  email: 'user@example.com',
  uuid: '3f2b8c1e-6d4a-4f7b-9a51-2c8e0d7f6b34',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  hostname: 'example.com',
  byte: 'ZXhhbXBsZQ==',
};

function sampleString(schema: StringSchema): string {
  const base =
    (schema.format === undefined
      ? undefined
      : Object.hasOwn(formatSamples, schema.format)
        ? formatSamples[schema.format]
        : undefined) ?? 'string';
  const longEnough = base.padEnd(schema.minLength ?? 0, 'x');
  return schema.maxLength !== undefined && !schema.format ? longEnough.slice(0, schema.maxLength) : longEnough;
}

function sampleNumber(schema: NumberSchema): number {
  const step = schema.multipleOf ?? (schema.integer ? 1 : 0.5);
  const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + step);
  const most = schema.maximum ?? (schema.exclusiveMaximum === undefined ? undefined : schema.exclusiveMaximum - step);
  const start = least ?? Math.min(1, most ?? 1);
  return schema.multipleOf === undefined ? start : Math.ceil(start / schema.multipleOf) * schema.multipleOf;
}

function sampleArray(schema: ArraySchema, schemas: SchemaContext, visited: readonly string[]): unknown[] {
  const prefix = schema.prefix.map((item) => sampleOf(item, schemas, visited));
  const { items } = schema;
  if (!items || items.kind === 'never' || schema.maxItems === 0) return prefix;
  const wanted = Math.max(schema.minItems ?? 0, mentions(items, visited) ? 0 : 1) - prefix.length;
  return [...prefix, ...Array.from({ length: Math.max(0, wanted) }, () => sampleOf(items, schemas, visited))];
}

function sampleObject(
  schema: ObjectSchema,
  schemas: SchemaContext,
  visited: readonly string[],
): Record<string, unknown> {
  const shown = schema.properties.filter((property) => property.required || !mentions(property.schema, visited));
  return Object.fromEntries(
    shown
      .filter(({ schema: one }) => one.kind !== 'never')
      .map((property) => [property.name, sampleOf(property.schema, schemas, visited)]),
  );
}

/** Whether a sample of the schema would come back to a schema that is being sampled. */
function mentions(schema: Schema, visited: readonly string[]): boolean {
  return (
    (schema.kind === 'reference' && visited.includes(schema.name)) ||
    (schema.kind === 'array' && schema.items !== undefined && mentions(schema.items, visited))
  );
}
