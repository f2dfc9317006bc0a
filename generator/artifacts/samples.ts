import type { ArraySchema, NumberSchema, ObjectSchema, Schema, StringSchema } from '../contract/model/schema.js';
import { accepts, expressionOf } from './schema-compiler/accepts.js';
import { mergedObject } from './schema-compiler/all-of.js';
import type { SchemaContext } from './schema-compiler/context.js';
import { selectionOf, type Selection } from './schema-compiler/discriminator.js';

/**
 * A value that a schema accepts, for documentation, mocks and tests: the author's example where one is valid, else the
 * smallest value that the constraints allow. Patterns that nothing simple meets, and rules that contradict each other,
 * leave a value that is not valid: `accepts` tells.
 */
export function sampleOf(schema: Schema, schemas: SchemaContext, visited: readonly string[] = []): unknown {
  const example = schema.examples.find((one) => accepts(schema, one, schemas));
  if (example !== undefined) return example;
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
      if (schema.base) return sampleOf(schema.base, schemas, visited);
      const finite = schema.members.filter((member) => !mentions(member, visited));
      const samples = (finite.length > 0 ? finite : schema.members).map((one) => sampleOf(one, schemas, visited));
      // Of a oneOf, the sample of a member may match another one too.
      return samples.find((one) => accepts(schema, one, schemas)) ?? samples[0] ?? null;
    }
    case 'allOf': {
      const object = mergedObject(schema, schemas);
      if (object) return sampleObject(object, schemas, visited);
      const parts = schema.members.map((member) => {
        return member.kind === 'enum' ? member.values : [sampleOf(member, schemas, visited)];
      });
      const fitting = parts.flat().find((part) => accepts(schema, part, schemas));
      if (fitting !== undefined) return fitting;
      const firsts = parts.map(([first]) => first);
      const areObjects = firsts.every((part) => typeof part === 'object' && part !== null && !Array.isArray(part));
      return areObjects ? Object.assign({}, ...firsts) : firsts.at(-1);
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
  const text = schema.maxLength !== undefined && !schema.format ? longEnough.slice(0, schema.maxLength) : longEnough;
  return schema.pattern === undefined ? text : (matchingText(schema, text) ?? text);
}

/** Most patterns are met by an everyday word, or by one character again and again. */
function matchingText({ pattern = '', minLength = 0, maxLength = 64 }: StringSchema, text: string): string | undefined {
  const expression = expressionOf(pattern);
  const words = [
    text,
    'example',
    'Example',
    'example-1',
    'example.com',
    '/example',
    'https://example.com/',
    '+12025550123',
  ];
  const lengths = Array.from({ length: 64 }, (_, index) => index + 1);
  const runs = lengths.flatMap((length) => ['a', 'A', '1', '0'].map((one) => one.repeat(length)));
  return [...words, '#a1b2c3', '1.0.0', '2026-01-31', ...runs].find(
    (one) => one.length >= minLength && one.length <= maxLength && expression.test(one),
  );
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
      .map((property) => ({ property, sample: sampleOf(property.schema, schemas, visited) }))
      // What may be left out is, rather than be wrong.
      .filter(({ property, sample }) => property.required || accepts(property.schema, sample, schemas))
      .map(({ property, sample }) => [property.name, sample]),
  );
}

/** Whether a sample of the schema would come back to a schema that is being sampled. */
function mentions(schema: Schema, visited: readonly string[]): boolean {
  return (
    (schema.kind === 'reference' && visited.includes(schema.name)) ||
    (schema.kind === 'array' && schema.items !== undefined && mentions(schema.items, visited))
  );
}
