import type { NameRegistry } from '../naming.js';
import type { ContentReader } from './content.js';

/** What reading an operation needs to know of the rest of the contract. */
export interface OperationEnvironment extends ContentReader {
  readonly registry: NameRegistry;
  readonly schemeNames: ReadonlySet<string>;
  readonly entityNames: ReadonlySet<string>;
  readonly settingNames: ReadonlySet<string>;
}
