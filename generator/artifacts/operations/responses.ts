import type { MediaType, Operation, Response } from '../../contract/model/contract.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { identifier, propertyKey, stringLiteral } from '../../encode/typescript.js';
import { completedProperties } from '../error-bodies/print.js';
import { errorShapes, shapeSymbol } from '../error-bodies/shapes.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import { zodExpression } from '../schema-compiler/zod.js';
import { operationModule, type OperationInput } from './input.js';
import { responseModelName } from './names.js';

/** What the emitted code of a response depends on. */
export type ResponseInput = Pick<OperationInput, 'contract' | 'operation' | 'schemas'>;

/** How the runtime checks an answer: its body and its headers. */
export function responseDefinition({ contract, operation, schemas }: ResponseInput, response: Response): Fragment {
  const parts: Fragment[] = [];
  const { content } = response;
  if (content) {
    const kind = content.kind === 'text' || content.kind === 'binary' ? content.kind : 'json';
    const schema = modelReference(responseModelName(operation, response), content, schemas);
    parts.push(
      code`body: { contentType: ${stringLiteral(content.type)}, kind: ${stringLiteral(kind)}, schema: ${schema} }`,
    );
  }
  const shape = errorShapes(contract).of(response);
  if (shape) parts.push(code`error: ${shapeSymbol(shape)}`);
  if (response.headers.length > 0) {
    const headers = response.headers.map(
      (header) => code`${propertyKey(header.name)}: { required: ${header.required} }`,
    );
    parts.push(code`headers: { ${join(headers, ', ')} }`);
  }
  return code`{ ${join(parts, ', ')} }`;
}

/** The operation's own model, or the component schema that the body refers to. */
export function modelReference(name: string | undefined, media: MediaType, schemas: SchemaContext): Fragment {
  if (name) return identifier(name);
  return media.schema.kind === 'reference'
    ? code`${schemas.value(media.schema.name)}`
    : zodExpression(media.schema, schemas);
}

/** One alternative of the result: a declared status with its body and headers. */
export function resultType(input: ResponseInput, response: Response): Fragment {
  const status = /^\d{3}$/.test(response.status) ? trusted(response.status) : trusted('number');
  const fields = [code`readonly status: ${status}`];
  const body = responseBodyType(input, response);
  fields.push(body ? code`readonly body: ${body}` : trusted('readonly body?: undefined'));
  // The runtime sets the request id itself.
  const headers = response.headers.filter((header) => header.name !== 'x-request-id');
  if (headers.length > 0) {
    const required = headers.some((header) => header.required) ? trusted('') : trusted('?');
    const entries = headers.map(
      (header) => code`readonly ${propertyKey(header.name)}${trusted(header.required ? '' : '?')}: string`,
    );
    fields.push(code`readonly headers${required}: { ${join(entries, '; ')} }`);
  }
  return code`{ ${join(fields, '; ')} }`;
}

/** The type of an answer's body; of an error, the runtime fills in the request id and the time. */
function responseBodyType(input: ResponseInput, response: Response): Fragment | undefined {
  const plain = plainBodyType(input, response);
  if (!plain || !response.content) return plain;
  const shape = errorShapes(input.contract).of(response);
  return shape && completedProperties(shape.template).length > 0
    ? code`${Completable}<${plain}, typeof ${shapeSymbol(shape)}>`
    : plain;
}

/** The type of an answer's body as declared. */
function plainBodyType({ operation, schemas }: ResponseInput, response: Response): Fragment | undefined {
  if (!response.content) return undefined;
  const name = responseModelName(operation, response);
  return name ? model(operation, name) : componentType(response.content, schemas);
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
