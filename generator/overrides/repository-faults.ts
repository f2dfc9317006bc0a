import type { Contract, Operation, RepositoryEntity } from '../contract/model/contract.js';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import { anyFunction, type RepositoryUse } from './repository-use.js';
import type { Overrides } from './scan.js';
import { operationSlotPath } from './slots.js';
import { entityFunctionName } from '../contract/model/derived-names.js';

/**
 * What the contract gives operations of their entities and their services do not use. Whoever reads code only can be
 * sure of it; where a service passes its repository on, nothing is said.
 */
export function repositoryDiagnostics(contract: Contract, { filled }: Overrides): readonly Diagnostic[] {
  return contract.operations.flatMap((operation) => {
    const use = filled.get(operationSlotPath(operation.names.file, 'service'))?.repositoryUse;
    if (use === undefined || use.includes(anyFunction)) return [];
    return operation.repository.flatMap((given) => faultOf(operation, given, use) ?? []);
  });
}

function faultOf(
  { operationId }: Operation,
  { entity, functions, at }: RepositoryEntity,
  use: RepositoryUse,
): Diagnostic | undefined {
  const nameOf = (verb: string): string => entityFunctionName({ name: entity }, verb);
  const used = functions.filter((verb) => use.includes(nameOf(verb)));
  const unused = functions.filter((verb) => !used.includes(verb)).map(nameOf);
  if (unused.length === 0) return undefined;
  if (used.length > 0) {
    return diagnostic('AW515', at, `the service of ${operationId} does not use ${unused.join(', ')}`, {
      fix: `Name what it uses: { ${entity}: [${used.join(', ')}] }.`,
    });
  }
  return diagnostic('AW514', at, `${operationId} names ${entity}, and its service uses no function of it`, {
    fix: `Call context.repository.${unused[0] ?? ''} or another one of ${entity}, or take ${entity} out of x-authwright-repository.`,
  });
}
