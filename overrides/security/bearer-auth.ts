import { getSession, getUser } from '../../generated/entities/index.js';
import type { Authorizer } from '../../generated/http/authorizer.js';
import { verifyAccessToken } from '../auth/sessions/access-token.js';
import { isAdmitted } from '../auth/sessions/standing.js';

/**
 * Lets in the holder of an access token whose session stands. Session and user are read consistently on every call and
 * nothing is cached, so that logout, revocation, reset, changes of password or MFA and deletion are effective at once
 * (ASVS 5.0, 7.4.1 to 7.4.3).
 *
 * @throws when a key, the session or the user cannot be read: the gateway then answers 503
 */
export const bearerAuth: Authorizer = async ({ credential }, context) => {
  const claims = await verifyAccessToken(credential, context.now());
  if (claims === undefined) return undefined;
  const { userId, originJti } = claims;
  const [session, user] = await Promise.all([
    getSession({ userId, originJti }, { consistent: true }),
    getUser({ userId }, { consistent: true }),
  ]);
  if (session === undefined || user === undefined || !isAdmitted(session, user, context)) return undefined;
  return { subject: userId, claims: { sessionId: originJti, sessionEpoch: user.sessionEpoch } };
};
