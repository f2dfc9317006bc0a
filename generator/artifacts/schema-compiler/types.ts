import type { ObjectSchema, Property, Schema } from '../../contract/model/schema.js';
import { code, join, trusted, type Fragment } from '../../encode/code.js';
import { docComment, jsonLiteral, propertyKey } from '../../encode/typescript.js';
import { mergedObject } from './all-of.js';
import type { SchemaContext } from './context.js';

/**
 * The TypeScript type of a schema. Only recursive schemas need it: TypeScript cannot infer a type from an expression
 * that mentions itself.
 */
export function typeExpression(schema: Schema, context: SchemaContext): Fragment {
  const own = typeBase(schema, context);
  const base = 'isLoose' in schema && schema.isLoose ? looseType(schema.kind, own) : own;
  return schema.nullable && schema.kind !== 'null' ? code`${base} | null` : base;
}

/** The type of keywords that constrain values of one type: what is of another type may be anything. */
function looseType(kind: Schema['kind'], own: Fragment): Fragment {
  if (kind !== 'object' && kind !== 'array') return trusted('unknown');
  const other = kind === 'object' ? 'unknown[]' : '{ [key: string]: unknown }';
  return code`(${own} | string | number | boolean | null | ${trusted(other)})`;
}

function typeBase(schema: Schema, context: SchemaContext): Fragment {
  switch (schema.kind) {
    case 'any':
      return trusted('unknown');
    case 'never':
      return trusted('never');
    case 'null':
      return trusted('null');
    case 'boolean':
      return trusted('boolean');
    case 'string':
      return trusted(schema.format === 'binary' ? 'string | Uint8Array' : 'string');
    case 'number':
      return trusted('number');
    case 'enum':
      return schema.values.every((value) => typeof value !== 'object')
        ? join(schema.values.map(jsonLiteral), ' | ')
        : trusted('unknown');
    case 'array':
      return typeArray(schema, context);
    case 'object':
      return typeObject(schema, context);
    case 'union':
      return schema.members.length === 0
        ? trusted('never')
        : code`(${join(
            [...schema.members, ...(schema.base ? [schema.base] : [])].map((member) => typeExpression(member, context)),
            ' | ',
          )})`;
    case 'allOf': {
      const object = mergedObject(schema, context);
      if (object) return typeObject(object, context);
      const members = schema.members
        .filter((member) => member.kind !== 'any')
        .map((member) => code`(${typeExpression(member, context)})`);
      return members.length === 0 ? trusted('unknown') : join(members, ' & ');
    }
    case 'reference':
      return code`${context.type(schema.name)}`;
  }
}

function typeArray(schema: Schema & { kind: 'array' }, context: SchemaContext): Fragment {
  const items = schema.items ? typeExpression(schema.items, context) : trusted('unknown');
  if (schema.prefix.length === 0) return code`(${items})[]`;
  const prefix = schema.prefix.map((item) => code`(${typeExpression(item, context)})?`);
  const rest = schema.items?.kind === 'never' ? trusted('') : code`, ...(${items})[]`;
  return code`[${join(prefix, ', ')}${rest}]`;
}

function typeObject(schema: ObjectSchema, context: SchemaContext): Fragment {
  const further =
    typeof schema.additional === 'object' ? typeExpression(schema.additional, context) : trusted('unknown');
  if (schema.properties.length === 0 && schema.additional === 'unspecified' && schema.dropped)
    return trusted('Record<never, never>');
  if (schema.properties.length === 0 && schema.additional !== false) return code`{ [key: string]: ${further} }`;
  const open = schema.additional === true || typeof schema.additional === 'object';
  const index = open ? code`\n[key: string]: unknown;` : trusted('');
  return code`{${join(
    schema.properties.map((property) => typeProperty(property, context)),
    '',
  )}${index}}`;
}

function typeProperty(property: Property, context: SchemaContext): Fragment {
  const { schema } = property;
  const comment = docComment(schema.description ?? schema.title, schema.deprecated ? '@deprecated' : undefined);
  const documented = comment.parts[0] === '' ? trusted('\n') : code`\n${comment}\n`;
  const optional = property.required || schema.default ? '' : '?';
  const absent = optional === '' ? trusted('') : trusted(' | undefined');
  return code`${documented}${propertyKey(property.name)}${trusted(optional)}: ${typeExpression(schema, context)}${absent};`;
}
