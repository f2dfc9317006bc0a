import { isAwsUnavailable } from '../../generated/http/aws-errors.js';
import { HttpError, serviceUnavailable } from '../../generated/http/errors.js';
import { isNamed } from '../aws/errors.js';
import type { DomainContext } from './context.js';
import { count } from './metrics.js';

/** Seconds. Cognito's quotas are per second, so that a moment is enough. */
const retryAfterThrottling = 2;

/** Our own trigger failed while Cognito waited for it. */
const triggerFaults = ['InvalidLambdaResponseException', 'UnexpectedLambdaException', 'UserLambdaValidationException'];

/**
 * The error to throw for a failed call of Cognito: 503 with `Retry-After` when Cognito throttles, is down or could not
 * run our trigger, so that nothing is counted against the caller; else the error itself, which is a fault of ours.
 */
export function cognitoFault(error: unknown, context: Pick<DomainContext, 'metrics'>): unknown {
  if (error instanceof HttpError) return error;
  if (!isAwsUnavailable(error) && !isNamed(error, ...triggerFaults)) return error;
  count('CognitoThrottled', context);
  return serviceUnavailable(retryAfterThrottling, error);
}

/** Runs what calls Cognito, and throws its failure as `cognitoFault` has it. */
export async function inCognito<T>(context: Pick<DomainContext, 'metrics'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw cognitoFault(error, context);
  }
}
