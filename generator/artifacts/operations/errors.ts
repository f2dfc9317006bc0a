import { STATUS_CODES } from 'node:http';
import type { Response } from '../../contract/model/contract.js';
import { typeName } from '../../contract/model/naming.js';
import { symbol, trusted, typeSymbol } from '../../encode/code.js';
import { docComment, identifier, lineComment } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';
import { originOf, type OperationInput } from './input.js';
import { Completable, plainBodyType } from './service.js';

/** `errors.ts`: a class for each declared error with a body, for services that throw. Nothing where there is none. */
export function emitErrors(input: OperationInput): readonly Artifact[] {
  const { operation } = input;
  const declared = operation.responses.filter(
    (response) => /^[45]\d\d$/.test(response.status) && response.content?.kind === 'json',
  );
  if (declared.length === 0) return [];
  const classes = declared.map((response) => ({
    name: identifier(className(input, response)),
    comment: docComment(response.description ?? STATUS_CODES[response.status]),
    status: trusted(response.status),
    body: plainBodyType(input, response),
    Completable,
    DeclaredError: symbol('DeclaredError', './http/errors'),
    options: typeSymbol('DeclaredErrorOptions', './http/errors'),
  }));
  return [
    {
      path: `operations/${operation.names.file}/errors.ts`,
      template: 'operations/[operation-id]/errors.ts.hbs',
      view: { origin: lineComment(originOf(operation)), classes },
      declared: declared.map((response) => className(input, response)),
      pointer: operation.pointer,
      slots: [],
    },
  ];
}

/** `RegisterUserConflictError`. */
function className({ operation }: OperationInput, response: Response): string {
  const phrase = typeName(STATUS_CODES[response.status] ?? `Status${response.status}`).replace(/Error$/, '');
  return `${operation.names.type}${phrase}Error`;
}
