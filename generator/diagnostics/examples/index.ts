import type { DiagnosticCode } from '../catalogue.js';
import type { Example } from './example.js';
import { extensions } from './extensions.js';
import { openapi } from './openapi.js';
import { overrides } from './overrides.js';
import { reading } from './reading.js';

export type { Example, ExampleFiles } from './example.js';

/** An example of every code of the catalogue; a code without one does not compile. */
export const examples: Readonly<Record<DiagnosticCode, Example>> = {
  ...reading,
  ...openapi,
  ...extensions,
  ...overrides,
};
