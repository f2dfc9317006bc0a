import { setup as given } from '../../overrides/contract-tests/setup.js';
import type { ContractTestSetup } from './_preparation.js';

/** The set-up in force. */
export const setup: ContractTestSetup = given;
