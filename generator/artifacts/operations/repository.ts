import { symbol } from '../../encode/code.js';
import { identifier, lineComment } from '../../encode/typescript.js';
import { operationSlotPath } from '../../overrides/slots.js';
import type { Artifact } from '../artifact.js';
import { entityModule } from '../entity-functions.js';
import { hasRepository, originOf, overrideModule, overrideOf, type OperationInput } from './input.js';
import { operationExports, entityFunctionName } from '../../contract/model/derived-names.js';

/**
 * `repository.ts`: exactly the functions of entities that the contract names; an override adds to them or replaces
 * single ones. A bundle keeps whatever an object holds, so that the function may do all of it.
 */
export function emitRepository(input: OperationInput): readonly Artifact[] {
  if (!hasRepository(input)) return [];
  const { contract, operation } = input;
  const override = overrideOf(input, 'repository');
  const replaced = new Set(override?.exports ?? []);
  const defaults = operation.repository.flatMap(({ entity: name, functions }) => {
    const entity = contract.entities.find((one) => one.name === name);
    return (entity ? functions.map((verb) => [entity, entityFunctionName(entity, verb)] as const) : [])
      .filter(([, local]) => !replaced.has(local))
      .map(([from, local]) => symbol(local, entityModule(from)));
  });
  const own = override
    ? override.exports
        .filter((name) => name !== '*' && name !== 'default')
        .map((name) => symbol(name, overrideModule(input, override)))
    : [];
  const { repository: name, repositoryType: type } = operationExports(operation.names);
  const functions = [...defaults, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    {
      path: `operations/${operation.names.file}/repository.ts`,
      template: 'operations/[operation-id]/repository.ts.hbs',
      view: { origin: lineComment(originOf(operation)), name: identifier(name), type: identifier(type), functions },
      declared: [name, type],
      pointer: operation.pointer,
      slots: override ? [override.slot.path] : [operationSlotPath(operation.names.file, 'repository')],
    },
  ];
}
