import { findRegistrationIntentByDueIndex, getRegistrationIntent } from '../../generated/entities/index.js';
import type { RegistrationIntent, RegistrationIntentDueIndexPosition } from '../../generated/entities/index.js';
import type { ScheduledJob } from '../../generated/http/jobs.js';
import { workOnDue } from '../auth/due-items.js';
import { reconcileRegistration } from '../auth/registration/leftovers.js';

/** Finishes or removes the registrations that stopped between two steps. One that fails does not hold up the others. */
export const reconcileRegistrations: ScheduledJob = async (context) => {
  const due = { atMost: context.now().toISOString() };
  const failed = await workOnDue<RegistrationIntent, RegistrationIntentDueIndexPosition>(
    (dueShard, page) => findRegistrationIntentByDueIndex({ dueShard }, { sk: due, ...page }),
    ({ emailHash, attemptId }) => getRegistrationIntent({ emailHash, attemptId }, { consistent: true }),
    (attempt) => reconcileRegistration(attempt, context),
  );
  if (failed > 0) throw new Error(`${failed} registrations could not be settled.`);
};
