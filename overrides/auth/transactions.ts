import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { asAwsError, isAwsUnavailable } from '../../generated/http/aws-errors.js';
import { writeTransaction } from '../../generated/entities/index.js';
import type { TransactionOptions, TransactionOutcome } from '../../generated/entities/index.js';

/** Tries of one transaction. Thirty rivals for one item need about ten at these pauses. */
const maxTries = 12;

/** Milliseconds. Random, so that rivals do not meet again. */
const longestPause = 60;

/**
 * Writes all parts or none, and tries again when another transaction was at the same items: DynamoDB cancels one of
 * two (`TransactionConflict`), which says nothing about the conditions. With a token a time-out is tried once more as
 * well, since DynamoDB then writes the parts only once.
 *
 * @throws the error of DynamoDB when no try went through
 */
export async function commit(
  parts: readonly TransactWriteItem[],
  options: TransactionOptions = {},
): Promise<TransactionOutcome> {
  let faults = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeTransaction(parts, options);
    } catch (error) {
      const isFault = !isConflict(error);
      if (isFault) faults += 1;
      const again = isFault ? options.token !== undefined && faults === 1 && isAwsUnavailable(error) : true;
      if (!again || attempt >= maxTries) throw error;
      await sleep(randomInt(5, longestPause));
    }
  }
}

function isConflict(error: unknown): boolean {
  const aws = asAwsError(error);
  if (aws?.name === 'TransactionInProgressException') return true;
  return (aws?.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict');
}
