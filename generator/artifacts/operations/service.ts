import type { MediaType, Operation, Response } from '../../contract/model/contract.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { docComment, identifier, lineComment, propertyKey } from '../../encode/typescript.js';
import { specifier } from '../../encode/specifier.js';
import type { Artifact } from '../artifact.js';
import { operationSlotPath } from '../../overrides/slots.js';
import { carriesRequestFacts } from '../error-facts.js';
import { hasRepository, operationModule, originOf, overrideOf, type OperationInput } from './input.js';
import { groupKeys, isSecured } from './models.js';
import { bodyModelName, groupModelName, parameterGroups, responseModelName } from './names.js';

/** `service.ts`: the type of the service slot. Its first line leads to what fills it. */
export function emitService(input: OperationInput): Artifact {
  const { operation } = input;
  const { type, file } = operation.names;
  const path = `operations/${file}/service.ts`;
  const slot = operationSlotPath(file, 'service');
  const home = specifier(path, `${input.surroundings.overridesModule}/${slot}`).replace(/\.js$/, '.ts');
  const filled = overrideOf(input, 'service') !== undefined;
  return {
    path,
    template: 'operations/[operation-id]/service.ts.hbs',
    view: {
      link: lineComment(filled ? `Filled by ${home}` : `Not filled yet: ${home}`),
      origin: lineComment(originOf(operation)),
      comment: docComment(operation.summary, operation.description, operation.deprecated ? '@deprecated' : undefined),
      inputType: identifier(`${type}Input`),
      contextType: identifier(`${type}Context`),
      resultType: identifier(`${type}Result`),
      serviceType: identifier(`${type}Service`),
      input: inputFields(input),
      OperationContext: typeSymbol('OperationContext', './http/context'),
      repository: hasRepository(input)
        ? code`${typeSymbol(`${type}Repository`, operationModule(operation, 'repository'))}`
        : trusted('Readonly<Record<never, never>>'),
      results: operation.responses.map((response) => ({
        comment: docComment(response.description),
        type: resultType(input, response),
      })),
    },
    declared: ['Input', 'Context', 'Result', 'Service'].map((suffix) => `${type}${suffix}`),
    pointer: operation.pointer,
    slots: [slot],
  };
}

const noFields = trusted('Readonly<Record<never, never>>');

function inputFields(input: OperationInput): { readonly name: Fragment; readonly type: Fragment }[] {
  const { operation } = input;
  const used = new Set(parameterGroups(operation));
  const groups = (['path', 'query', 'header', 'cookie'] as const).map((place) => ({
    name: trusted(groupKeys[place]),
    type: used.has(place) ? model(operation, groupModelName(operation, place)) : noFields,
  }));
  return [
    ...groups,
    { name: trusted('body'), type: bodyType(input) },
    { name: trusted('principal'), type: principalType(operation) },
  ];
}

function bodyType({ operation, schemas }: OperationInput): Fragment {
  const { body } = operation;
  if (!body) return trusted('undefined');
  const types = body.content.map((media) => {
    const name = bodyModelName(operation, media);
    return name ? model(operation, name) : componentType(media, schemas);
  });
  const unique = [...new Map(types.map((type) => [JSON.stringify(type.parts), type])).values()];
  return join(body.required ? unique : [...unique, trusted('undefined')], ' | ');
}

function componentType(media: MediaType, schemas: OperationInput['schemas']): Fragment {
  return media.schema.kind === 'reference' ? code`${schemas.type(media.schema.name)}` : trusted('unknown');
}

function principalType(operation: Operation): Fragment {
  if (operation.security.length === 0) return trusted('undefined');
  const principal = code`${typeSymbol('Principal', './http/context')}`;
  return isSecured(operation) ? principal : code`${principal} | undefined`;
}

function model(operation: Operation, name: string): Fragment {
  return code`${typeSymbol(name, operationModule(operation, 'models'))}`;
}

/** One alternative of the result: a declared status with its body and headers. */
function resultType(input: OperationInput, response: Response): Fragment {
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
function responseBodyType(input: OperationInput, response: Response): Fragment | undefined {
  const plain = plainBodyType(input, response);
  if (!plain || !response.content) return plain;
  const isError = /^(4|5|default)/.test(response.status);
  return isError && carriesRequestFacts(response.content.schema, input.contract.errorShapes)
    ? code`${Completable}<${plain}>`
    : plain;
}

/** The type of an answer's body as declared. */
export function plainBodyType({ operation, schemas }: OperationInput, response: Response): Fragment | undefined {
  if (!response.content) return undefined;
  const name = responseModelName(operation, response);
  return name ? model(operation, name) : componentType(response.content, schemas);
}

/** The runtime's type of an error body whose request id and time it fills in. */
export const Completable = typeSymbol('Completable', './http/error-shapes');
