// Contract: #/components/schemas/ValidationErrorResponse
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';
import { ValidationError } from './validation-error.js';

/** A request that does not follow the contract, with every fault that was found. */
export const ValidationErrorResponse = z.object({
  /** Always `VALIDATION_ERROR`. */
  error: z.literal('VALIDATION_ERROR'),
  /** The reason in plain words, for people. Not meant to be parsed. */
  message: z.string(),
  /** The faults, one entry each. */
  validation_errors: z.array(ValidationError),
  /** Id of the request, the same as in the header `x-request-id`. */
  request_id: z.string().check(minLength(1), maxLength(128)),
  /** When the error happened. Absent from answers that the gateway gives by itself. */
  timestamp: z.iso.datetime({ offset: true }).optional(),
});

export type ValidationErrorResponse = z.output<typeof ValidationErrorResponse>;
