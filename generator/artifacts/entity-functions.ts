import type { Entity, KeyTemplate } from '../contract/model.js';

/** The module of an entity, as imports name it. */
export function entityModule(entity: Entity): string {
  return `./entities/${entity.file}`;
}

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

/** The names of an entity's functions that call the table, each by one action: what a repository holds. */
export function entityFunctionNames(entity: Entity): readonly string[] {
  const { name } = entity;
  return [
    `get${name}`,
    `create${name}`,
    `put${name}`,
    ...(isUpdatable(entity) ? [`update${name}`] : []),
    `delete${name}`,
    ...(isCollection(entity) ? [`list${name}`] : []),
    ...entity.indexes.map((index) => `find${name}By${index.name}`),
  ].sort();
}

/** The names of the functions that make one part of a transaction each. They are pure: only writing it is a call. */
export function entityPartNames(entity: Entity): readonly string[] {
  const actions = ['check', 'create', 'delete', 'put', ...(isUpdatable(entity) ? ['update'] : [])];
  return actions.map((action) => `${action}${entity.name}Part`);
}
