import type { AnswerRequest, Call, FaultHook } from '../endpoint/index.js';

/** A table whose keys are the string attributes `pk` (HASH) and `sk` (RANGE), billed on demand. */
export interface TableDefinition {
  readonly name: string;
  readonly indexes: readonly IndexDefinition[];
  /** A number: seconds since 1970 after which the sweep deletes an item. Absent: nothing expires. */
  readonly ttlAttribute?: string;
}

/** A global secondary index over string attributes, with all attributes projected. */
export interface IndexDefinition {
  readonly name: string;
  readonly pk: string;
  readonly sk?: string;
  /** What of an item is in it beside the keys; all of it where absent. */
  readonly projected?: readonly string[];
}

/** How tests watch and disturb the engine: as at the endpoint, with `dynamodb` as the service's name. */
export interface Hooks {
  readonly onCall?: (call: Call) => void | Promise<void>;
  readonly fault?: FaultHook;
}

/** How the engine is started. */
export interface DynamoDbOptions extends Hooks {
  /** Those that do not exist yet are created. */
  readonly tables: readonly TableDefinition[];
  /** Where the data lives; made if missing. Absent keeps it in memory. One process at a time may open it. */
  readonly directory?: string;
  /** The clock of expiry and of request tokens. By default the machine's. */
  readonly now?: () => Date;
}

/** A running engine. */
export interface DynamoDb {
  /** `http://127.0.0.1:<port>`, for the SDK client's `endpoint`. */
  readonly endpoint: string;
  /** What the endpoint does with a request, without the wire. */
  readonly answer: AnswerRequest;
  /** Deletes the items that have expired (at `now`, by default the engine's), and says how many. */
  sweepExpired(now?: Date): Promise<number>;
  /** Waits for operations in flight, then releases the folder. Calling it again is harmless. */
  close(): Promise<void>;
}
