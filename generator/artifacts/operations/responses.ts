import { mediaTypesOf, type MediaType, type Operation, type Response } from '../../contract/model/contract.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { identifier, propertyKey, stringLiteral } from '../../encode/typescript.js';
import { completedProperties } from '../error-bodies/print.js';
import { errorShapes, shapeSymbol } from '../error-bodies/shapes.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { zodExpression } from '../schema-compiler/zod.js';
import { headerDefinition, headersField } from './headers.js';
import { operationModule, type OperationInput } from './input.js';
import { responseModelName } from '../../contract/model/derived-names.js';

/** What the emitted code of a response depends on. */
export type ResponseInput = Pick<OperationInput, 'contract' | 'operation' | 'schemas'>;

/** How the runtime checks an answer: its body in each media type, and its headers. */
export function responseDefinition(input: ResponseInput, response: Response): Fragment {
  const [first, ...others] = mediaTypesOf(response).map((media) => bodyDefinition(input, response, media));
  const parts = first ? [code`body: ${first}`] : [];
  if (others.length > 0) parts.push(code`alternatives: [${join(others, ', ')}]`);
  const shape = errorShapes(input.contract).of(response);
  if (shape) parts.push(code`error: ${shapeSymbol(shape)}`);
  if (response.headers.length > 0) {
    const headers = response.headers.map(
      (header) => code`${propertyKey(header.name)}: ${headerDefinition(header, input.schemas)}`,
    );
    parts.push(code`headers: { ${join(headers, ', ')} }`);
  }
  return code`{ ${join(parts, ', ')} }`;
}

function bodyDefinition({ operation, schemas }: ResponseInput, response: Response, media: MediaType): Fragment {
  const kind = media.kind === 'text' || media.kind === 'binary' ? media.kind : 'json';
  const schema = modelReference(responseModelName(operation, response, media), media, schemas);
  return code`{ contentType: ${stringLiteral(media.type)}, kind: ${stringLiteral(kind)}, schema: ${schema} }`;
}

/** The operation's own model, or the component schema that the body refers to. */
export function modelReference(name: string | undefined, media: MediaType, schemas: SchemaContext): Fragment {
  if (name) return identifier(name);
  return media.schema.kind === 'reference'
    ? code`${schemas.value(media.schema.name)}`
    : zodExpression(media.schema, schemas);
}

/** The alternatives of the result for a declared status: its headers, and its body in each media type. */
export function resultType(input: ResponseInput, response: Response): Fragment {
  const [first, ...others] = mediaTypesOf(response);
  const alternatives = [
    resultAlternative(input, response, first),
    ...others.map((media) => resultAlternative(input, response, media)),
  ];
  return join(alternatives, ' | ');
}

function resultAlternative(input: ResponseInput, response: Response, media: MediaType | undefined): Fragment {
  const status = /^\d{3}$/.test(response.status) ? trusted(response.status) : trusted('number');
  const fields = [code`readonly status: ${status}`];
  if (media && response.others.length > 0) fields.push(contentTypeField(response, media));
  fields.push(media ? code`readonly body: ${bodyType(input, response, media)}` : trusted('readonly body?: undefined'));
  const headers = headersField(response, input.schemas);
  return code`{ ${join(headers ? [...fields, headers] : fields, '; ')} }`;
}

/** What names the media type of a result; the one that is sent of itself need not be named. */
function contentTypeField({ content }: Response, media: MediaType): Fragment {
  const type = stringLiteral(media.type);
  return media === content ? code`readonly contentType?: ${type} | undefined` : code`readonly contentType: ${type}`;
}

/** The type of an answer's body; of an error, the runtime fills in the request id and the time. */
function bodyType({ contract, operation, schemas }: ResponseInput, response: Response, media: MediaType): Fragment {
  const name = responseModelName(operation, response, media);
  const plain = name ? model(operation, name) : componentType(media, schemas);
  const shape = hasSchemaOfFirst(response, media) ? errorShapes(contract).of(response) : undefined;
  return shape && completedProperties(shape.template).length > 0
    ? code`${Completable}<${plain}, typeof ${shapeSymbol(shape)}>`
    : plain;
}

/** Whether a body has the schema of the first media type, which the shape of the backend's own errors is made of. */
function hasSchemaOfFirst({ content }: Response, media: MediaType): boolean {
  if (content === media) return true;
  const first = content?.schema;
  return first?.kind === 'reference' && media.schema.kind === 'reference' && first.name === media.schema.name;
}

/** The type of a body that refers to a component schema. */
export function componentType(media: MediaType, schemas: OperationInput['schemas']): Fragment {
  return media.schema.kind === 'reference' ? code`${schemas.type(media.schema.name)}` : trusted('unknown');
}

/** A type of the operation's models. */
export function model(operation: Operation, name: string): Fragment {
  return code`${typeSymbol(name, operationModule(operation, 'models'))}`;
}

/** The runtime's type of an error body whose request id and time it fills in. */
const Completable = typeSymbol('Completable', './http/completable');

/** The media types that a caller of the operation chooses from: those of its successes, as the runtime counts them. */
export function offeredTypes({ responses }: Operation): readonly string[] {
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  const counted = successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
  return [...new Set(counted.flatMap((response) => mediaTypesOf(response).map(({ type }) => type)))];
}
