// PUT /users/profile. Contract: #/paths/~1users~1profile/put
import { updateUserProfile } from '../../../overrides/operations/update-user-profile/service.js';
import { createHandler } from '../../http/handler.js';
import { updateUserProfileDefinition } from './models.js';
import { updateUserProfileRepository } from './repository.js';
import type { UpdateUserProfileService } from './service.js';

const service: UpdateUserProfileService = updateUserProfile;

/** Change one's own profile */
export const handler = createHandler(updateUserProfileDefinition, {
  service,
  repository: updateUserProfileRepository,
});
