import {
  fillTemplate,
  namesFields,
  type ErrorEntry,
  type ErrorFactValues,
  type ErrorTemplate,
} from '../../contract/model/error-template.js';
import type { ArraySchema, ObjectSchema, Property, Schema, UnionSchema } from '../../contract/model/schema.js';
import type { Location } from '../../diagnostics/diagnostic.js';
import { accepts } from '../schema-compiler/accepts.js';
import { mergedObject } from '../schema-compiler/all-of.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import {
  bareName,
  envelopeNames,
  fieldMessageNames,
  fieldNames,
  flags,
  listNames,
  problemRoles,
  roles,
  type Role,
} from './roles.js';

/** A part of an error schema that must be there, and that nothing known can fill. */
export interface Missing {
  readonly at: Location;
  /** The property within the body: `error.code`; empty for the body as a whole. */
  readonly path: string;
  /** Whether it is the time, which a gateway does not know. */
  readonly isTime?: boolean;
}

/** How a schema of errors is filled. What is missing is left out of the template. */
export interface Derived {
  /** Undefined where nothing of it can be filled. */
  readonly template: ErrorTemplate | undefined;
  readonly missing: readonly Missing[];
}

/** What deriving goes by. */
export interface Errors {
  readonly schemas: SchemaContext;
  /** Errors that the template must fit. */
  readonly samples: readonly ErrorFactValues[];
  /** Whether the samples stand for errors of the service, whose codes only it knows. */
  readonly ofService: boolean;
  readonly mediaType: string;
}

/** Where the derivation stands in the body. */
interface Place {
  readonly path: readonly string[];
  readonly visited: readonly string[];
}

/** A template that says something: it holds a code or a message. */
interface Part extends Derived {
  readonly speaks: boolean;
}

/**
 * How the backend fills a schema of its contract's errors, told by the names and the types of the properties where these
 * leave no doubt. Nothing is made up for what must be there and has no known meaning.
 */
export function deriveTemplate(schema: Schema, errors: Errors): Derived {
  const { template, missing } = whole(schema, errors, { path: [], visited: [] });
  if (template && missing.length === 0 && !errors.ofService && !fits(schema, template, errors)) {
    return { template, missing: [{ at: schema.at, path: '' }] };
  }
  return { template, missing };
}

const silent = { speaks: false } as const;

function unknown(schema: Schema, place: Place): Part {
  return { ...silent, template: undefined, missing: [missingAt(schema, place)] };
}

function missingAt({ at }: Schema, { path }: Place): Missing {
  return { at, path: path.join('.') };
}

function known(template: ErrorTemplate, speaks = false): Part {
  return { template, missing: [], speaks };
}

/** A schema that is an error as a whole: the body, what an envelope holds, an item of a list. */
function whole(schema: Schema, errors: Errors, place: Place): Part {
  switch (schema.kind) {
    case 'reference': {
      const target = errors.schemas.find(schema.name);
      if (!target || place.visited.includes(schema.name)) return unknown(schema, place);
      return whole(target, errors, { ...place, visited: [...place.visited, schema.name] });
    }
    case 'object':
      return objectPart(schema, errors, place);
    case 'allOf': {
      const merged = mergedObject(schema, errors.schemas);
      const [only, ...others] = schema.members.filter(({ kind }) => kind !== 'any');
      if (!merged && only && others.length === 0) return whole(only, errors, place);
      return merged ? objectPart(merged, errors, place) : unknown(schema, place);
    }
    case 'union':
      return unionPart(schema, errors, place);
    case 'array': {
      const item = schema.items && whole(schema.items, errors, { ...place, path: [...place.path, '0'] });
      return item?.template ? { ...item, template: { kind: 'list', items: [item.template] } } : unknown(schema, place);
    }
    case 'string':
      return fits(schema, message, errors) ? known(message, true) : unknown(schema, place);
    case 'enum':
      return schema.values.length === 1 ? known({ kind: 'constant', value: schema.values[0] }) : unknown(schema, place);
    case 'null':
      return known({ kind: 'constant', value: null });
    default:
      return unknown(schema, place);
  }
}

const message: ErrorTemplate = { kind: 'fact', fact: 'message' };
const fieldAndMessage: ErrorTemplate = {
  kind: 'text',
  parts: [{ fact: 'field' }, ': ', { fact: 'fieldMessage' }],
};

