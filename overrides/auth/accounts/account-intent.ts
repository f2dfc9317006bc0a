import { randomUUID } from 'node:crypto';
import type { AccountIntent } from '../../../generated/entities/index.js';
import { dueShardOf, leftOverAt } from '../due-items.js';

/** The id of a deletion: an account is deleted once. */
const deletionId = 'DELETION';

/** The intent of a new change of an account. It stays until the change is whole; the reconciler finishes what is left. */
export function newIntent(userId: string, kind: AccountIntent['kind'], now: Date): AccountIntent {
  return {
    userId,
    intentId: kind === 'DELETION' ? deletionId : randomUUID(),
    kind,
    createdAt: now.toISOString(),
    dueShard: dueShardOf(userId),
    dueAt: leftOverAt(now),
  };
}
