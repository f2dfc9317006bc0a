import { findRegistrationIntentByDueIndex } from '../../generated/entities/index.js';
import type { RegistrationIntent, RegistrationIntentDueIndexPosition } from '../../generated/entities/index.js';
import type { JobContext, ScheduledJob } from '../../generated/http/jobs.js';
import { workOnDue } from '../auth/due-items.js';
import { count } from '../auth/metrics.js';
import { settle } from '../auth/registration/leftovers.js';

/** Finishes or removes the registrations that stopped between two steps. One that fails does not hold up the others. */
export const reconcileRegistrations: ScheduledJob = async (context) => {
  const due = { atMost: context.now().toISOString() };
  const failed = await workOnDue<RegistrationIntent, RegistrationIntentDueIndexPosition>(
    (page) => findRegistrationIntentByDueIndex({ sk: due, ...page }),
    (attempt) => settled(attempt, context),
  );
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
    context.audit({ event: 'registration.settle', outcome: 'failure', subject: attempt.email, reason: 'NOT_SETTLED' });
    context.logger.error('A registration could not be settled.', { attemptId, error });
    return false;
  }
}
