import type { Authorizer } from '../../generated/http/authorizer.js';
import { readCallerKey } from '../../generated/http/secrets.js';
import { serviceOf } from '../goals/api-key.js';

/** Lets in the services that were given a key. Nothing is stored about them: a key proves itself. */
export const ApiKeyAuth: Authorizer = async ({ credential }) => {
  const service = serviceOf(credential, await readCallerKey());
  return service === undefined ? undefined : { subject: service };
};
