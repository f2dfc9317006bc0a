// GET /health. Contract: #/paths/~1health/get
import { declaredError } from '../../http/errors.js';
import type { GetHealthStatusResult } from './service.js';

/** A declared error of `getHealthStatus`; its status tells which. */
export const GetHealthStatusError = declaredError<GetHealthStatusResult>('GetHealthStatusError');

export type GetHealthStatusError = InstanceType<typeof GetHealthStatusError>;
