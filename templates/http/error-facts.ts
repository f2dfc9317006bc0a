/** One fault of a request. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What is known of an error when its body is made. */
export interface ErrorFacts {
  readonly status: number;
  /** Stable, in upper case. */
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
  readonly requestId: string;
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly fields?: readonly FieldError[];
}