/** The member that says most: for faults of fields one that names them, and for all other errors one that does not. */
function unionPart(schema: UnionSchema, errors: Errors, place: Place): Part {
  const parts = schema.members.map((member) => whole(member, errors, place));
  const complete = parts.flatMap((part) => (part.template && part.missing.length === 0 ? [part] : []));
  const accepted = (template: ErrorTemplate | undefined, withFields: boolean): boolean =>
    template !== undefined && fits(schema, template, only(errors, withFields));
  const naming = complete.filter(({ template }) => template && namesFields(template));
  const others = complete.filter((part) => !naming.includes(part));
  const general = [...others, ...naming].find(({ template }) => accepted(template, false));
  const forFields = [...naming, ...complete].find(({ template }) => accepted(template, true));
  const hasFields = errors.samples.some(({ fields }) => fields !== undefined);
  const speaks = (general ?? forFields)?.speaks ?? false;
  if (general?.template && (!hasFields || forFields === general)) return known(general.template, speaks);
  if (forFields?.template && general?.template) {
    return known({ kind: 'byFields', fields: forFields.template, general: general.template }, speaks);
  }
  const [least] = parts.toSorted((a, b) => a.missing.length - b.missing.length);
  if (!least || least.missing.length === 0) return unknown(schema, place);
  return least;
}

function only(errors: Errors, withFields: boolean): Errors {
  return { ...errors, samples: errors.samples.filter(({ fields }) => (fields !== undefined) === withFields) };
}

function objectPart(schema: ObjectSchema, errors: Errors, place: Place): Part {
  const chosen = assignRoles(schema, errors);
  const parts = schema.properties.map((property) => ({
    property,
    part: propertyPart(property, chosen.get(property.name), errors, {
      ...place,
      path: [...place.path, property.name],
    }),
  }));
  const entries = parts.flatMap(({ property, part }): ErrorEntry[] =>
    part?.template ? [{ property: property.name, value: part.template }] : [],
  );
  return {
    template: { kind: 'object', entries },
    missing: parts.flatMap(({ part }) => part?.missing ?? []),
    speaks: parts.some(({ part }) => part?.speaks),
  };
}

/** Which property holds which fact. */
function assignRoles(schema: ObjectSchema, errors: Errors): ReadonlyMap<string, ErrorTemplate> {
  const chosen = new Map<string, ErrorTemplate>();
  const isProblem = errors.mediaType === 'application/problem+json' || looksLikeProblem(schema);
  const blank: ErrorTemplate = { kind: 'constant', value: 'about:blank' };
  const type = isProblem ? schema.properties.find(({ name }) => name === 'type') : undefined;
  // RFC 9457, 4.2.1: the problem has no meaning beyond that of its status.
  if (type && fits(type.schema, blank, errors)) chosen.set(type.name, blank);
  const open = schema.properties.filter((one) => !isConstant(one.schema, errors));
  for (const { fact, names } of isProblem ? problemRoles : roles) {
    const template = factTemplate(fact);
    const candidates = names.flatMap((name) => open.filter((one) => bareName(one.name) === name));
    const property = candidates.find((one) => !chosen.has(one.name) && holds(one.schema, fact, template, errors));
    if (property) chosen.set(property.name, template);
  }
  return chosen;
}

/** What has one value is that value, whatever its name. */
function isConstant(schema: Schema, errors: Errors): boolean {
  const actual = target(schema, errors);
  return actual?.kind === 'enum' && actual.values.length === 1;
}

function factTemplate(fact: Role['fact']): ErrorTemplate {
  return { kind: 'fact', fact };
}

/** The members of RFC 9457 beside each other are no coincidence. */
function looksLikeProblem({ properties }: ObjectSchema): boolean {
  const names = properties.map(({ name }) => name);
  return names.includes('title') && names.includes('status') && (names.includes('type') || names.includes('detail'));
}

/** Whether a property may hold a fact, whatever the error is. */
function holds(schema: Schema, fact: Role['fact'], template: ErrorTemplate, errors: Errors): boolean {
  const actual = target(schema, errors);
  if (fact === 'details') {
    const isOpen = actual?.kind === 'object' && actual.additional !== false && actual.properties.length === 0;
    return isOpen || actual?.kind === 'any';
  }
  // A schema that takes anything says nothing of what its author means.
  if (actual === undefined || actual.kind === 'any') return false;
  return fits(schema, template, errors);
}

function propertyPart(
  { name, required, schema }: Property,
  template: ErrorTemplate | undefined,
  errors: Errors,
  place: Place,
): Part | undefined {
  if (template) {
    // A gateway does not know the time.
    const isAbsent =
      template.kind === 'fact' && errors.samples.some((facts) => fillTemplate(template, facts) === undefined);
    if (required && isAbsent) return { ...silent, template, missing: [{ ...missingAt(schema, place), isTime: true }] };
    const speaks = template.kind === 'fact' && (template.fact === 'code' || template.fact === 'message');
    return known(template, speaks);
  }
  const bare = bareName(name);
  const actual = target(schema, errors);
  if (listNames.includes(bare) && actual?.kind === 'array') {
    const list = listPart(actual, required, errors, place);
    if (list.missing.length === 0) return list;
    return required ? list : undefined;
  }
  if (envelopeNames.includes(bare)) {
    const part = whole(schema, errors, place);
    if (part.speaks && (required || part.missing.length === 0)) return part;
  }
  if (!required) return undefined;
  return certain(bare, schema, actual, errors) ?? unknown(schema, place);
}

