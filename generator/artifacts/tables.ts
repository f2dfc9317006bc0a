import type { Contract, Entity, KeyTemplate } from '../contract/model/contract.js';
import { tableVariable } from '../contract/model/naming.js';
import { indexAttributes } from '../contract/model/derived-names.js';

/** A table as whoever creates it needs to know it. Keys are the text attributes `pk` and `sk`. */
export interface TableLayout {
  /** Without the stage. */
  readonly name: string;
  /** The variable that tells a function the table's full name. */
  readonly environmentVariable: string;
  readonly ttlAttribute?: string;
  readonly indexes: readonly IndexLayout[];
}

/** An index of a table. */
export interface IndexLayout {
  readonly name: string;
  readonly pk: string;
  readonly sk?: string;
  /** What of an item is in it beside the keys themselves; all of it where absent. */
  readonly projected?: readonly string[];
}

/**
 * The tables of all entities with their indexes, and the one that rate limits are counted in, sorted by name. Entities
 * that name the same index share it.
 */
export function tableLayouts({
  entities,
  operations,
  defaultTable,
}: Pick<Contract, 'entities' | 'operations' | 'defaultTable'>): readonly TableLayout[] {
  const counted = operations.some((operation) => operation.rateLimits.length > 0);
  const names = new Set([...entities.map(({ table }) => table), ...(counted ? [defaultTable] : [])]);
  return [...names].sort().map((table) => {
    const members = entities.filter((entity) => entity.table === table);
    const indexes = members.flatMap((entity) => entity.indexes);
    const indexNames = [...new Set(indexes.map(({ name }) => name))].sort();
    const ttlAttribute =
      members.flatMap(({ ttl }) => ttl ?? [])[0] ?? (counted && table === defaultTable ? 'expiresAt' : undefined);
    return {
      name: table,
      environmentVariable: tableVariable(table),
      ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
      indexes: indexNames.map((name) => ({
        name,
        pk: indexAttributes(name).pk,
        ...(indexes.some((index) => index.name === name && index.sk) ? { sk: indexAttributes(name).sk } : {}),
        ...projectionOf(name, members),
      })),
    };
  });
}

/** DynamoDB's keys are texts made of properties: what reads them back are the properties, and whose item it is. */
function projectionOf(name: string, entities: readonly Entity[]): Pick<IndexLayout, 'projected'> {
  const properties = entities.flatMap((entity) =>
    entity.indexes
      .filter((index) => index.name === name && index.projection === 'keys')
      .flatMap(({ pk, sk }) => [entity.pk, entity.sk, pk, sk ?? []].flatMap(propertiesOf)),
  );
  return properties.length === 0 ? {} : { projected: [...new Set(['entity', ...properties])].sort() };
}

function propertiesOf(template: KeyTemplate): readonly string[] {
  return template.flatMap((part) => ('property' in part ? part.property : []));
}
