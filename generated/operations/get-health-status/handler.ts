// GET /health. Contract: #/paths/~1health/get
import { getHealthStatus } from '../../../overrides/operations/get-health-status/service.js';
import { createHandler } from '../../http/handler.js';
import { getHealthStatusDefinition } from './models.js';
import type { GetHealthStatusService } from './service.js';

const service: GetHealthStatusService = getHealthStatus;

/** Tell whether the API answers */
export const handler = createHandler(getHealthStatusDefinition, {
  service,
  repository: {},
});
