import type { MediaType, Operation, Parameter, ParameterPlace } from '../../contract/model.js';
import { sampleOf } from '../samples.js';
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

/** The valid requests of an operation: the contract's examples of the body, or one made of its schema. */
export function exampleRequests(operation: Operation, schemas: SchemaContext): readonly TestRequest[] {
  const base = {
    path: values(operation.parameters.path, schemas),
    query: values(
      operation.parameters.query.filter((parameter) => parameter.required),
      schemas,
    ),
    headers: values(
      operation.parameters.header.filter((parameter) => parameter.required),
      schemas,
    ),
  };
  const media = jsonMedia(operation);
  if (!media) return [{ ...base, body: undefined }];
  const bodies = media.examples.length > 0 ? media.examples : [sampleOf(media.schema, schemas)];
  return bodies.map((body) => ({ ...base, body }));
}

/** The body the tests send; operations with bodies of other kinds are tested without one. */
export function jsonMedia(operation: Operation): MediaType | undefined {
  return operation.body?.content.find((media) => media.kind === 'json');
}

function values(parameters: readonly Parameter[], schemas: SchemaContext): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((parameter) => [parameter.name, parameter.examples[0] ?? sampleOf(parameter.schema, schemas)]),
  );
}

/** A request for every constraint of body and parameters. */
export function brokenRequests(operation: Operation, schemas: SchemaContext): readonly BrokenRequest[] {
  const [valid] = exampleRequests(operation, schemas);
  if (!valid) return [];
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
