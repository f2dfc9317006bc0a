import { tableLayouts } from '../../artifacts/tables.js';
import type { Contract } from '../../contract/model/contract.js';
import type { TableDefinition } from '../dynamodb/index.js';
import { localStage, tableName } from './environment.js';

/** The tables of a contract in the local stage. */
export function tableDefinitions(contract: Contract): readonly TableDefinition[] {
  return tableLayouts(contract).map(({ name, indexes, ttlAttribute }) => ({
    name: tableName(name, localStage),
    indexes,
    ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
  }));
}
