import type { Schema } from '../../contract/model/schema.js';
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
      return object ? parameterType(object, context, depth) : trusted("'any'");
    }
    case 'reference': {
      const target = context.find(schema.name);
      return target ? parameterType(target, context, depth + 1) : trusted("'any'");
    }
    default:
      return trusted("'any'");
  }
}

/** The types of an object's properties, as an object literal; an empty one where the schema is no object. */
export function propertyTypes(schema: Schema, context: SchemaContext, depth = 0): Fragment {
  const target = schema.kind === 'reference' ? context.find(schema.name) : schema;
  const object = target?.kind === 'allOf' ? mergedObject(target, context) : target;
  if (object?.kind !== 'object') return trusted('{}');
  const entries = object.properties.map(
    (property) => code`${propertyKey(property.name)}: ${parameterType(property.schema, context, depth)}`,
  );
  return code`{ ${join(entries, ', ')} }`;
}

function enumType(values: readonly unknown[]): Fragment {
  const types = new Set(values.map((value) => typeof value));
  const [only] = types;
  return trusted(
    types.size === 1 && (only === 'string' || only === 'number' || only === 'boolean') ? `'${only}'` : "'any'",
  );
}
