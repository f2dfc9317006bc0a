import type { Property, Schema } from '../../contract/model/schema.js';
import { code, join, trusted, type Fragment } from '../../encode/code.js';
import { propertyKey } from '../../encode/typescript.js';
import { mergedObject } from './all-of.js';
import type { SchemaContext } from './context.js';

/**
 * How the text of a parameter or form field becomes a value: the runtime's `ParameterType`. Text that does not fit
 * stays text, so that the model names the field.
 */
export function parameterType(schema: Schema, context: SchemaContext, depth = 0): Fragment {
  if (depth > 4) return trusted("'any'");
  switch (schema.kind) {
    case 'string':
      return trusted("'string'");
    case 'number':
      return trusted("'number'");
    case 'boolean':
      return trusted("'boolean'");
    case 'enum':
      return enumType(schema.values);
    case 'array':
      return code`{ array: ${schema.items ? parameterType(schema.items, context, depth + 1) : trusted("'any'")} }`;
    case 'object':
      return code`{ object: ${propertyTypes(schema, context, depth + 1)} }`;
    case 'allOf': {
      const object = mergedObject(schema, context);
      if (object) return parameterType(object, context, depth);
      // Every part must hold: the first that tells a type tells it for all.
      const types = schema.members.map((member) => parameterType(member, context, depth + 1));
      return types.find((type) => !isAny(type)) ?? trusted("'any'");
    }
    case 'union':
      return anyOf(schema.members.map((member) => parameterType(member, context, depth + 1)));
    case 'reference': {
      const target = context.find(schema.name);
      return target ? parameterType(target, context, depth + 1) : trusted("'any'");
    }
    default:
      return trusted("'any'");
  }
}

/**
 * The types of an object's properties, as an object literal; an empty one where the schema is no object. Of a union each
 * property has the types that its members give it.
 */
export function propertyTypes(schema: Schema, context: SchemaContext, depth = 0): Fragment {
  const types = new Map<string, Fragment[]>();
  for (const { name, schema: one } of propertiesOf(schema, context, depth)) {
    types.set(name, [...(types.get(name) ?? []), parameterType(one, context, depth)]);
  }
  const entries = [...types].map(([name, found]) => code`${propertyKey(name)}: ${anyOf(found)}`);
  return code`{ ${join(entries, ', ')} }`;
}

function propertiesOf(schema: Schema, context: SchemaContext, depth: number): readonly Property[] {
  if (depth > 8) return [];
  switch (schema.kind) {
    case 'object':
      return schema.properties;
    case 'allOf': {
      const object = mergedObject(schema, context);
      const parts = object ? [object] : schema.members;
      return parts.flatMap((part) => propertiesOf(part, context, depth + 1));
    }
    case 'union':
      return [...schema.members, ...(schema.base ? [schema.base] : [])].flatMap((member) =>
        propertiesOf(member, context, depth + 1),
      );
    case 'reference': {
      const target = context.find(schema.name);
      return target ? propertiesOf(target, context, depth + 1) : [];
    }
    default:
      return [];
  }
}

function enumType(values: readonly unknown[]): Fragment {
  const types = [...new Set(values.map((value) => typeof value))];
  return anyOf(types.map((type) => trusted(isScalar(type) ? `'${type}'` : "'any'")));
}

function isScalar(type: string): boolean {
  return type === 'string' || type === 'number' || type === 'boolean';
}

/** Of several types each once: those that text must have a form for come first, text itself last. */
function anyOf(types: readonly Fragment[]): Fragment {
  const byText = new Map(types.map((type) => [type.parts.join(''), type]));
  const [only] = byText.values();
  if (only === undefined || byText.size === 1) return only ?? trusted("'any'");
  const rank = (text: string): number => (text === "'string'" || text === "'any'" ? 1 : 0);
  const sorted = [...byText].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)).map(([, type]) => type);
  // How an object or a list is written depends on its type alone: among several only scalars can be told apart.
  return sorted.every((type) => type.parts.join('').startsWith("'"))
    ? code`{ anyOf: [${join(sorted, ', ')}] }`
    : trusted("'any'");
}

function isAny({ parts }: Fragment): boolean {
  return parts.join('') === "'any'";
}