/** What must be there and has one value only, or none. */
function certain(bare: string, schema: Schema, actual: Schema | undefined, errors: Errors): Part | undefined {
  const constants = [
    ...(actual?.kind === 'enum' && actual.values.length === 1 ? [actual.values[0]] : []),
    ...(actual?.kind === 'boolean' && Object.hasOwn(flags, bare) ? [flags[bare]] : []),
    ...(schema.default ? [schema.default.value] : actual?.default ? [actual.default.value] : []),
    null,
  ].map((value): ErrorTemplate => ({ kind: 'constant', value }));
  const nameless = actual === undefined || actual.kind === 'any';
  const found = nameless ? undefined : constants.find((constant) => fits(schema, constant, errors));
  return found && known(found);
}

/** A list of the faults of fields, or of errors. Of errors there is one; where it names no field by itself, it does so in its text. */
function listPart(schema: ArraySchema, required: boolean, errors: Errors, place: Place): Part {
  const { items } = schema;
  const item = items && target(items, errors);
  if (!items || !item) return unknown(schema, place);
  const pair = item.kind === 'object' ? faultOfField(item, errors) : undefined;
  if (pair) {
    const perField: ErrorTemplate = { kind: 'perField', item: pair };
    const template: ErrorTemplate = required ? perField : { kind: 'byFields', fields: perField, general: undefined };
    return fits(schema, template, errors) ? known(template) : unknown(schema, place);
  }
  const one = whole(items, errors, { ...place, path: [...place.path, '0'] });
  if (!one.template || !one.speaks || one.missing.length > 0) {
    return one.missing.length > 0 ? { ...one, template: undefined } : unknown(schema, place);
  }
  const perField: ErrorTemplate = { kind: 'perField', item: withFieldsNamed(one.template) };
  const general: ErrorTemplate = { kind: 'list', items: [one.template] };
  const template: ErrorTemplate = { kind: 'byFields', fields: perField, general };
  return fits(schema, template, errors) ? known(template, true) : unknown(schema, place);
}

/** An item that says where a fault is and what it is, and needs nothing else. */
function faultOfField(item: ObjectSchema, errors: Errors): ErrorTemplate | undefined {
  const pick = (names: readonly string[]): string | undefined =>
    names
      .flatMap((name) => item.properties.filter((one) => bareName(one.name) === name))
      .find((one) => target(one.schema, errors)?.kind === 'string')?.name;
  const name = pick(fieldNames);
  const text = pick(fieldMessageNames);
  const others = item.properties.some((one) => one.required && one.name !== name && one.name !== text);
  if (name === undefined || text === undefined || others) return undefined;
  const entry = (property: string): ErrorEntry => ({
    property,
    value: factTemplate(property === name ? 'field' : 'fieldMessage'),
  });
  return {
    kind: 'object',
    entries: item.properties.flatMap((one) => ([name, text].includes(one.name) ? [entry(one.name)] : [])),
  };
}

function withFieldsNamed(template: ErrorTemplate): ErrorTemplate {
  if (template.kind === 'fact') return template.fact === 'message' ? fieldAndMessage : template;
  if (template.kind !== 'object') return template;
  const entries = template.entries.map(({ property, value }) => ({ property, value: withFieldsNamed(value) }));
  return { ...template, entries };
}

/** Whether a schema accepts what a template comes to, for every error that it is for. */
function fits(schema: Schema, template: ErrorTemplate, errors: Errors): boolean {
  if (errors.ofService && template.kind === 'fact' && template.fact === 'code') {
    const actual = target(schema, errors);
    if (actual?.kind === 'enum') return actual.values.every((value) => typeof value === 'string');
  }
  return errors.samples.every((facts) => {
    const value = fillTemplate(template, facts);
    return value === undefined || accepts(schema, value, errors.schemas);
  });
}

/** The schema behind references, and behind an `allOf` of one or of plain objects. */
function target(schema: Schema, errors: Errors, depth = 0): Schema | undefined {
  if (schema.kind === 'reference' && depth < 32) {
    const found = errors.schemas.find(schema.name);
    return found && target(found, errors, depth + 1);
  }
  if (schema.kind === 'allOf') {
    const members = schema.members.filter(({ kind }) => kind !== 'any');
    const [first] = members;
    if (members.length === 1 && first) return target(first, errors, depth + 1);
    return mergedObject(schema, errors.schemas) ?? schema;
  }
  return schema;
}
