import { findMfaChallengeByDueIndex, getMfaChallenge } from '../../generated/entities/index.js';
import type { MfaChallengeKey } from '../../generated/entities/index.js';
import type { JobContext, ScheduledJob } from '../../generated/http/jobs.js';
import { after } from '../auth/context.js';
import { dueShards } from '../auth/due-items.js';
import { sweepChallenge } from '../auth/mfa/sweep-challenge.js';

/** Challenges of one page, which are swept at the same time, and pages of one run. What is left comes with the next. */
const pageSize = 25;
const maxPages = 20;

/** Seconds. A function that found a challenge in its last moment may still be about to pass it; by then none is. */
const grace = 60;

/**
 * Revokes the tokens of challenges that expired unused, or whose sessions were ended, and removes them. One that fails
 * does not hold up the others; it comes again with the next run.
 */
export const sweep: ScheduledJob = async (context) => {
  const due = { atMost: after(context.now(), -grace).toISOString() };
  const parts = await Promise.all(dueShards.map((dueShard) => sweepPart(dueShard, due, context)));
  const failed = parts.reduce((sum, one) => sum + one, 0);
  if (failed > 0) throw new Error(`The tokens of ${failed} challenges could not be revoked.`);
};

/** Sweeps a part of what is due, and answers how many challenges failed. */
async function sweepPart(dueShard: string, sk: { readonly atMost: string }, context: JobContext): Promise<number> {
  let failed = 0;
  let page = await findMfaChallengeByDueIndex({ dueShard }, { sk, limit: pageSize });
  for (let pages = 1; ; pages += 1) {
    const results = await Promise.all(page.items.map((key) => sweepOne(key, context)));
    failed += results.filter((swept) => !swept).length;
    if (page.next === undefined || pages === maxPages) return failed;
    page = await findMfaChallengeByDueIndex({ dueShard }, { sk, limit: pageSize, after: page.next });
  }
}

/** The index holds keys alone, and lags: a challenge that somebody passed meanwhile is no longer there. */
async function sweepOne({ tokenHash }: MfaChallengeKey, context: JobContext): Promise<boolean> {
  try {
    const challenge = await getMfaChallenge({ tokenHash }, { consistent: true });
    return challenge === undefined || (await sweepChallenge(challenge, context));
  } catch (error) {
    context.logger.error('A challenge that is due could not be read.', { error });
    return false;
  }
}
