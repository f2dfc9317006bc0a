// GET /users/profile. Contract: #/paths/~1users~1profile/get
import { getUserProfile } from '../../../overrides/operations/get-user-profile/service.js';
import { createHandler } from '../../http/handler.js';
import { getUserProfileDefinition } from './models.js';
import { getUserProfileRepository } from './repository.js';
import type { GetUserProfileService } from './service.js';

const service: GetUserProfileService = getUserProfile;

/** Read one's own profile */
export const handler = createHandler(getUserProfileDefinition, {
  service,
  repository: getUserProfileRepository,
});
