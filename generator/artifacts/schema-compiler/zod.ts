import type {
  AllOfSchema,
  ArraySchema,
  EnumSchema,
  NumberSchema,
  ObjectSchema,
  Property,
  Schema,
  StringSchema,
  UnionSchema,
} from '../../contract/model/schema.js';
import { code, join, symbol, trusted, type CodeSymbol, type Fragment } from '../../encode/code.js';
import { docComment, jsonLiteral, propertyKey, regularExpression, stringLiteral } from '../../encode/typescript.js';
import { mergedObject } from './all-of.js';
import { z, type SchemaContext } from './context.js';
import { selectionOf, type Selection } from './discriminator.js';
import { isExact } from './exactness.js';

/** The zod 4 expression of a schema. It accepts what the schema accepts, and drops properties that no schema names. */
export function zodExpression(schema: Schema, context: SchemaContext): Fragment {
  const base = withNull(schema, looseOrNot(schema, zodBase(schema, context)));
  return schema.default ? code`${base}.default(${jsonLiteral(schema.default.value)})` : base;
}

/** Takes what does not travel in this direction out of a value before a part that keeps or refuses it can see it. */
function withDropped(schema: ObjectSchema | AllOfSchema | UnionSchema, expression: Fragment): Fragment {
  // An object drops by itself what it does not declare, unless it says otherwise.
  const names = schema.kind === 'object' && schema.additional === 'unspecified' ? [] : (schema.dropped ?? []);
  return names.length === 0
    ? expression
    : code`${check('withoutProperties')}([${join(names.map(stringLiteral), ', ')}], ${expression})`;
}

/** Keywords without a type let values of other types pass. */
function looseOrNot(schema: Schema, expression: Fragment): Fragment {
  const isLoose = 'isLoose' in schema && schema.isLoose === true;
  return isLoose ? code`${check('ofType')}(${stringLiteral(schema.kind)}, ${expression})` : expression;
}

function withNull(schema: Schema, expression: Fragment): Fragment {
  return schema.nullable && schema.kind !== 'null' ? code`${expression}.nullable()` : expression;
}

function zodBase(schema: Schema, context: SchemaContext): Fragment {
  switch (schema.kind) {
    case 'any':
      return code`${z}.unknown()`;
    case 'never':
      return code`${z}.never()`;
    case 'null':
      return code`${z}.null()`;
    case 'boolean':
      return code`${z}.boolean()`;
    case 'string':
      return zodString(schema);
    case 'number':
      return zodNumber(schema);
    case 'enum':
      return zodEnum(schema);
    case 'array':
      return zodArray(schema, context);
    case 'object':
      return zodObject(schema, context);
    case 'union':
      return withDropped(schema, zodUnion(schema, context));
    case 'allOf':
      return zodAllOf(schema, context);
    case 'reference':
      return code`${context.value(schema.name)}`;
  }
}

/** A function of `schemas/_checks.ts`: rules of JSON Schema that zod has no word for. */
function check(name: string): CodeSymbol {
  return symbol(name, './schemas/_checks');
}

const stringFormats: Readonly<Record<string, string>> = {
  email: 'email()',
  uuid: 'guid()',
  date: 'iso.date()',
  'date-time': 'iso.datetime({ offset: true })',
  ipv4: 'ipv4()',
  ipv6: 'ipv6()',
  byte: 'base64()',
};

function zodString(schema: StringSchema): Fragment {
  if (schema.format === 'binary') return code`${check('binary')}()`;
  const format =
    schema.format === undefined || !Object.hasOwn(stringFormats, schema.format)
      ? undefined
      : stringFormats[schema.format];
  const base = code`${z}.${trusted(format ?? 'string()')}`;
  const pattern = schema.pattern === undefined ? trusted('') : code`.regex(${regularExpression(schema.pattern)})`;
  const lengths = [
    ...(schema.format === 'uri' || schema.format === 'url' ? [code`${check('uri')}()`] : []),
    ...(schema.minLength ? [code`${check('minLength')}(${schema.minLength})`] : []),
    ...(schema.maxLength === undefined ? [] : [code`${check('maxLength')}(${schema.maxLength})`]),
  ];
  return lengths.length === 0 ? code`${base}${pattern}` : code`${base}${pattern}.check(${join(lengths, ', ')})`;
}

function zodNumber(schema: NumberSchema): Fragment {
  const base = schema.integer ? (schema.format === 'int32' ? 'int32()' : 'int()') : 'number()';
  const rules = [
    ['min', schema.minimum],
    ['gt', schema.exclusiveMinimum],
    ['max', schema.maximum],
    ['lt', schema.exclusiveMaximum],
    ['multipleOf', schema.multipleOf === 0 ? undefined : schema.multipleOf],
  ] as const;
  const calls = rules.flatMap(([name, value]) => (value === undefined ? [] : [code`.${trusted(name)}(${value})`]));
  return code`${z}.${trusted(base)}${join(calls, '')}`;
}

