import type { DeleteGoalService } from '../../../generated/operations/delete-goal/service.js';
import { conflict, notFound } from '../../goals/problem.js';

export const deleteGoal: DeleteGoalService = async ({ path: { goalId }, principal }, context) => {
  const caller = principal.subject;
  const { deleteGoal: remove, getGoal } = context.repository;
  // Steps that are done go by themselves.
  if (await remove({ goalId }, { if: { caller, openSteps: 0 } })) {
    context.audit({ event: 'goal.deleted', outcome: 'success', subject: caller });
    return { status: 204 };
  }
  const goal = await getGoal({ goalId }, { consistent: true });
  return goal?.caller === caller ? conflict(`${goal.openSteps} steps are not done.`) : notFound('goal');
};
