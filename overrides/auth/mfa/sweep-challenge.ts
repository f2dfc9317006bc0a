import type { MfaChallenge } from '../../../generated/entities/index.js';
import type { JobContext } from '../../../generated/http/jobs.js';
import { count } from '../metrics.js';
import { discardChallenge } from './challenge.js';

/**
 * Revokes the tokens of a challenge that no login will come of, and removes it, for the sweep.
 *
 * @returns false when they could not be revoked; the challenge then stays
 */
export async function sweepChallenge(challenge: MfaChallenge, context: JobContext): Promise<boolean> {
  const { userId } = challenge;
  try {
    await discardChallenge(challenge, context);
    context.audit({ event: 'login.challenge-expired', outcome: 'success', subject: userId });
    return true;
  } catch (error) {
    count('TokenNotRevoked', context);
    context.audit({ event: 'login.challenge-expired', outcome: 'failure', subject: userId, reason: 'NOT_REVOKED' });
    context.logger.error('The tokens of a challenge could not be revoked.', { error });
    return false;
  }
}
