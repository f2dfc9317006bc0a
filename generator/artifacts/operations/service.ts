import type { Operation, Response } from '../../contract/model/contract.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { docComment, identifier, lineComment, stringLiteral } from '../../encode/typescript.js';
import { specifier } from '../../encode/specifier.js';
import type { View } from '../../encode/view.js';
import type { Artifact } from '../artifact.js';
import { operationSlotPath } from '../../overrides/slots.js';
import {
  commonResponsesModule,
  hasRepository,
  operationModule,
  originOf,
  overrideOf,
  type OperationInput,
} from './input.js';
import { groupKeys, isSecured } from './models.js';
import { parameterGroups } from './names.js';
import { componentType, model, offeredTypes, resultType } from './responses.js';
import { operationExports, groupModelName, bodyModelName } from '../../contract/model/derived-names.js';

/** `service.ts`: the type of the service slot. Its first line leads to what fills it. */
export function emitService(input: OperationInput): Artifact {
  const { operation } = input;
  const { file } = operation.names;
  const names = operationExports(operation.names);
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
      inputType: identifier(names.input),
      contextType: identifier(names.context),
      resultType: identifier(names.result),
      serviceType: identifier(names.service),
      input: inputFields(input),
      OperationContext: typeSymbol('OperationContext', './http/context'),
      repository: hasRepository(input)
        ? code`${typeSymbol(names.repositoryType, operationModule(operation, 'repository'))}`
        : trusted('Readonly<Record<never, never>>'),
      results: operation.responses.map((response) => resultOf(input, response)),
    },
    declared: [names.input, names.context, names.result, names.service],
    pointer: operation.pointer,
    slots: [slot],
  };
}

/** One alternative of the result. A response that operations share says in its own file what it means. */
function resultOf(input: OperationInput, response: Response): View {
  const common = input.commonResponses.get(response);
  if (!common) return { comment: docComment(response.description), type: resultType(input, response) };
  return {
    comment: docComment(response.description === common.description ? undefined : response.description),
    type: code`${typeSymbol(common.name, commonResponsesModule)}`,
  };
}

const noFields = trusted('Readonly<Record<never, never>>');

function inputFields(input: OperationInput): { readonly name: Fragment; readonly type: Fragment }[] {
  const { operation } = input;
  const used = new Set(parameterGroups(operation));
  const offered = offeredTypes(operation);
  const groups = (['path', 'query', 'header', 'cookie'] as const).map((place) => ({
    name: trusted(groupKeys[place]),
    type: used.has(place) ? model(operation, groupModelName(operation, place)) : noFields,
  }));
  return [
    ...groups,
    { name: trusted('body'), type: bodyType(input) },
    ...(offered.length > 1 ? [{ name: trusted('accept'), type: join(offered.map(stringLiteral), ' | ') }] : []),
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

function principalType(operation: Operation): Fragment {
  if (operation.security.length === 0) return trusted('undefined');
  const principal = code`${typeSymbol('Principal', './http/context')}`;
  return isSecured(operation) ? principal : code`${principal} | undefined`;
}
