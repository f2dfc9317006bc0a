import type { ErrorObject } from 'ajv';
import { isMapping } from '../read/cursor.js';
import { pointerKeys } from '../read/pointer.js';
import { closest } from '../resolve/references.js';
import { dereferenced, fieldsOf, partsOf } from './schema-parts.js';
import type { StructureErrors } from './structure.js';

/** One thing that is wrong with the structure of a document. `instancePath` is a JSON pointer without `#`. */
export type Cause = { readonly instancePath: string } & (
  | { readonly kind: 'unknown'; readonly key: string; readonly meant: string | undefined }
  | { readonly kind: 'missing'; readonly oneOf: readonly string[] }
  | { readonly kind: 'exclusive'; readonly keys: readonly string[] }
  | { readonly kind: 'name'; readonly key: string; readonly message: string }
  | { readonly kind: 'form'; readonly format: string; readonly key: string }
  | { readonly kind: 'value'; readonly message: string; readonly allowed: readonly unknown[]; readonly value: unknown }
);

const composites = new Set(['oneOf', 'anyOf', 'allOf', 'if', 'propertyNames', 'dependentSchemas']);

/** What is wrong with a document: each cause once, of all that the alternatives of a schema say about it. */
export function causesOf({ errors, schema }: StructureErrors): readonly Cause[] {
  const meant = withoutOtherAlternatives(errors, schema);
  const useful = withoutConsequences(meant, schema);
  return withoutMisspelt(joined(useful.flatMap((one) => causeOf(one, schema) ?? [])));
}

/**
 * Leaves out what alternatives say that are not meant: a Reference Object where there is no `$ref`, a security scheme
 * of another type. If none is meant, what tells them apart is what is wrong.
 */
function withoutOtherAlternatives(errors: readonly ErrorObject[], root: unknown): readonly ErrorObject[] {
  const below = byAncestors(errors);
  const dropped = new Set<ErrorObject>();
  for (const choice of errors) {
    if (choice.keyword !== 'oneOf' && choice.keyword !== 'anyOf') continue;
    const found = below.get(choice.instancePath) ?? [];
    const branches = (choice.schema as readonly unknown[]).map((branch) => dereferenced(branch, root));
    const keys = discriminators(branches);
    const isOut = branches.map((branch) => found.some((one) => rulesOut(one, choice, branch, keys)));
    const isNoneMeant = isOut.every(Boolean);
    branches.forEach((branch, index) => {
      const parts = isOut[index] ? partsOf(branch) : new Set();
      for (const one of found)
        if (
          parts.has(one.parentSchema) &&
          isOfValue(one, choice, branch) &&
          !(isNoneMeant && rulesOut(one, choice, branch, keys))
        )
          dropped.add(one);
    });
  }
  return errors.filter((one) => !dropped.has(one));
}

/** Whether an error is of the value of a choice or of one of its fields: below, the same alternatives may be there again. */
function isOfValue({ instancePath, parentSchema }: ErrorObject, choice: ErrorObject, branch: unknown): boolean {
  if (instancePath === choice.instancePath) return true;
  return parentSchema !== branch && !instancePath.slice(choice.instancePath.length + 1).includes('/');
}

/** Whether an error says that the value of a choice is not meant to be of this alternative at all. */
function rulesOut(error: ErrorObject, { instancePath: at, data }: ErrorObject, branch: unknown, keys: Keys): boolean {
  if (!isMapping(branch)) return false;
  if (error.instancePath === at && error.parentSchema === branch) {
    if (error.keyword === 'type' || ['$ref', ...keys].includes(missingField(error))) return true;
    return isMapping(data) && '$ref' in data && !requiredOf([branch]).includes('$ref');
  }
  const key = error.instancePath.slice(at.length + 1);
  return error.keyword === 'enum' && keys.includes(key) && fieldOf(branch, key) === error.parentSchema;
}

type Keys = readonly string[];

