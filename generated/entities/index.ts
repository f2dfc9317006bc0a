/** The entities of the contract, and what they share. */
export * from './account-intent.js';
export * from './backup-codes.js';
export * from './email-reservation.js';
export * from './mfa-challenge.js';
export * from './one-time-token.js';
export * from './rate-counter.js';
export * from './registration-intent.js';
export * from './returned-mail.js';
export * from './session.js';
export * from './user.js';
export type { ReadOptions } from './_actions.js';
export type { Condition } from './_conditions.js';
export { InvalidKeyError } from './_keys.js';
export type { ListOptions, Page, PageOptions, RangeOptions } from './_pages.js';
export { writeTransaction } from './_transactions.js';
export type { TransactionOptions, TransactionOutcome } from './_transactions.js';
