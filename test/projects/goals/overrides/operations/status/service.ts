import type { StatusService } from '../../../generated/operations/status/service.js';

export const status: StatusService = async (_input, context) => ({
  status: 200,
  body: { up: true, checkedAt: context.now().toISOString() },
});
