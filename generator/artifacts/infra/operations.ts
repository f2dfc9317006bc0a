import type { Contract, Operation } from '../../contract/model/contract.js';
import type { RouteAccess } from '../../contract/model/route-access.js';
import type { Overrides } from '../../overrides/scan.js';
import { accessOf } from '../../overrides/access.js';
import { operationSlotPath } from '../../overrides/slots.js';
import { code, join, trusted, typeSymbol, type Fragment } from '../../encode/code.js';
import { jsonLiteral, propertyKey, stringLiteral } from '../../encode/typescript.js';
import type { Artifact } from '../artifact.js';
import type { FunctionStacks } from './function-stacks.js';

/** `infra/operations.ts`: the facts of every operation's function. */
export function emitOperations(contract: Contract, overrides: Overrides, stacks: FunctionStacks): Artifact {
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
        value: operationFacts(operation, {
          access: accessOf(operation, contract, overrides),
          filled: isFilled(operation, overrides),
          stack: stacks.get(operation.names.file) ?? 1,
        }),
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

interface Circumstances {
  readonly access: RouteAccess;
  readonly filled: boolean;
  readonly stack: number;
}

function operationFacts(operation: Operation, { access, filled, stack }: Circumstances): Fragment {
  const { names, method, path, security, repository, lambda } = operation;
  const settings = Object.entries(lambda).filter(([, value]) => value !== undefined);
  return code`${jsonLiteral({
    file: names.file,
    stack,
    method,
    path,
    security,
    ...(access.kind === 'authorized' ? { authorizer: access.scheme } : {}),
    filled,
    entities: repository.map(({ entity }) => entity),
    lambda: Object.fromEntries(settings),
    limited: operation.rateLimits.length > 0,
  })}`;
}