/** The fields whose values tell the alternatives apart: each lists its own. */
function discriminators(branches: readonly unknown[]): Keys {
  const lists = (branch: unknown, key: string): boolean => 'enum' in Object(fieldOf(branch, key));
  return kinds.filter((key) => branches.filter((branch) => lists(branch, key)).length > 1);
}

/** Fields of OpenAPI that state what kind of object they are in. */
const kinds = ['type', 'in'];

function fieldOf(schema: unknown, key: string): unknown {
  const properties = isMapping(schema) ? schema['properties'] : undefined;
  return isMapping(properties) ? properties[key] : undefined;
}

function missingField(error: ErrorObject): string {
  return String(error.params['missingProperty'] ?? '');
}

/** Leaves out what only follows from other errors. */
function withoutConsequences(errors: readonly ErrorObject[], root: unknown): readonly ErrorObject[] {
  const own = withoutMoot(errors.filter((one) => !isComposite(one)));
  const direct = own.filter((one) => one.keyword !== 'unevaluatedProperties');
  const unknown = own.filter((one) => one.keyword === 'unevaluatedProperties' && !isKnownField(one, root));
  const useful = [...direct, ...unknown];
  // Of a part that is not fulfilled for another reason, the validator takes no field for known.
  const unexplained = outside(byAncestors(useful), [
    ...own.filter((one) => one.keyword === 'unevaluatedProperties' && isKnownField(one, root)),
    ...errors.filter(isComposite),
  ]);
  const nested = byAncestors(unexplained);
  return [...useful, ...unexplained.filter((one) => nested.get(one.instancePath)?.[0] === one)];
}

/** The errors with none of the others at or below their place. */
function outside(others: ReadonlyMap<string, unknown>, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors.filter((one) => !others.has(one.instancePath));
}

function isKnownField(one: ErrorObject, root: unknown): boolean {
  return fieldsOf(one.parentSchema, root).has(String(one.params['unevaluatedProperty']));
}

/** Whether an error only says that those of a part were not fulfilled, or were. */
function isComposite(one: ErrorObject): boolean {
  if (one.keyword === 'not') return keysTogether(one) === undefined;
  return composites.has(one.keyword) && !isAnyMissing(one) && keysTogether(one) === undefined;
}

/** Leaves out what is said of a value that is wrong as a whole, or of a kind of object that is not stated. */
function withoutMoot(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const at = byPlace(errors);
  return errors.filter((one) => {
    if (isConditional(one) && isOfUnstatedKind(one, at)) return false;
    const others = at.get(one.instancePath) ?? [];
    // Where no status is declared, any would do.
    if (isConditional(one) && missingField(one) === 'default' && others.length > 1) return false;
    // A list of what is allowed says more than its type.
    if (others.some((other) => other.keyword === 'enum')) return one.keyword === 'enum';
    if (others.some((other) => other.keyword === 'type')) return one.keyword === 'type';
    const choice = others.find((other) => other !== one && isAnyMissing(other));
    return !choice || !partsOf(choice.schema).has(one.parentSchema);
  });
}

/** Whether a schema says it under a condition only. */
function isConditional({ schemaPath }: ErrorObject): boolean {
  return /\/(then|oneOf)\//.test(schemaPath);
}

function isOfUnstatedKind({ instancePath }: ErrorObject, at: ReadonlyMap<string, readonly ErrorObject[]>): boolean {
  const holder = instancePath.slice(0, instancePath.lastIndexOf('/'));
  return [instancePath, holder]
    .flatMap((place) => at.get(place) ?? [])
    .some((other) => !isConditional(other) && kinds.includes(missingField(other)));
}

/** Whether alternatives that each ask for one field were given none of them. */
function isAnyMissing({ keyword, schema, data }: ErrorObject): boolean {
  if (keyword !== 'oneOf' && keyword !== 'anyOf') return false;
  const branches = schema as readonly unknown[];
  return (
    branches.every((branch) => requiredOf([branch]).length === 1) &&
    !requiredOf(branches).some((key) => key in Object(data))
  );
}

