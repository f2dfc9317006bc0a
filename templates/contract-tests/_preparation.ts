import type { Answer, TestRequest } from './_api.js';

/** Calls an operation by its id, for what has to be there before a test: an order to be read, a caller's credential. */
export type Call = (operationId: string, request: TestRequest) => Promise<Answer>;

/** Makes the request that an operation answers with its success. It is given the contract's example. */
export type Preparation = (example: TestRequest, call: Call) => Promise<TestRequest>;

/** What the team adds to the emitted tests, from `overrides/contract-tests/setup.ts`. */
export interface ContractTestSetup {
  /** The headers that carry credentials, for operations that need them. */
  readonly credentials?: (call: Call) => Promise<Readonly<Record<string, string>>>;
  /** By operationId. */
  readonly preparations?: Readonly<Record<string, Preparation>>;
}
