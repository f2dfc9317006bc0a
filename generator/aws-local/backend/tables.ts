import type { Contract } from '../../contract/model.js';
import type { TableDefinition } from '../dynamodb/index.js';
import { localStage, tableName, tablesOf } from './environment.js';

/** The tables of a contract in the local stage. An index that several entities name is one index. */
export function tableDefinitions(contract: Contract): readonly TableDefinition[] {
  return tablesOf(contract).map((table) => {
    const entities = contract.entities.filter((entity) => entity.table === table);
    const indexes = new Map(entities.flatMap((entity) => entity.indexes.map((index) => [index.name, index])));
    const ttl = entities.find((entity) => entity.ttl !== undefined)?.ttl;
    return {
      name: tableName(table, localStage),
      indexes: [...indexes.values()].map(({ name, sk }) => ({
        name,
        pk: `${name}Pk`,
        ...(sk ? { sk: `${name}Sk` } : {}),
      })),
      ...(ttl === undefined ? {} : { ttlAttribute: ttl }),
    };
  });
}
