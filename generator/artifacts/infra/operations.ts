import type { Contract, Operation } from '../../contract/model/contract.js';
import type { RouteAccess } from '../../contract/model/route-access.js';
import type { Overrides } from '../../overrides/scan.js';
import { accessOf } from '../../overrides/access.js';
import { operationSlotPath } from '../../overrides/slots.js';
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
          ? // Of "never" nothing would be known, not even that there is nothing.
            trusted('string')
          : join(
              operations.map(({ operationId }) => stringLiteral(operationId)),
              ' | ',
            ),
      operations: operations.map((operation) => ({
        id: propertyKey(operation.operationId),
        value: operationFacts(operation, accessOf(operation, contract, overrides), isFilled(operation, overrides)),
      })),
    },
    declared: ['OperationId', 'operations'],
    onlyIfImported: true,
    pointer: '#/paths',
    slots: [],
  };
}

function isFilled({ names }: Operation, { filled }: Overrides): boolean {
  return filled.has(operationSlotPath(names.file, 'service'));
}

function operationFacts(operation: Operation, access: RouteAccess, filled: boolean): Fragment {
  const { names, method, path, tags, security, repository, lambda } = operation;
  const settings = Object.entries(lambda).filter(([, value]) => value !== undefined);
  return code`${jsonLiteral({
    file: names.file,
    method,
    path,
    tag: tags[0] ?? 'Untagged',
    security,
    ...(access.kind === 'authorized' ? { authorizer: access.scheme } : {}),
    filled,
    entities: repository.map(({ entity }) => entity),
    lambda: Object.fromEntries(settings),
    limited: operation.rateLimits.length > 0,
  })}`;
}
