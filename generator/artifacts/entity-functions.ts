import type { Entity } from '../contract/model.js';

/** The module of an entity, as imports name it. */
export function entityModule(entity: Entity): string {
  return `./entities/${entity.file}`;
}

/** Whether several items can share a partition: then they can be listed. */
export function isCollection(entity: Entity): boolean {
  return entity.sk.some((part) => 'property' in part);
}

/** Whether an item has anything beside its key that could be changed. */
export function isUpdatable(entity: Entity): boolean {
  const key = new Set([...entity.pk, ...entity.sk].flatMap((part) => ('property' in part ? [part.property] : [])));
  return entity.schema.kind === 'object' && entity.schema.properties.some((property) => !key.has(property.name));
}

/** The names of an entity's functions: each makes one AWS action, or one part of a transaction. */
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
