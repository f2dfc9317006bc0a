import { staticArtifact, type Family } from '../artifact.js';
import { emitEntities } from './entities.js';
import { emitExtensions } from './extensions.js';
import { emitOperations } from './operations.js';
import { emitProject } from './project.js';
import { emitReadme } from './readme.js';
import { emitRunbook } from './runbook.js';
import { emitWorkflow } from './workflow.js';

/** The files that are the same for every contract: they read the facts from those that are not. */
const staticFiles = [
  'app.ts',
  'bundling/bundle.ts',
  'bundling/esbuild.ts',
  'bundling/lambda.ts',
  'bundling/liveness.ts',
  'bundling/repositories.ts',
  'cli/app.ts',
  'cli/arguments.ts',
  'cli/bundles.ts',
  'cli/cdk.ts',
  'cli/deploy.ts',
  'cli/destroy.ts',
  'cli/digests.ts',
  'cli/plan.ts',
  'cli/push-images.ts',
  'cli/report.ts',
  'cli/synth.ts',
  'explain.ts',
  'gateway/assertions.ts',
  'gateway/document.ts',
  'gateway/preflight.ts',
  'gateway/responses.ts',
  'gateway/routes.ts',
  'gateway/security.ts',
  'limits.ts',
  'model.ts',
  'names.ts',
  'needs.ts',
  'permissions/commands.ts',
  'permissions/derive.ts',
  'permissions/entities.ts',
  'permissions/grant.ts',
  'permissions/policy.ts',
  'stacks/alarms.ts',
  'stacks/api.ts',
  'stacks/base.ts',
  'stacks/dashboard.ts',
  'stacks/denying-authorizer.ts',
  'stacks/domain.ts',
  'stacks/function.ts',
  'stacks/functions.ts',
  'stacks/images.ts',
  'stacks/invoke-roles.ts',
  'stacks/jobs.ts',
  'stacks/keys.ts',
  'stacks/mail.ts',
  'stacks/observability.ts',
  'stacks/queues.ts',
  'stacks/surroundings.ts',
  'stacks/tables.ts',
  'stacks/user-pool.ts',
  'stacks/web-acl.ts',
  'stage.ts',
  'run.mjs',
] as const;

/** `infra/`: the CDK application, the bundling of the functions and the derivation of their permissions. */
export const infra: Family = {
  name: 'infra',
  emit: (contract, overrides, surroundings) => [
    emitProject(contract, overrides),
    emitOperations(contract, overrides),
    emitEntities(contract),
    emitReadme(contract),
    emitRunbook(),
    emitWorkflow(contract),
    emitExtensions(overrides, surroundings),
    ...staticFiles.map((name) => staticArtifact(`infra/${name}`)),
  ],
};
