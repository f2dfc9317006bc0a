import {
  isBeside,
  type ArraySchema,
  type NumberSchema,
  type ObjectSchema,
  type Schema,
  type StringSchema,
  type UnionSchema,
} from '../../contract/model/schema.js';
import { mergedObject } from './all-of.js';
import type { SchemaContext } from './context.js';
import { selectionOf, type Selection } from './discriminator.js';
import { isExact } from './exactness.js';

/**
 * Whether a value is one that the emitted model accepts, told without running the model: for examples and samples,
 * which documentation, mocks and tests must be able to rely on.
 */
export function accepts(schema: Schema, value: unknown, context: SchemaContext): boolean {
  if ((value === null && schema.nullable) || (value !== undefined && isBeside(schema, value))) return true;
  if ('dropped' in schema && schema.dropped && isRecord(value)) {
    const { dropped, ...rest } = schema;
    const kept = Object.entries(value).filter(([name]) => !dropped.includes(name));
    return accepts(rest, Object.fromEntries(kept), context);
  }
  switch (schema.kind) {
    case 'any':
      return value !== undefined;
    case 'never':
      return false;
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string' && acceptsString(schema, value);
    case 'number':
      return typeof value === 'number' && acceptsNumber(schema, value);
    case 'enum':
      return schema.values.some((one) => equal(one, value));
    case 'array':
      return Array.isArray(value) && acceptsArray(schema, value, context);
    case 'object':
      return isRecord(value) && acceptsObject(schema, value, context);
    case 'union':
      return acceptsUnion(schema, value, context);
    case 'allOf': {
      const object = mergedObject(schema, context);
      if (object) return accepts(object, value, context);
      return schema.members.every((member) => accepts(member, value, context));
    }
    case 'reference': {
      const target = context.find(schema.name);
      return target !== undefined && accepts(target, value, context);
    }
  }
}

/** Near enough to the models' own checks to tell the examples of authors from mistakes. */
const formats: Readonly<Record<string, (value: string) => boolean>> = {
  email: (value) => /^[A-Za-z0-9_+'-]+(\.[A-Za-z0-9_+'-]+)*@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/.test(value),
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value),
  'date-time': (value) =>
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    isDay(value.slice(0, 10)),
  ipv4: (value) => /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/.test(value),
  ipv6: (value) => URL.canParse(`http://[${value}]/`),
  byte: (value) => /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
  uri: (value) => !/\s/.test(value) && URL.canParse(value),
  url: (value) => !/\s/.test(value) && URL.canParse(value),
};

function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function acceptsString({ format, pattern, minLength = 0, maxLength }: StringSchema, value: string): boolean {
  const length = [...value].length;
  if (length < minLength || (maxLength !== undefined && length > maxLength)) return false;
  if (format !== undefined && Object.hasOwn(formats, format) && !formats[format]?.(value)) return false;
  return pattern === undefined || expressionOf(pattern).test(value);
}

/** A pattern as the models read it: with the `u` flag wherever the pattern allows it. */
export function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

function acceptsNumber(schema: NumberSchema, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (schema.integer && !Number.isSafeInteger(value)) return false;
  if (schema.integer && schema.format === 'int32' && value !== Math.trunc(value | 0)) return false;
  if (minimum !== undefined && value < minimum) return false;
  if (maximum !== undefined && value > maximum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false;
  if (!multipleOf) return Number.isFinite(value);
  const times = value / multipleOf;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

function acceptsArray(schema: ArraySchema, value: readonly unknown[], context: SchemaContext): boolean {
  const { prefix, items, minItems = 0, maxItems } = schema;
  if (value.length < minItems || (maxItems !== undefined && value.length > maxItems)) return false;
  if (schema.uniqueItems && new Set(value.map(canonical)).size < value.length) return false;
  return value.every((item, index) => {
    const rule = prefix[index] ?? items;
    return rule === undefined || accepts(rule, item, context);
  });
}

function acceptsObject(
  schema: ObjectSchema,
  value: Readonly<Record<string, unknown>>,
  context: SchemaContext,
): boolean {
  const keys = Object.keys(value);
  if (keys.length < (schema.minProperties ?? 0) || keys.length > (schema.maxProperties ?? Infinity)) return false;
  const declared = new Map(schema.properties.map((property) => [property.name, property]));
  for (const { name, required, schema: one } of declared.values()) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined ? required : !accepts(one, given, context)) return false;
  }
  const { additional, propertyNames } = schema;
  return keys
    .filter((key) => !declared.has(key))
    .every((key) => {
      if (propertyNames && !accepts(propertyNames, key, context)) return false;
      return typeof additional === 'object' ? accepts(additional, value[key], context) : additional !== false;
    });
}

function acceptsUnion(schema: UnionSchema, value: unknown, context: SchemaContext): boolean {
  const selection = selectionOf(schema, context);
  if (schema.base) return selection ? acceptsChoice(selection, value, context) : accepts(schema.base, value, context);
  if (selection && acceptsChoice(selection, value, context)) return true;
  const matching = schema.members.filter((member) => accepts(member, value, context));
  if (!schema.exclusive || schema.members.length === 1) return matching.length > 0;
  return matching.length > 0 && matching.filter((member) => isExact(member, context)).length <= 1;
}

/** Whether the member that the discriminator chooses accepts the value. */
function acceptsChoice({ property, members, otherwise }: Selection, value: unknown, context: SchemaContext): boolean {
  if (!isRecord(value)) return false;
  const chosen = members.find(([one]) => one === value[property])?.[1] ?? otherwise;
  return chosen !== undefined && accepts(chosen, value, context);
}

function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  const compound = typeof left === 'object' && typeof right === 'object';
  return compound && canonical(left) === canonical(right);
}

/** JSON with sorted keys: equal values have equal texts. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, item: unknown) =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
