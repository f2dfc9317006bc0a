/** A table whose keys are the string attributes `pk` (HASH) and `sk` (RANGE), billed on demand. */
export interface TableDefinition {
  readonly name: string;
  readonly indexes: readonly IndexDefinition[];
  /** Seconds since 1970 after which an item may be deleted. Not acted upon here. */
  readonly ttlAttribute?: string;
}

/** A global secondary index over string attributes, with all attributes projected. */
export interface IndexDefinition {
  readonly name: string;
  readonly pk: string;
  readonly sk?: string;
}

/** How the engine is started. */
export interface DynamoDbOptions {
  /** Those that do not exist yet are created. */
  readonly tables: readonly TableDefinition[];
  /** Where the data lives; made if missing. Absent keeps it in memory. One process at a time may open it. */
  readonly directory?: string;
}

/** A running engine. */
export interface DynamoDb {
  /** `http://127.0.0.1:<port>`, for the SDK client's `endpoint`. */
  readonly endpoint: string;
  /** Waits for operations in flight, then releases the folder. Calling it again is harmless. */
  close(): Promise<void>;
}