function byPlace(errors: readonly ErrorObject[]): ReadonlyMap<string, readonly ErrorObject[]> {
  const found = new Map<string, ErrorObject[]>();
  for (const one of errors) {
    const list = found.get(one.instancePath);
    if (list) list.push(one);
    else found.set(one.instancePath, [one]);
  }
  return found;
}

/** The errors at or below each place. */
function byAncestors(errors: readonly ErrorObject[]): ReadonlyMap<string, readonly ErrorObject[]> {
  const found = new Map<string, ErrorObject[]>();
  for (const one of errors)
    for (let path = one.instancePath; ; path = path.slice(0, path.lastIndexOf('/'))) {
      const list = found.get(path);
      if (list) list.push(one);
      else found.set(path, [one]);
      if (path === '') break;
    }
  return found;
}

function causeOf(one: ErrorObject, root: unknown): Cause | undefined {
  const { instancePath, params, keyword, data } = one;
  const unknown = params['additionalProperty'] ?? params['unevaluatedProperty'];
  if (typeof unknown === 'string') {
    const meant = closest(unknown, [...fieldsOf(one.parentSchema, root)]);
    return { instancePath, kind: 'unknown', key: unknown, meant };
  }
  const missing = params['missingProperty'];
  if (typeof missing === 'string') return { instancePath, kind: 'missing', oneOf: [missing] };
  if (isAnyMissing(one)) return { instancePath, kind: 'missing', oneOf: requiredOf(one.schema as readonly unknown[]) };
  const together = keysTogether(one);
  if (together) return { instancePath, kind: 'exclusive', keys: together };
  const message = one.message ?? 'is not valid';
  if (one.propertyName !== undefined) return { instancePath, kind: 'name', key: one.propertyName, message };
  if (keyword === 'format') return formCause(one);
  const allowed = keyword === 'enum' ? (params['allowedValues'] as readonly unknown[]) : [];
  return { instancePath, kind: 'value', message, allowed, value: data };
}

/** Patterns and references are judged by their own readers. */
function formCause({ instancePath, params, propertyName }: ErrorObject): Cause | undefined {
  const key = propertyName ?? pointerKeys(`#${instancePath}`).at(-1) ?? '';
  if (key === '$ref' || params['format'] === 'regex') return undefined;
  return { instancePath, kind: 'form', format: String(params['format']), key };
}

/** The fields that a schema forbids beside each other: `not: { required: [example, examples] }` and its like. */
function keysTogether({ keyword, schema, params }: ErrorObject): readonly string[] | undefined {
  const passing: unknown = params['passingSchemas'];
  const passed = Array.isArray(passing) ? passing.map((index: number) => (schema as readonly unknown[])[index]) : [];
  const keys = requiredOf(keyword === 'not' ? [schema] : passed);
  return keys.length > 1 ? keys : undefined;
}

function requiredOf(rules: readonly unknown[]): readonly string[] {
  return rules.flatMap((rule) => (isMapping(rule) ? ((rule['required'] as readonly string[] | undefined) ?? []) : []));
}

/** Puts together what several alternatives say of one value. */
function joined(causes: readonly Cause[]): readonly Cause[] {
  const values = new Map<string, Cause & { readonly kind: 'value' }>();
  for (const one of causes) {
    const other = one.kind === 'value' ? values.get(one.instancePath) : undefined;
    if (one.kind !== 'value') continue;
    const messages = new Set([...(other?.message.split(' or ') ?? []), one.message]);
    const allowed = [...new Set([...(other?.allowed ?? []), ...one.allowed])];
    values.set(one.instancePath, { ...one, allowed, message: [...messages].join(' or ') });
  }
  return [...causes.filter((one) => one.kind !== 'value'), ...values.values()];
}

/** A field under a misspelt name is not missing as well. */
function withoutMisspelt(causes: readonly Cause[]): readonly Cause[] {
  const meant = new Set(causes.map((one) => one.kind === 'unknown' && `${one.instancePath} ${one.meant ?? ''}`));
  return causes.filter(
    (one) => one.kind !== 'missing' || !one.oneOf.some((key) => meant.has(`${one.instancePath} ${key}`)),
  );
}
