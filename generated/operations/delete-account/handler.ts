// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import { deleteAccount } from '../../../overrides/operations/delete-account/service.js';
import { stage } from '../../http/environment.js';
import { createHandler } from '../../http/handler.js';
import { stageConfiguration } from '../../http/stage-configuration.js';
import { deleteAccountLimits } from './limits.js';
import { deleteAccountDefinition } from './models.js';
import type { DeleteAccountService } from './service.js';

const service: DeleteAccountService = deleteAccount;
const { settings } = stageConfiguration(stage());

/** Delete one's account */
export const handler = createHandler(deleteAccountDefinition, {
  service,
  repository: {},
  limits: deleteAccountLimits(settings),
});
