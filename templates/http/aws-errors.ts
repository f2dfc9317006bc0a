/** What the AWS SDK's errors carry; each of them is absent on other errors. */
export interface AwsErrorFacts {
  readonly name?: unknown;
  /** Set by Node on network errors, e.g. `ECONNRESET`. */
  readonly code?: unknown;
  readonly $fault?: unknown;
  readonly $retryable?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
  readonly cause?: unknown;
}

/** Throttling and time-outs by name: not every service marks them in another way. */
const unavailableNames: ReadonlySet<unknown> = new Set([
  'InternalServerError',
  'InternalErrorException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottledException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const networkCodes: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Reasons for which DynamoDB cancels a transaction that would have gone through at a quieter time. */
const transientReasons: ReadonlySet<unknown> = new Set([
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
  'TransactionConflict',
]);

const deepestCause = 5;

/** The error as the AWS SDK threw it, or undefined when it is of another origin. */
export function asAwsError(error: unknown): AwsErrorFacts | undefined {
  if (!(error instanceof Error)) return undefined;
  return '$metadata' in error || '$fault' in error ? (error as AwsErrorFacts) : undefined;
}

/**
 * True when AWS, or the way to it, is throttling, timing out or down. Such a fault is answered
 * with 503 and `Retry-After`; everything else that AWS refuses is a mistake of ours and a 500.
 */
export function isAwsUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error)) return false;
  const facts: AwsErrorFacts = error;
  const status = facts.$metadata?.httpStatusCode ?? 0;
  return (
    unavailableNames.has(facts.name) ||
    networkCodes.has(facts.code) ||
    facts.$fault === 'server' ||
    facts.$retryable !== undefined ||
    status >= 500 ||
    status === 429 ||
    (facts.CancellationReasons ?? []).some((reason) => transientReasons.has(reason.Code)) ||
    (depth < deepestCause && isAwsUnavailable(facts.cause, depth + 1))
  );
}
