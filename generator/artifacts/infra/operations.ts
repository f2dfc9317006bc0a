import type { Contract, Operation } from '../../contract/model/contract.js';
import type { RouteAccess } from '../../contract/model/route-access.js';
import type { Overrides } from '../../overrides/scan.js';
import { accessOf } from '../../overrides/access.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { jsonLiteral, propertyKey, stringLiteral } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';

/** `infra/operations.ts`: the facts of every operation's function. */
export function emitOperations(contract: Contract, overrides: Overrides): Artifact {
  const { operations } = contract;
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
        value: operationFacts(operation, accessOf(operation, contract, overrides)),
      })),
    },
    declared: ['OperationId', 'operations'],
    pointer: '#/paths',
    slots: [],
  };
}

function operationFacts(operation: Operation, access: RouteAccess): Fragment {
  const { names, method, path, tags, security, repository, lambda, parameters } = operation;
  const settings = Object.entries(lambda).filter(([, value]) => value !== undefined);
  return code`${jsonLiteral({
    file: names.file,
    method,
    path,
    tag: tags[0] ?? 'Untagged',
    security,
    ...(access.kind === 'authorized' ? { authorizer: access.scheme } : {}),
    entities: repository,
    lambda: Object.fromEntries(settings),
    limited: operation.rateLimits.length > 0,
    pathParameters: parameters.path.map(({ name }) => name),
  })}`;
}