function zodEnum(schema: EnumSchema): Fragment {
  const values = [...new Map(schema.values.map((value) => [JSON.stringify(value), value])).values()];
  const list = join(values.map(jsonLiteral), ', ');
  if (!values.every((value) => typeof value !== 'object')) return code`${check('oneOfValues')}([${list}])`;
  if (values.length === 1) return code`${z}.literal(${list})`;
  return values.every((value) => typeof value === 'string')
    ? code`${z}.enum([${list}])`
    : code`${z}.literal([${list}])`;
}

function zodArray(schema: ArraySchema, context: SchemaContext): Fragment {
  const items = schema.items ? zodExpression(schema.items, context) : code`${z}.unknown()`;
  const calls = [
    ...(schema.minItems ? [code`.min(${schema.minItems})`] : []),
    ...(schema.maxItems === undefined ? [] : [code`.max(${schema.maxItems})`]),
  ];
  const unique = schema.uniqueItems ? code`.check(${check('uniqueItems')}())` : trusted('');
  if (schema.prefix.length === 0) return code`${z}.array(${items})${join(calls, '')}${unique}`;
  const prefix = schema.prefix.map((item) => code`${zodExpression(item, context)}.optional()`);
  const rest = schema.items?.kind === 'never' ? trusted('') : code`, ${items}`;
  const bounds = [
    ...(schema.minItems ? [code`${check('minItems')}(${schema.minItems})`] : []),
    ...(schema.maxItems === undefined ? [] : [code`${check('maxItems')}(${schema.maxItems})`]),
  ];
  const bounded = bounds.length === 0 ? trusted('') : code`.check(${join(bounds, ', ')})`;
  return code`${z}.tuple([${join(prefix, ', ')}]${rest})${bounded}${unique}`;
}

function zodObject(schema: ObjectSchema, context: SchemaContext): Fragment {
  const counts = [
    ...(schema.minProperties ? [code`${check('minProperties')}(${schema.minProperties})`] : []),
    ...(schema.maxProperties === undefined ? [] : [code`${check('maxProperties')}(${schema.maxProperties})`]),
  ];
  const bounds = counts.length === 0 ? trusted('') : code`.check(${join(counts, ', ')})`;
  if (schema.properties.length === 0 && schema.additional !== false && !isEmptied(schema)) {
    // A map: without declared properties, an object that says nothing of others is open.
    const keys = schema.propertyNames ? zodExpression(schema.propertyNames, context) : code`${z}.string()`;
    const values =
      typeof schema.additional === 'object' ? zodExpression(schema.additional, context) : code`${z}.unknown()`;
    const record = trusted(schema.propertyNames ? 'partialRecord' : 'record');
    return withDropped(schema, code`${z}.${record}(${keys}, ${values})${bounds}`);
  }
  const shape = code`{${join(
    schema.properties.map((property) => zodProperty(property, context)),
    '',
  )}}`;
  const object = withDropped(schema, zodShape(schema, shape, bounds, context));
  const inherits = schema.properties.some(({ name }) => name !== '__proto__' && name in {});
  return inherits ? code`${check('ownProperties')}(${object})` : object;
}

/** Whether an object declares nothing because all it declares travels in the other direction: it is no map. */
function isEmptied({ additional, dropped }: ObjectSchema): boolean {
  return additional === 'unspecified' && dropped !== undefined;
}

function zodShape(schema: ObjectSchema, shape: Fragment, bounds: Fragment, context: SchemaContext): Fragment {
  switch (schema.additional) {
    case 'unspecified':
      return code`${z}.object(${shape})${bounds}`;
    case true:
      return code`${z}.looseObject(${shape})${bounds}`;
    case false:
      return code`${z}.strictObject(${shape})${bounds}`;
    default:
      return code`${z}.object(${shape}).catchall(${zodExpression(schema.additional, context)})${bounds}`;
  }
}

function zodProperty(property: Property, context: SchemaContext): Fragment {
  const schema = presentSchema(property);
  const optional = property.required || schema.default ? trusted('') : trusted('.optional()');
  const comment = docComment(schema.description ?? schema.title, schema.deprecated ? '@deprecated' : undefined);
  const documented = comment.parts[0] === '' ? trusted('\n') : code`\n${comment}\n`;
  return code`${documented}${propertyKey(property.name)}: ${zodExpression(schema, context)}${optional},`;
}

