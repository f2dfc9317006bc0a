import type { PreTokenGenerationJob } from '../../generated/http/jobs.js';

/**
 * The scope that lets the holder of an access token change attributes and factors, or delete the user, at Cognito
 * itself, past this backend (Cognito developer guide, "Scopes, M2M, and resource servers").
 */
const selfService = 'aws.cognito.signin.user.admin';

/** Takes the self-service scope out of every access token (trigger event of version 2). */
export const preTokenGeneration: PreTokenGenerationJob = async (event) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: [selfService] } } },
});
