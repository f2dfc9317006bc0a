import { symbol } from '../../encode/code.js';
import { identifier, lineComment } from '../../encode/typescript.js';
import { operationSlotPath } from '../../overrides/slots.js';
import type { Artifact } from '../artifact.js';
import { entityFunctionNames, entityModule } from '../entity-functions.js';
import { hasRepository, originOf, overrideModule, overrideOf, type OperationInput } from './input.js';

/**
 * `repository.ts`: the functions of the operation's entities; an override adds to them or replaces single ones.
 * The functions are free ones, so that a bundle keeps only those that are used.
 */
export function emitRepository(input: OperationInput): readonly Artifact[] {
  if (!hasRepository(input)) return [];
  const { contract, operation } = input;
  const override = overrideOf(input, 'repository');
  const replaced = new Set(override?.exports ?? []);
  const entities = contract.entities.filter((entity) => operation.repository.includes(entity.name));
  const defaults = entities.flatMap((entity) =>
    entityFunctionNames(entity)
      .filter((name) => !replaced.has(name))
      .map((name) => symbol(name, entityModule(entity))),
  );
  const own = override
    ? override.exports
        .filter((name) => name !== '*' && name !== 'default')
        .map((name) => symbol(name, overrideModule(input, override)))
    : [];
  const name = `${operation.names.value}Repository`;
  const type = `${operation.names.type}Repository`;
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
