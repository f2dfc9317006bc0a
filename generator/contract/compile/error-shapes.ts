import type { ErrorRole, ErrorShape, ErrorShapes, NamedSchema, Operation } from '../model/contract.js';
import type { ObjectSchema, Schema } from '../model/schema.js';

/** The names that contracts use for the parts of an error, normalised. The first property that fits takes the role. */
const roleNames: Readonly<Record<ErrorRole, readonly string[]>> = {
  code: ['error', 'code', 'errorcode', 'type'],
  message: ['message', 'detail', 'errormessage', 'description', 'title'],
  details: ['details', 'meta', 'context'],
  requestId: ['requestid', 'traceid', 'correlationid'],
  timestamp: ['timestamp', 'time', 'occurredat'],
  status: ['status', 'statuscode'],
  fields: ['validationerrors', 'fielderrors', 'errors', 'fields', 'violations', 'invalidparams'],
};

const ownShape: ErrorShape = {
  schema: undefined,
  roles: [
    { property: 'error', role: 'code' },
    { property: 'message', role: 'message' },
    { property: 'details', role: 'details' },
    { property: 'request_id', role: 'requestId' },
    { property: 'timestamp', role: 'timestamp' },
  ],
  field: undefined,
};

const ownValidationShape: ErrorShape = {
  schema: undefined,
  roles: [
    ...ownShape.roles.filter(({ role }) => role !== 'details'),
    { property: 'validation_errors', role: 'fields' },
  ],
  field: { name: 'field', message: 'message' },
};

/**
 * How the contract words its errors: the component schema that most error responses use, read by the names of its
 * properties. A contract whose errors need what the runtime cannot know gets the generator's own shape.
 */
export function readErrorShapes(operations: readonly Operation[], schemas: readonly NamedSchema[]): ErrorShapes {
  const byName = new Map(schemas.map((schema) => [schema.name, schema.schema]));
  const counted = new Map<string, number>();
  for (const operation of operations) {
    for (const response of operation.responses) {
      if (/^(4|5|default)/.test(response.status) && response.content?.kind === 'json') {
        for (const name of referenced(response.content.schema)) counted.set(name, (counted.get(name) ?? 0) + 1);
      }
    }
  }
  const candidates = [...counted]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .flatMap(([name]) => shapeOf(name, byName) ?? []);
  const general = candidates.find((shape) => !shape.field);
  return {
    general: general ?? ownShape,
    validation: candidates.find((shape) => shape.field) ?? general ?? ownValidationShape,
  };
}

function referenced(schema: Schema): readonly string[] {
  if (schema.kind === 'reference') return [schema.name];
  return schema.kind === 'union' ? schema.members.flatMap(referenced) : [];
}

/** The shape of a component schema, if the runtime can fill all that it requires. */
function shapeOf(name: string, byName: ReadonlyMap<string, Schema>): ErrorShape | undefined {
  const schema = byName.get(name);
  if (schema?.kind !== 'object') return undefined;
  const roles = new Map<string, ErrorRole>();
  let field: ErrorShape['field'];
  for (const [role, names] of Object.entries(roleNames) as [ErrorRole, readonly string[]][]) {
    const property = names
      .flatMap((wanted) =>
        schema.properties.filter((one) => one.name.toLowerCase().replaceAll(/[^a-z]/g, '') === wanted),
      )
      .find((one) => !roles.has(one.name) && fitsRole(role, one.schema, byName));
    if (!property) continue;
    if (role === 'fields') field = fieldNames(property.schema, byName);
    if (role !== 'fields' || field) roles.set(property.name, role);
  }
  const filled = schema.properties.every((one) => !one.required || roles.has(one.name));
  const speaks = [...roles.values()].some((role) => role === 'message' || role === 'code');
  if (!filled || !speaks) return undefined;
  const ordered = schema.properties.flatMap((one) => {
    const role = roles.get(one.name);
    return role ? [{ property: one.name, role }] : [];
  });
  return { schema: name, roles: ordered, field };
}

function fitsRole(role: ErrorRole, schema: Schema, byName: ReadonlyMap<string, Schema>): boolean {
  const actual = dereferenced(schema, byName);
  if (role === 'fields') return actual?.kind === 'array';
  if (role === 'status') return actual?.kind === 'number';
  if (role === 'details')
    return (
      actual?.kind === 'any' ||
      (actual?.kind === 'object' && actual.additional !== false && actual.properties.length === 0)
    );
  // An enum of codes is the author's own list, which the runtime's codes need not be in.
  return (
    actual?.kind === 'string' ||
    (role === 'code' &&
      actual?.kind === 'enum' &&
      actual.values.length === 1 &&
      actual.values[0] === 'VALIDATION_ERROR')
  );
}

function fieldNames(schema: Schema, byName: ReadonlyMap<string, Schema>): ErrorShape['field'] {
  const list = dereferenced(schema, byName);
  const item = list?.kind === 'array' && list.items ? dereferenced(list.items, byName) : undefined;
  if (item?.kind !== 'object') return undefined;
  const pick = (names: readonly string[]): string | undefined => stringProperty(item, names);
  const name = pick(['field', 'path', 'name', 'param', 'property', 'pointer']);
  const message = pick(['message', 'reason', 'detail', 'description', 'error']);
  const others = item.properties.some((one) => one.required && one.name !== name && one.name !== message);
  return name && message && !others ? { name, message } : undefined;
}

function stringProperty(schema: ObjectSchema, names: readonly string[]): string | undefined {
  return names.find((name) => schema.properties.some((one) => one.name === name && one.schema.kind === 'string'));
}

function dereferenced(schema: Schema, byName: ReadonlyMap<string, Schema>): Schema | undefined {
  return schema.kind === 'reference' ? byName.get(schema.name) : schema;
}
