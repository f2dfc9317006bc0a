import { code, symbol, typeSymbol } from '../../encode/code.js';
import { docComment, identifier, lineComment, stringLiteral } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';
import { operationModule, originOf, type OperationInput } from './input.js';
import { operationExports } from '../../contract/model/derived-names.js';

/** `errors.ts`: the error class of the operation, for services that throw. Nothing where no error with a body is declared. */
export function emitErrors({ operation }: OperationInput): readonly Artifact[] {
  const isDeclared = operation.responses.some(
    ({ status, content }) => /^(4|5|default)/.test(status) && content?.kind === 'json',
  );
  if (!isDeclared) return [];
  const { error: name, result } = operationExports(operation.names);
  return [
    {
      path: `operations/${operation.names.file}/errors.ts`,
      template: 'operations/[operation-id]/errors.ts.hbs',
      view: {
        origin: lineComment(originOf(operation)),
        comment: docComment(`A declared error of \`${operation.names.value}\`; its status tells which.`),
        name: identifier(name),
        text: stringLiteral(name),
        declaredError: symbol('declaredError', './http/errors'),
        result: code`${typeSymbol(result, operationModule(operation, 'service'))}`,
      },
      declared: [name],
      pointer: operation.pointer,
      slots: [],
    },
  ];
}
