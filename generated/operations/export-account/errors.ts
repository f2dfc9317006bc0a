// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import { declaredError } from '../../http/errors.js';
import type { ExportAccountResult } from './service.js';

/** A declared error of `exportAccount`; its status tells which. */
export const ExportAccountError = declaredError<ExportAccountResult>('ExportAccountError');

export type ExportAccountError = InstanceType<typeof ExportAccountError>;
