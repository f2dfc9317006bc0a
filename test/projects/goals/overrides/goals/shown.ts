import type { Goal as StoredGoal, Step as StoredStep } from '../../generated/entities/index.js';
import type { Goal, Step } from '../../generated/schemas/index.js';

/** A goal as callers see it. */
export function shownGoal(stored: StoredGoal): Goal {
  const { goalId, title, team, state, dueOn, openSteps, createdAt, updatedAt } = stored;
  return { goalId, title, team, state, dueOn, openSteps, createdAt, updatedAt };
}

/** A step as callers see it. */
export function shownStep({ stepId, goalId, text, done, doneAt, createdAt }: StoredStep): Step {
  return { stepId, goalId, text, done, createdAt, ...(doneAt === undefined ? {} : { doneAt }) };
}
