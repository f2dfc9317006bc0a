/// <reference types="node" />
import { asAwsError } from './aws-errors.js';

const mostAttempts = 4;

/** Milliseconds before the second attempt; each further one waits twice as long. */
const firstWait = 20;

/**
 * Sends the write of one item, again if a transaction holds the item. DynamoDB refuses it with
 * `TransactionConflictException`, which the SDK does not try again; a transaction is over within milliseconds.
 */
export async function unlessInConflict<Output>(send: () => Promise<Output>): Promise<Output> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === mostAttempts || asAwsError(error)?.name !== 'TransactionConflictException') throw error;
    }
    const wait = firstWait * 2 ** (attempt - 1);
    await new Promise((done) => setTimeout(done, wait * (0.5 + Math.random())));
  }
}
