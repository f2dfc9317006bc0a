import type { UpdateGoalService } from '../../../generated/operations/update-goal/service.js';
import { conflict, notFound } from '../../goals/problem.js';
import { shownGoal } from '../../goals/shown.js';

export const updateGoal: UpdateGoalService = async ({ path: { goalId }, body, principal }, context) => {
  const goal = await context.repository.getGoal({ goalId }, { consistent: true });
  if (goal?.caller !== principal.subject) return notFound('goal');
  const { title = goal.title, state = goal.state, dueOn = goal.dueOn } = body;
  const { caller, team, shard } = goal;
  const isOpen = state === 'open';
  const updated = await context.repository.updateGoal(
    { goalId },
    {
      // The properties of an index are set together, so that its keys follow from the change alone.
      set: {
        title,
        state,
        dueOn,
        caller,
        team,
        ...(isOpen ? { openUntil: dueOn, shard } : {}),
        updatedAt: context.now().toISOString(),
      },
      ...(isOpen ? {} : { remove: ['openUntil'] }),
      if: { updatedAt: goal.updatedAt },
    },
  );
  return updated ? { status: 200, body: shownGoal(updated) } : conflict('Somebody else has just changed the goal.');
};
