import { randomUUID } from 'node:crypto';
import type { AccountIntent } from '../../../generated/entities/index.js';
import { after } from '../context.js';

/**
 * Seconds after which an intent counts as left over. Longer than any function may run (20 s) and than a call that timed
 * out may take to have effect, so that nobody settles what is still under way.
 */
const intentSeconds = 60;

/** The id of a deletion: an account is deleted once. */
const deletionId = 'DELETION';

/** The intent of a new change of an account. It stays until the change is whole; the reconciler finishes what is left. */
export function newIntent(userId: string, kind: AccountIntent['kind'], now: Date): AccountIntent {
  return {
    userId,
    intentId: kind === 'DELETION' ? deletionId : randomUUID(),
    kind,
    createdAt: now.toISOString(),
    dueAt: after(now, intentSeconds).toISOString(),
  };
}
