import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { traced } from './tracing.js';

/**
 * The one DynamoDB client of a function; region, credentials and endpoint come from the
 * environment. The time-outs (milliseconds) are short because the table answers within ten:
 * with three attempts a dead connection costs some seconds, not the gateway's 29.
 */
export const dynamodb = /* @__PURE__ */ traced(
  /* @__PURE__ */ new DynamoDBClient({
    maxAttempts: 3,
    // A third less CPU for each call. Nothing changes the middleware later; the first command of each kind stays in memory.
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }),
);
