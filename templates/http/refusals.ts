import type { FieldError } from './error-facts.js';
import type { HttpError } from './errors.js';
import type { RequestLoggers } from './logging.js';

/** Why a request was refused. */
export interface Refusal {
  readonly requestId: string;
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldError[];
}

/** More fields than this make a log line no clearer. */
const loggedFields = 10;

let observe: ((refusal: Refusal) => void) | undefined;

/** Lets the local server see why requests are refused, whatever the level of the log. */
export function observeRefusals(observer: (refusal: Refusal) => void): void {
  observe = observer;
}

/**
 * Logs why a request is refused: the contract's error may have no room for it. Fields are named, values are not, nor are
 * keys that the caller made up (ASVS 16.2.5).
 */
export function noteRefusal(
  { status, code, fields = [] }: HttpError,
  requestId: string,
  { logger }: Pick<RequestLoggers, 'logger'>,
): void {
  const named = fields.slice(0, loggedFields).map(({ field, message, logged = field }) => ({ field: logged, message }));
  logger.info('The request is refused.', { status, code, ...(named.length > 0 ? { fields: named } : {}) });
  observe?.({ requestId, status, code, fields });
}
