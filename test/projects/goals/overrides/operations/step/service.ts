import type { StepService } from '../../../generated/operations/step/service.js';
import { notFound } from '../../goals/problem.js';
import { shownStep } from '../../goals/shown.js';

export const Step: StepService = async ({ path, principal }, context) => {
  const step = await context.repository.getStep(path);
  return step?.caller === principal.subject ? { status: 200, body: shownStep(step) } : notFound('step');
};
