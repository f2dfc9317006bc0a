import type { Session } from '../../../generated/entities/index.js';
import { HttpError } from '../../../generated/http/errors.js';
import { rateLimits } from '../../../generated/http/rate-limit.js';
import { after, type RequestContext } from '../context.js';
import { sha256 } from '../crypto/hash.js';
import { asTryOf } from '../tries.js';
import { isGenuine, type GivenRefreshToken } from './refresh-token.js';
import { openSecrets } from './secrets.js';

/**
 * Seconds for which a replaced token still counts: longer than the gateway waits for an answer, so that one that got
 * lost costs nothing.
 */
const graceSeconds = 60;

/** Tokens of one session that are neither the current nor the previous one, within an hour. Each costs a call of KMS. */
const rule = { key: ['principal.subject'], attempts: 5, windowSeconds: 3600, countOn: [401] } as const;

/**
 * A token that leads to a session and does not count: an old one after its grace, one that has not been handed out yet
 * (the table was set back, or the key is known to somebody), one with a wrong MAC, or one too many to be looked at.
 */
export type StrangeToken = 'reused' | 'ahead' | 'forged' | 'unchecked';

/**
 * Judges a token by the session that it names. The hashes of the current and the previous one decide without KMS; what
 * is neither of them is looked at a few times an hour, so that made-up tokens neither cost calls without end nor keep
 * the session's own tokens from counting.
 *
 * @throws HttpError 503 when the tries cannot be counted; the errors of KMS, which cost no try
 */
export async function judgeToken(
  given: GivenRefreshToken,
  session: Session,
  context: RequestContext,
): Promise<StrangeToken | 'good'> {
  const hash = sha256(given.text);
  if (hash === session.refreshHash) return 'good';
  if (hash === session.previousRefreshHash) return hasGrace(session, context.now()) ? 'good' : 'reused';
  return judgeOther(given, session, context);
}

function hasGrace({ refreshedAt }: Session, now: Date): boolean {
  return refreshedAt !== undefined && after(new Date(refreshedAt), graceSeconds) > now;
}

async function judgeOther(given: GivenRefreshToken, session: Session, context: RequestContext): Promise<StrangeToken> {
  const principal = { scheme: 'bearerAuth', subject: session.originJti, claims: {} };
  let judgement: StrangeToken = 'forged';
  try {
    await asTryOf(rateLimits('otherRefreshTokens', [rule]), { principal }, context, async () => {
      if (isGenuine(given, (await openSecrets(session)).key)) {
        judgement = given.counter > session.refreshCounter ? 'ahead' : 'reused';
      }
      // A wrong secret, whichever it is: all of them count.
      return undefined;
    });
    return judgement;
  } catch (error) {
    if (error instanceof HttpError && error.status === 429) return 'unchecked';
    throw error;
  }
}
