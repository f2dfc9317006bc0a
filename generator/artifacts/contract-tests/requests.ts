import type { MediaType, Operation, Parameter, ParameterPlace } from '../../contract/model/contract.js';
import { sampleOf } from '../samples/sample.js';
import { accepts } from '../schema-compiler/accepts.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { violationsOf } from './violations.js';

/** A request as the emitted tests write it. */
export interface TestRequest {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A request that breaks one constraint, and the field that the answer must name. */
export interface BrokenRequest {
  readonly name: string;
  readonly field: string;
  readonly request: TestRequest;
}

/** The requests of an operation that succeed, or why none can be made of the contract alone. */
export interface Examples {
  readonly requests: readonly TestRequest[];
  readonly reason: string | undefined;
}

/** The valid requests of an operation: the contract's valid examples of the body, or one made of its schema. */
export function exampleRequests(operation: Operation, schemas: SchemaContext): Examples {
  const { path, query, header } = operation.parameters;
  const base = {
    path: values(path, schemas),
    query: values(query.filter(isRequired), schemas),
    headers: values(header.filter(isRequired), schemas),
  };
  const media = jsonMedia(operation);
  const bodies = media ? bodiesOf(media, schemas) : [undefined];
  const reason = parameterReason(operation, schemas) ?? bodyReason(operation, media, bodies.length);
  return { requests: (bodies.length > 0 ? bodies : [undefined]).map((body) => ({ ...base, body })), reason };
}

function isRequired(parameter: Parameter): boolean {
  return parameter.required;
}

function bodiesOf({ examples, schema }: MediaType, schemas: SchemaContext): readonly unknown[] {
  const valid = examples.filter((one) => accepts(schema, one, schemas));
  return valid.length > 0 ? valid : [sampleOf(schema, schemas)].filter((one) => accepts(schema, one, schemas));
}

function bodyReason({ body }: Operation, media: MediaType | undefined, count: number): string | undefined {
  if (body?.required && !media) return `these tests write no ${body.content[0]?.type ?? 'body'}`;
  return media && count === 0
    ? 'the contract has no valid example of the body, and none can be made of its schema'
    : undefined;
}

function parameterReason({ parameters }: Operation, schemas: SchemaContext): string | undefined {
  const { path, query, header, cookie } = parameters;
  if (cookie.some(isRequired)) return 'these tests send no cookies';
  for (const parameter of [...path, ...[...query, ...header].filter(isRequired)]) {
    const value = valueOf(parameter, schemas);
    if (!isWritten(parameter, value))
      return `these tests do not write ${parameter.name} in the style ${parameter.style}`;
    if (!accepts(parameter.schema, value, schemas))
      return `no valid value of ${parameter.name} can be made of its schema`;
  }
  return undefined;
}

/** What the tests can put into a URL or a header: scalars, and lists in a query. */
function isWritten({ place, style }: Parameter, value: unknown): boolean {
  if (Array.isArray(value)) return place === 'query' && style === 'form' && value.length > 0;
  return typeof value !== 'object' && (style === 'simple' || style === 'form') && value !== '';
}

/** The body the tests send; operations with bodies of other kinds are tested without one. */
export function jsonMedia(operation: Operation): MediaType | undefined {
  return operation.body?.content.find((media) => media.kind === 'json');
}

function values(parameters: readonly Parameter[], schemas: SchemaContext): Record<string, unknown> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, valueOf(parameter, schemas)]));
}

function valueOf({ examples, schema }: Parameter, schemas: SchemaContext): unknown {
  return examples.find((one) => accepts(schema, one, schemas)) ?? sampleOf(schema, schemas);
}

/** A request for every constraint of body and parameters. */
export function brokenRequests(operation: Operation, schemas: SchemaContext): readonly BrokenRequest[] {
  const { requests, reason } = exampleRequests(operation, schemas);
  const [valid] = requests;
  if (!valid || reason !== undefined) return [];
  return [...brokenBodies(operation, valid, schemas), ...brokenParameters(operation, valid, schemas)];
}

function brokenBodies(operation: Operation, valid: TestRequest, schemas: SchemaContext): BrokenRequest[] {
  const media = jsonMedia(operation);
  if (!media) return [];
  const missing: BrokenRequest[] = operation.body?.required
    ? [{ name: 'body is missing', field: 'body', request: { ...valid, body: undefined } }]
    : [];
  const broken = violationsOf(media.schema, schemas).flatMap(({ what, path, value }): BrokenRequest[] => {
    const field = path.join('.');
    return field === ''
      ? []
      : [{ name: `${field} ${what}`, field, request: { ...valid, body: replaced(valid.body, path, value) } }];
  });
  return [...missing, ...broken];
}

const groups: Readonly<Record<Exclude<ParameterPlace, 'cookie'>, 'path' | 'query' | 'headers'>> = {
  path: 'path',
  query: 'query',
  header: 'headers',
};

/** A parameter is text on its way, so that only what its text cannot stand for breaks it. */
function brokenParameters(operation: Operation, valid: TestRequest, schemas: SchemaContext): BrokenRequest[] {
  return (['path', 'query', 'header'] as const).flatMap((place) =>
    operation.parameters[place].flatMap((parameter) => {
      const field = `${place}.${parameter.name}`;
      const group = groups[place];
      const broken = violationsOf(parameter.schema, schemas)
        .filter(({ path, value }) => path.length === 0 && isText(value) && !(place === 'path' && value === ''))
        .filter(({ what }) => what !== 'is no string')
        .map(({ what, value }): BrokenRequest => ({
          name: `${field} ${what}`,
          field,
          request: { ...valid, [group]: { ...valid[group], [parameter.name]: value } },
        }));
      const absent: BrokenRequest[] =
        parameter.required && place !== 'path'
          ? [
              {
                name: `${field} is missing`,
                field,
                request: { ...valid, [group]: without(valid[group], parameter.name) },
              },
            ]
          : [];
      return [...absent, ...broken];
    }),
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function without(group: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(group).filter(([key]) => key !== name));
}

/** A copy of a value with another value at a path; undefined removes what is there. */
function replaced(value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const object = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const inner = replaced(object[key], rest, replacement);
  return inner === undefined ? without(object, key) : { ...object, [key]: inner };
}
