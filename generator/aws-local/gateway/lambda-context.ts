import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { localArn } from '../place.js';

/**
 * The context of one invocation.
 *
 * @param limitMs the time the function has from now on
 */
export function lambdaContext(functionName: string, limitMs: number): Context {
  const deadline = performance.now() + limitMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: localArn('lambda', `function:${functionName}`),
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}

/** The type has them; Lambda's Node 24 runtime has not. */
function unsupported(): never {
  throw new Error('Lambda functions return their result; context.done, fail and succeed are gone.');
}
