import type { NamedSchema } from '../../contract/model/contract.js';
import type { Schema } from '../../contract/model/schema.js';
import { symbol, typeSymbol, type CodeSymbol } from '../../encode/code.js';

/** What compiling a schema needs to know of the others. */
export interface SchemaContext {
  /** The schema of a name; undefined for one that is not there. */
  readonly find: (name: string) => Schema | undefined;
  /** The key in the contract of a name. */
  readonly key: (name: string) => string | undefined;
  /** The exported schema of a name, as a value. */
  readonly value: (name: string) => CodeSymbol;
  /** The exported type of a name. */
  readonly type: (name: string) => CodeSymbol;
}

/** The zod namespace. As a namespace import it leaves out of a bundle what is not used. */
export const z: CodeSymbol = { kind: 'symbol', name: '*', local: 'z', module: 'zod', typeOnly: false };

/** The context of a contract's named schemas. */
export function createSchemaContext(schemas: readonly NamedSchema[]): SchemaContext {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const moduleOf = (name: string): string => `./schemas/${byName.get(name)?.file ?? name}`;
  return {
    find: (name) => byName.get(name)?.schema,
    key: (name) => byName.get(name)?.key,
    value: (name) => symbol(name, moduleOf(name)),
    type: (name) => typeSymbol(name, moduleOf(name)),
  };
}
