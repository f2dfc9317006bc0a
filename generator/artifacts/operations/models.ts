import {
  mediaTypesOf,
  type MediaType,
  type Operation,
  type Parameter,
  type ParameterPlace,
  type Response,
} from '../../contract/model/contract.js';
import { code, join, symbol, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { docComment, identifier, lineComment, propertyKey, stringLiteral } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';
import { parameterType, propertyTypes } from '../schema-compiler/parameter-type.js';
import { z, type SchemaContext } from '../schema-compiler/context.js';
import { presentSchema, zodExpression } from '../schema-compiler/zod.js';
import { commonResponsesModule, originOf, type OperationInput } from './input.js';
import { parameterGroups } from './names.js';
import { modelReference, responseDefinition } from './responses.js';
import {
  operationExports,
  groupModelName,
  bodyModelName,
  responseModelName,
} from '../../contract/model/derived-names.js';

/** The most bytes a request body may have; the contract of a REST API on Lambda has little use for more. */
const maxBodyBytes = 64 * 1024;

/** `models.ts`: the operation's own models, and the definition that the HTTP runtime works by. */
export function emitModels(input: OperationInput): Artifact {
  const { operation, schemas } = input;
  const models = [
    ...groupModels(operation, schemas),
    ...bodyModels(operation, schemas),
    ...responseModels(operation, schemas),
  ];
  const { definition } = operationExports(operation.names);
  return {
    path: `operations/${operation.names.file}/models.ts`,
    template: 'operations/[operation-id]/models.ts.hbs',
    view: {
      origin: lineComment(originOf(operation)),
      z,
      models: models.map((model) => ({
        comment: model.comment,
        name: identifier(model.name),
        expression: model.expression,
      })),
      definition: identifier(definition),
      OperationDefinition: typeSymbol('OperationDefinition', './http/definition'),
      operationId: stringLiteral(operation.operationId),
      method: stringLiteral(operation.method.toUpperCase()),
      route: stringLiteral(operation.path),
      secured: isSecured(operation),
      request: requestDefinition(operation, schemas),
      responses: responsesDefinition(input),
    },
    declared: [definition, ...models.map((model) => model.name)],
    pointer: operation.pointer,
    slots: [],
  };
}

/** Whether no request without credentials may reach the service. */
export function isSecured(operation: Operation): boolean {
  return operation.security.length > 0 && operation.security.every((alternative) => alternative.length > 0);
}

interface Model {
  readonly name: string;
  readonly comment: Fragment;
  readonly expression: Fragment;
}

function groupModels(operation: Operation, schemas: SchemaContext): Model[] {
  return parameterGroups(operation).map((place) => ({
    name: groupModelName(operation, place),
    comment: docComment(groupComments[place]),
    expression: code`${z}.object({${join(
      operation.parameters[place].map((parameter) => groupProperty(parameter, schemas)),
      '',
    )}})`,
  }));
}

const groupComments: Readonly<Record<ParameterPlace, string>> = {
  path: 'Path parameters.',
  query: 'Query parameters.',
  header: 'Request headers, by their lower-case names.',
  cookie: 'Cookies.',
};

function groupProperty(parameter: Parameter, schemas: SchemaContext): Fragment {
  const optional = parameter.required || parameter.schema.default ? trusted('') : trusted('.optional()');
  const comment = docComment(parameter.description ?? parameter.schema.description);
  const documented = comment.parts[0] === '' ? trusted('\n') : code`\n${comment}\n`;
  return code`${documented}${propertyKey(parameter.name)}: ${zodExpression(presentSchema(parameter), schemas)}${optional},`;
}

function bodyModels(operation: Operation, schemas: SchemaContext): Model[] {
  return (operation.body?.content ?? []).flatMap((media): Model[] => {
    const name = bodyModelName(operation, media);
    if (!name) return [];
    const comment = docComment(`Request body, \`${media.type}\`.`, media.schema.description);
    return [{ name, comment, expression: bodyExpression(media, schemas) }];
  });
}

function responseModels(operation: Operation, schemas: SchemaContext): Model[] {
  return operation.responses.flatMap((response) =>
    mediaTypesOf(response).flatMap((media): Model[] => {
      const name = responseModelName(operation, response, media);
      if (!name) return [];
      const type = response.others.length > 0 ? `, \`${media.type}\`` : '';
      const comment = docComment(`Body of the answer ${response.status}${type}.`, media.schema.description);
      return [{ name, comment, expression: bodyExpression(media, schemas) }];
    }),
  );
}

/** What a body is after the runtime has read it: bytes are bytes, whatever the schema says of them. */
function bodyExpression(media: MediaType, schemas: SchemaContext): Fragment {
  if (media.kind === 'binary') return code`${z}.instanceof(Uint8Array)`;
  return zodExpression(media.schema, schemas);
}

function requestDefinition(operation: Operation, schemas: SchemaContext): Fragment {
  const groups = parameterGroups(operation).map((place) => {
    const parameters = operation.parameters[place].map((parameter) => parameterDefinition(parameter, schemas));
    return code`${trusted(groupKeys[place])}: { schema: ${identifier(groupModelName(operation, place))}, parameters: [${join(parameters, ', ')}] }`;
  });
  const body = operation.body;
  if (body) {
    const content = body.content.map(
      (media) => code`${stringLiteral(media.type)}: ${bodyContent(operation, media, schemas)}`,
    );
    groups.push(
      code`body: { required: ${body.required}, maxBytes: ${maxBodyBytes}, content: { ${join(content, ', ')} } }`,
    );
  }
  return code`{ ${join(groups, ', ')} }`;
}

/** The keys of the runtime's request definition and of a service's input. */
export const groupKeys: Readonly<Record<ParameterPlace, string>> = {
  path: 'path',
  query: 'query',
  header: 'headers',
  cookie: 'cookies',
};

function parameterDefinition(parameter: Parameter, schemas: SchemaContext): Fragment {
  const type = parameterType(parameter.schema, schemas);
  return code`{ name: ${stringLiteral(parameter.name)}, style: ${stringLiteral(parameter.style)}, explode: ${parameter.explode}, type: ${type} }`;
}

function bodyContent(operation: Operation, media: MediaType, schemas: SchemaContext): Fragment {
  const schema = modelReference(bodyModelName(operation, media), media, schemas);
  const isForm = media.kind === 'form' || media.kind === 'multipart';
  const properties = isForm ? code`, properties: ${propertyTypes(media.schema, schemas)}` : trusted('');
  return code`{ kind: ${stringLiteral(media.kind)}, schema: ${schema}${properties} }`;
}

function responsesDefinition(input: OperationInput): Fragment {
  const entries = input.operation.responses.map(
    (response) => code`${statusKey(response.status)}: ${definitionOf(input, response)}`,
  );
  return code`{ ${join(entries, ', ')} }`;
}

/** A response that operations share by its name, any other one as it is. */
function definitionOf(input: OperationInput, response: Response): Fragment {
  const common = input.commonResponses.get(response);
  return common ? code`${symbol(common.name, commonResponsesModule)}` : responseDefinition(input, response);
}

function statusKey(status: string): Fragment {
  return /^[1-5]\d\d$/.test(status) ? trusted(status) : stringLiteral(status);
}
