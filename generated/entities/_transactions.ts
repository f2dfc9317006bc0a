import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../http/dynamodb-client.js';

/** Why a part kept a transaction from being committed; `None` for a part that had no objection. */
export type CancellationReason =
  | 'None'
  | 'ConditionalCheckFailed'
  | 'ItemCollectionSizeLimitExceeded'
  | 'ProvisionedThroughputExceeded'
  | 'ThrottlingError'
  | 'TransactionConflict'
  | 'ValidationError';

/** What became of a transaction: everything was written, or nothing. */
export type TransactionOutcome =
  | { readonly committed: true }
  | {
      readonly committed: false;
      /** One for each part, in the order of the parts. */
      readonly reasons: readonly CancellationReason[];
    };

/** How a transaction is written. */
export interface TransactionOptions {
  /** Within ten minutes DynamoDB writes the same parts with the same token only once. At most 36 characters. */
  readonly token?: string;
}

/**
 * Writes all parts or none of them. A condition that does not hold is an answer. A conflict with
 * another transaction and throttling are not: the error is thrown, and whoever calls may try again.
 */
export async function writeTransaction(
  parts: readonly TransactWriteItem[],
  options: TransactionOptions = {},
): Promise<TransactionOutcome> {
  try {
    await dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: [...parts], ClientRequestToken: options.token }),
    );
    return { committed: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = (error.CancellationReasons ?? []).map(({ Code }) => (Code ?? 'None') as CancellationReason);
    if (!reasons.includes('ConditionalCheckFailed')) throw error;
    return { committed: false, reasons };
  }
}
