import type { Principal } from '../../../generated/http/context.js';
import { unauthorized } from '../../../generated/http/errors.js';

/** The caller of an operation with `bearerAuth`. */
export interface Caller {
  readonly userId: string;
  /** The `origin_jti` of the access token: the session that stood when the call came. */
  readonly sessionId: string;
  /** The user's session epoch at that moment. */
  readonly sessionEpoch: number;
}

/**
 * Reads what `bearerAuth` found. The gateway hands values on as strings.
 *
 * @throws HttpError 401 when something is missing: then it was not `bearerAuth` that let the caller in
 */
export function callerOf({ scheme, subject, claims }: Principal): Caller {
  const { sessionId, sessionEpoch } = claims;
  const epoch = Number(sessionEpoch ?? Number.NaN);
  if (scheme !== 'bearerAuth' || typeof sessionId !== 'string' || sessionId === '' || !Number.isSafeInteger(epoch)) {
    throw unauthorized();
  }
  return { userId: subject, sessionId, sessionEpoch: epoch };
}