/** The schema of a property or parameter. What is required must be sent: its default is for documentation only. */
export function presentSchema({ required, schema }: Pick<Property, 'required' | 'schema'>): Schema {
  return required && schema.default ? { ...schema, default: undefined } : schema;
}

function zodUnion(schema: UnionSchema, context: SchemaContext): Fragment {
  const selection = selectionOf(schema, context);
  if (schema.base && selection) return zodSelection(selection, context);
  const alternatives = schema.base ? [...schema.members, schema.base] : schema.members;
  const members = alternatives.map((member) => zodExpression({ ...member, default: undefined }, context));
  const [only] = members;
  if (!only) return code`${z}.never()`;
  if (members.length === 1) return only;
  const unchecked = alternatives.flatMap((member, index) => (isExact(member, context) ? [] : [index]));
  const isVague = schema.exclusive && unchecked.length > 0;
  const holdsKeys = alternatives.filter((member) => mayHoldKeys(member, context)).length > 1;
  const otherwise = alternatives.findIndex((member) => member === selection?.otherwise);
  const list = code`[${join(members, ', ')}]`;
  if (!holdsKeys && !selection && !isVague) return code`${z}.${trusted(schema.exclusive ? 'xor' : 'union')}(${list})`;
  const options = [
    ...(selection ? [code`chosenBy: ${choicesOf(schema, selection)}`] : []),
    ...(otherwise === -1 ? [] : [code`otherwise: ${otherwise}`]),
    ...(isVague ? [code`unchecked: ${jsonLiteral(unchecked)}`] : []),
  ];
  const further = options.length > 0 ? code`, { ${join(options, ', ')} }` : trusted('');
  return code`${check(schema.exclusive ? 'oneOf' : 'anyOf')}(${list}${further})`;
}

/** The discriminator: its property, and for each member the values that choose it. */
function choicesOf({ members }: UnionSchema, selection: Selection): Fragment {
  const values = members.map((member) =>
    selection.members.filter(([, one]) => one === member).map(([value]) => stringLiteral(value)),
  );
  const lists = values.map((list) => code`[${join(list, ', ')}]`);
  return code`[${stringLiteral(selection.property)}, ${join(lists, ', ')}]`;
}

/** A parent that stands for those that inherit from it: which one is told by the value of a property. */
function zodSelection({ property, members, otherwise }: Selection, context: SchemaContext): Fragment {
  const entries = members.map(([value, member]) => code`${propertyKey(value)}: ${zodExpression(member, context)}`);
  const rest = otherwise ? code`, ${zodExpression({ ...otherwise, default: undefined }, context)}` : trusted('');
  return code`${check('discriminated')}(${stringLiteral(property)}, { ${join(entries, ', ')} }${rest})`;
}

/** Whether a value of the schema may be an object, or hold one, whose keys another member may declare as well. */
function mayHoldKeys(schema: Schema, context: SchemaContext, depth = 0): boolean {
  switch (schema.kind) {
    case 'object':
    case 'allOf':
      return true;
    case 'array':
      return [...schema.prefix, ...(schema.items ? [schema.items] : [])].some((item) =>
        mayHoldKeys(item, context, depth),
      );
    case 'union':
      return schema.members.some((member) => mayHoldKeys(member, context, depth));
    case 'reference': {
      const target = context.find(schema.name);
      return depth > 8 || (target !== undefined && mayHoldKeys(target, context, depth + 1));
    }
    default:
      return false;
  }
}

/** An object that only refuses further properties: beside parts that are no objects it would refuse all of theirs. */
function closesOnly(schema: Schema): boolean {
  return schema.kind === 'object' && schema.additional === false && schema.properties.length === 0;
}

function zodAllOf(schema: AllOfSchema, context: SchemaContext): Fragment {
  const object = mergedObject(schema, context);
  if (object) return looseOrNot(object, zodObject(object, context));
  const members = schema.members
    .filter((member) => member.kind !== 'any' && !closesOnly(member))
    .map((member) => zodPart({ ...member, default: undefined }, context));
  const [first] = members;
  if (!first) return code`${z}.unknown()`;
  return withDropped(schema, members.length === 1 ? first : code`${check('allOf')}([${join(members, ', ')}])`);
}

/** A part of an allOf. An object that names no property adds none: as a map it would keep whatever is sent. */
function zodPart(schema: Schema, context: SchemaContext): Fragment {
  const namesNothing =
    schema.kind === 'object' &&
    schema.properties.length === 0 &&
    schema.additional === 'unspecified' &&
    schema.propertyNames === undefined &&
    !schema.minProperties &&
    schema.maxProperties === undefined;
  return namesNothing ? withNull(schema, looseOrNot(schema, code`${z}.object({})`)) : zodExpression(schema, context);
}
