import type { GetGoalService } from '../../../generated/operations/get-goal/service.js';
import { notFound } from '../../goals/problem.js';
import { shownGoal } from '../../goals/shown.js';

export const getGoal: GetGoalService = async ({ path: { goalId }, principal }, { repository }) => {
  const goal = await repository.getGoal({ goalId });
  return goal?.caller === principal.subject ? { status: 200, body: shownGoal(goal) } : notFound('goal');
};
