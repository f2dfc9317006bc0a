import type { Location } from '../../diagnostics/diagnostic.js';

/** What every schema may carry beside its constraints. */
export interface Annotations {
  readonly at: Location;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  /** Examples of the author, as data. */
  readonly examples: readonly unknown[];
  /** A default of the author that fits the schema. */
  readonly default: { readonly value: unknown } | undefined;
  /** Whether null is allowed as well. */
  readonly nullable: boolean;
  /** Of a property: whether only answers hold it (`readOnly`), or only requests (`writeOnly`). */
  readonly readOnly?: boolean | undefined;
  readonly writeOnly?: boolean | undefined;
  readonly discriminator?: Discriminator | undefined;
  /** Whether a keyword of it is not checked, so that its model may accept what the contract refuses. */
  readonly isInexact?: boolean | undefined;
}

/** Keywords of one type. Where no `type` stands beside them, values of other types pass (JSON Schema, 6). */
interface Typed {
  readonly isLoose?: boolean | undefined;
}

/** Which schema a value is of, by the value of one of its properties. */
export interface Discriminator {
  readonly property: string;
  /** Values and the emitted names of the schemas they select; others are selected by their names in the contract. */
  readonly mapping: readonly (readonly [value: string, name: string])[];
  /** The schema of a value that selects none. */
  readonly otherwise: string | undefined;
}

/**
 * A JSON Schema in one dialect: OpenAPI 3.0's and 3.1's ways of saying a thing have become one.
 * `kind` decides what a value must be; there is no schema whose kind depends on the value.
 */
export type Schema =
  | AnySchema
  | NeverSchema
  | StringSchema
  | NumberSchema
  | BooleanSchema
  | NullSchema
  | EnumSchema
  | ArraySchema
  | ObjectSchema
  | UnionSchema
  | AllOfSchema
  | ReferenceSchema;

export interface AnySchema extends Annotations {
  readonly kind: 'any';
}

export interface NeverSchema extends Annotations {
  readonly kind: 'never';
}

export interface StringSchema extends Annotations, Typed {
  readonly kind: 'string';
  /** In code points, as JSON Schema counts. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: string | undefined;
  readonly format: string | undefined;
}

export interface NumberSchema extends Annotations, Typed {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: number | undefined;
  readonly exclusiveMaximum: number | undefined;
  readonly multipleOf: number | undefined;
  readonly format: string | undefined;
}

export interface BooleanSchema extends Annotations {
  readonly kind: 'boolean';
}

export interface NullSchema extends Annotations {
  readonly kind: 'null';
}

/** `enum`, and `const` as an enum of one. */
export interface EnumSchema extends Annotations {
  readonly kind: 'enum';
  readonly values: readonly unknown[];
}

export interface ArraySchema extends Annotations, Typed {
  readonly kind: 'array';
  readonly prefix: readonly Schema[];
  /** What the items after the prefix must be. */
  readonly items: Schema | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly uniqueItems: boolean;
}

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface ObjectSchema extends Annotations, Typed {
  readonly kind: 'object';
  /** In the author's order. A name that is only required has a schema of kind `any`. */
  readonly properties: readonly Property[];
  /** `unspecified` accepts further properties and drops them; true keeps them; false refuses them. */
  readonly additional: boolean | 'unspecified' | Schema;
  /** What the names of further properties must be; only read where no property is declared. */
  readonly propertyNames: Schema | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
  /** Names of properties that do not travel in this direction: what is sent under them is dropped. */
  readonly dropped?: readonly string[] | undefined;
}

/** `oneOf` and `anyOf`. */
export interface UnionSchema extends Annotations {
  readonly kind: 'union';
  /** Whether exactly one member must match (`oneOf`). */
  readonly exclusive: boolean;
  readonly members: readonly Schema[];
  /** Of a schema that stands for those that inherit from it: what they inherit. */
  readonly base?: Schema | undefined;
  /** Names of properties that do not travel in this direction, where a member would let them pass. */
  readonly dropped?: readonly string[] | undefined;
}

export interface AllOfSchema extends Annotations {
  readonly kind: 'allOf';
  readonly members: readonly Schema[];
  /** Names of properties that do not travel in this direction, of all members. */
  readonly dropped?: readonly string[] | undefined;
}

/** A reference to a named schema of the contract. */
export interface ReferenceSchema extends Annotations {
  readonly kind: 'reference';
  /** The emitted name. */
  readonly name: string;
}

/** Whether a value of a JSON type passes a schema because its keywords are about another type. */
export function isBeside(schema: Schema, value: unknown): boolean {
  return 'isLoose' in schema && schema.isLoose === true && jsonType(value) !== schema.kind;
}

/** The type of a JSON value. */
function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The schemas directly inside a schema. */
export function schemaChildren(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case 'array':
      return schema.items ? [...schema.prefix, schema.items] : schema.prefix;
    case 'object':
      return [
        ...schema.properties.map((property) => property.schema),
        ...(typeof schema.additional === 'object' ? [schema.additional] : []),
        ...(schema.propertyNames ? [schema.propertyNames] : []),
      ];
    case 'union':
      return schema.base ? [...schema.members, schema.base] : schema.members;
    case 'allOf':
      return schema.members;
    default:
      return [];
  }
}

/** The names of all schemas that a schema refers to, directly or inside its parts. */
export function referencedNames(schema: Schema, into: Set<string> = new Set()): Set<string> {
  if (schema.kind === 'reference') into.add(schema.name);
  for (const part of schemaChildren(schema)) referencedNames(part, into);
  return into;
}
