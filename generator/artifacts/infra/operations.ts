import type { Contract, Operation } from '../../contract/model.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { jsonLiteral, propertyKey, stringLiteral } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';

/** `infra/operations.ts`: the facts of every operation's function. */
export function emitOperations({ operations }: Contract): Artifact {
  return {
    path: 'infra/operations.ts',
    template: 'infra/operations.ts.hbs',
    view: {
      OperationFunction: typeSymbol('OperationFunction', './infra/model'),
      union:
        operations.length === 0
          ? trusted('never')
          : join(
              operations.map(({ operationId }) => stringLiteral(operationId)),
              ' | ',
            ),
      operations: operations.map((operation) => ({
        id: propertyKey(operation.operationId),
        value: operationFacts(operation),
      })),
    },
    declared: ['OperationId', 'operations'],
    pointer: '#/paths',
    slots: [],
  };
}

function operationFacts(operation: Operation): Fragment {
  const { names, method, path, tags, security, repository, lambda, parameters } = operation;
  const settings = Object.entries(lambda).filter(([, value]) => value !== undefined);
  return code`${jsonLiteral({
    file: names.file,
    method,
    path,
    tag: tags[0] ?? 'Untagged',
    security,
    entities: repository,
    lambda: Object.fromEntries(settings),
    limited: operation.rateLimits.length > 0,
    pathParameters: parameters.path.map(({ name }) => name),
  })}`;
}
