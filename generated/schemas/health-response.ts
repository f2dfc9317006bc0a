// Contract: #/components/schemas/HealthResponse
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** The API answers. */
export const HealthResponse = z.object({
  /** Always `ok`. */
  status: z.literal('ok'),
  /** The version of the deployed contract. */
  version: z.string().check(minLength(1), maxLength(64)),
  /** The time of the server. */
  timestamp: z.iso.datetime({ offset: true }),
});

export type HealthResponse = z.output<typeof HealthResponse>;
