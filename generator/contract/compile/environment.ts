import type { SettingValue } from '../model/contract.js';
import type { NameRegistry } from '../model/name-registry.js';
import type { Schema } from '../model/schema.js';
import type { ContentReader } from './content.js';

/** What reading an operation needs to know of the rest of the contract. */
export interface OperationEnvironment extends ContentReader {
  readonly registry: NameRegistry;
  readonly schemeNames: ReadonlySet<string>;
  /** The settings common to all stages. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Puts a check off until all named schemas have been read. */
  readonly afterSchemas: (check: (find: (name: string) => Schema | undefined) => void) => void;
}
