import { randomUUID } from 'node:crypto';
import { createStepPart, updateGoalPart, writeTransaction } from '../../../generated/entities/index.js';
import type { AddStepService } from '../../../generated/operations/add-step/service.js';
import { notFound } from '../../goals/problem.js';
import { shownStep } from '../../goals/shown.js';

export const addStep: AddStepService = async ({ path: { goalId }, body, principal }, context) => {
  const caller = principal.subject;
  const createdAt = context.now().toISOString();
  const step = { goalId, stepId: randomUUID(), caller, text: body.text, done: false, createdAt };
  const { committed } = await writeTransaction([
    updateGoalPart({ goalId }, { set: { updatedAt: createdAt }, add: { openSteps: 1 }, if: { caller } }),
    createStepPart(step),
  ]);
  return committed ? { status: 201, body: shownStep(step) } : notFound('goal');
};
