/** One fault of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  /** The field as a log may name it, where its name holds a key that the caller made up. */
  readonly logged?: string;
}

/** What is known of an error when its body is made. */
export interface ErrorFacts {
  readonly status: number;
  /** The reason phrase of the status (RFC 9110, 15). */
  readonly title: string;
  /** Stable, in upper case. */
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly requestId: string;
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly fields?: readonly FieldError[];
}
