// Contract: #/components/schemas/ErrorResponse
import * as z from 'zod';
import { maxLength, minLength } from './_checks.js';

/** Why a request was not fulfilled. */
export const ErrorResponse = z.object({
  /**
   * A stable code to decide on. In use:
   *
   * | status | codes |
   * |---|---|
   * | 400 | `INVALID_TOKEN`, `INVALID_MFA_CODE`, `MFA_SETUP_NOT_STARTED`; `VALIDATION_ERROR` has a shape of its own |
   * | 401 | `UNAUTHORIZED`, `INVALID_CREDENTIALS`, `INVALID_REFRESH_TOKEN`, `INVALID_MFA_SESSION`, `INVALID_MFA_CODE`, `REAUTH_FAILED` |
   * | 403 | `FORBIDDEN`, `EMAIL_NOT_VERIFIED` |
   * | 404 | `NOT_FOUND`, `SESSION_NOT_FOUND` |
   * | 409 | `EMAIL_TAKEN`, `MFA_ALREADY_ENABLED` |
   * | 413 | `PAYLOAD_TOO_LARGE` |
   * | 415 | `UNSUPPORTED_MEDIA_TYPE` |
   * | 429 | `TOO_MANY_REQUESTS` |
   * | 500 | `INTERNAL_SERVER_ERROR` |
   * | 501 | `NOT_IMPLEMENTED` |
   * | 503 | `SERVICE_UNAVAILABLE` |
   */
  error: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/u)
    .check(minLength(1), maxLength(64)),
  /** The reason in plain words, for people. Not meant to be parsed. */
  message: z.string(),
  /** More about the reason, depending on the code. Never holds a secret. */
  details: z.record(z.string(), z.unknown()).optional(),
  /** Id of the request, the same as in the header `x-request-id`. */
  request_id: z.string().check(minLength(1), maxLength(128)),
  /** When the error happened. Absent from answers that the gateway gives by itself. */
  timestamp: z.iso.datetime({ offset: true }).optional(),
});

export type ErrorResponse = z.output<typeof ErrorResponse>;
