import type { GetHealthStatusService } from '../../../generated/operations/get-health-status/service.js';

/** The version of the API, as the contract's `info.version` says. */
const version = '1.0.0';

/** Answers as long as the function runs; what it depends on has alarms of its own. */
export const getHealthStatus: GetHealthStatusService = async (_input, context) => ({
  status: 200,
  body: { status: 'ok', version, timestamp: context.now().toISOString() },
});
