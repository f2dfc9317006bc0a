import type { Entity, KeyTemplate } from './contract.js';
import { entityFunctionName } from './derived-names.js';

/** The properties of key templates, each once, in their order. */
export function templateProperties(...templates: readonly (KeyTemplate | undefined)[]): readonly string[] {
  const names = templates
    .flatMap((template) => template ?? [])
    .flatMap((part) => ('property' in part ? [part.property] : []));
  return [...new Set(names)];
}

/** Whether several items can share a partition: then they can be listed. */
export function isCollection(entity: Entity): boolean {
  return templateProperties(entity.sk).length > 0;
}

/** Whether an item has anything beside its key that could be changed. */
export function isUpdatable(entity: Entity): boolean {
  const key = new Set(templateProperties(entity.pk, entity.sk));
  return entity.schema.kind === 'object' && entity.schema.properties.some((property) => !key.has(property.name));
}

/**
 * The functions of an entity that call the table, each by one action, as `x-authwright-repository` spells them: `create`,
 * `findByOwner`.
 */
export function entityFunctions(entity: Entity): readonly string[] {
  return [
    'get',
    'create',
    'put',
    ...(isUpdatable(entity) ? ['update'] : []),
    'delete',
    ...(isCollection(entity) ? ['list'] : []),
    ...entity.indexes.map((index) => `findBy${index.name}`),
  ];
}

/** The parts of transactions that an entity has functions for. They are pure: only writing the transaction is a call. */
export function entityParts(entity: Entity): readonly string[] {
  return ['check', 'create', 'delete', 'put', ...(isUpdatable(entity) ? ['update'] : [])];
}

/** The names of an entity's functions, sorted. */
export function entityFunctionNames(entity: Entity): readonly string[] {
  return entityFunctions(entity)
    .map((verb) => entityFunctionName(entity, verb))
    .sort();
}
