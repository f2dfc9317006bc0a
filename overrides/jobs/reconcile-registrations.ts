import { findRegistrationIntentByDueIndex } from '../../generated/entities/index.js';
import type { RegistrationIntent } from '../../generated/entities/index.js';
import type { JobContext, ScheduledJob } from '../../generated/http/jobs.js';
import { count } from '../auth/metrics.js';
import { settle } from '../auth/registration/leftovers.js';

/** Intents of one page, and pages of one run. What is left comes with the next run. */
const pageSize = 25;
const maxPages = 20;

/** Finishes or removes the registrations that stopped between two steps. One that fails does not hold up the others. */
export const reconcileRegistrations: ScheduledJob = async (context) => {
  const due = { atMost: context.now().toISOString() };
  let failed = 0;
  let page = await findRegistrationIntentByDueIndex({ sk: due, limit: pageSize });
  for (let pages = 1; ; pages += 1) {
    for (const attempt of page.items) failed += (await settled(attempt, context)) ? 0 : 1;
    if (page.next === undefined || pages === maxPages) break;
    page = await findRegistrationIntentByDueIndex({ sk: due, limit: pageSize, after: page.next });
  }
  if (failed > 0) throw new Error(`${failed} registrations could not be settled.`);
};

async function settled(attempt: RegistrationIntent, context: JobContext): Promise<boolean> {
  const { attemptId } = attempt;
  try {
    const settlement = await settle(attempt, context);
    context.audit({ event: `registration.${settlement}`, outcome: 'success', subject: attempt.email });
    return true;
  } catch (error) {
    count(context, 'ROLLBACK_FAILED');
    context.logger.error('A registration could not be settled.', { attemptId, error });
    return false;
  }
}
