import { randomUUID } from 'node:crypto';
import type { CreateGoalService } from '../../../generated/operations/create-goal/service.js';
import { anyShard } from '../../goals/shards.js';
import { shownGoal } from '../../goals/shown.js';

export const createGoal: CreateGoalService = async ({ body, principal }, context) => {
  const now = context.now().toISOString();
  const goal = {
    ...body,
    goalId: randomUUID(),
    caller: principal.subject,
    state: 'open' as const,
    openUntil: body.dueOn,
    shard: anyShard(),
    openSteps: 0,
    createdAt: now,
    updatedAt: now,
  };
  await context.repository.createGoal(goal);
  context.audit({ event: 'goal.created', outcome: 'success', subject: goal.caller });
  return { status: 201, headers: { location: `goals/${goal.goalId}` }, body: shownGoal(goal) };
};
