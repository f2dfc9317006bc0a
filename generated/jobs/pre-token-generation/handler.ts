// Contract: #/x-authwright/jobs/pre-token-generation
import { preTokenGeneration } from '../../../overrides/jobs/pre-token-generation.js';
import { createPreTokenGenerationJob, type PreTokenGenerationJob } from '../../http/jobs.js';

const job: PreTokenGenerationJob = preTokenGeneration;

/** Takes the scope of Cognito's user self-service out of access tokens. */
export const handler = createPreTokenGenerationJob('pre-token-generation', job);
