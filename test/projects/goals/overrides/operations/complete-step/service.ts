import { updateGoalPart, updateStepPart, writeTransaction } from '../../../generated/entities/index.js';
import type { CompleteStepService } from '../../../generated/operations/complete-step/service.js';
import { notFound } from '../../goals/problem.js';
import { shownStep } from '../../goals/shown.js';

const dayMs = 24 * 60 * 60 * 1000;

export const complete_step: CompleteStepService = async ({ path, principal }, context) => {
  const { getStep } = context.repository;
  const step = await getStep(path, { consistent: true });
  if (step?.caller !== principal.subject) return notFound('step');
  if (step.done) return { status: 200, body: shownStep(step) };
  const now = context.now();
  const doneAt = now.toISOString();
  const expiresAt = Math.floor((now.getTime() + context.settings.doneStepsDays * dayMs) / 1000);
  const { committed } = await writeTransaction([
    updateStepPart(path, { set: { done: true, doneAt, expiresAt }, if: { done: false } }),
    updateGoalPart({ goalId: path.goalId }, { set: { updatedAt: doneAt }, add: { openSteps: -1 } }),
  ]);
  if (committed) return { status: 200, body: shownStep({ ...step, done: true, doneAt }) };
  // Somebody else was faster, or the goal is gone.
  const after = await getStep(path, { consistent: true });
  return after?.done ? { status: 200, body: shownStep(after) } : notFound('step');
};
