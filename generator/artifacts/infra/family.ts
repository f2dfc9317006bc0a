import type { Family } from '../artifact.js';
import { emitEntities } from './entities.js';
import { emitExtensions } from './extensions.js';
import { emitFunctionStacks, placeFunctions } from './function-stacks.js';
import { emitImages } from './images.js';
import { emitOperations } from './operations.js';
import { emitParts } from './parts.js';
import { emitProject } from './project.js';
import { emitReadme } from './readme.js';
import { emitRunbook } from './runbook.js';
import { emitWorkflow } from './workflow.js';

/** The commands that `run.mjs` finds by their names, and what the command line of the generator loads. */
const entryPoints = [
  'run.mjs',
  'cli/app.ts',
  'cli/bundles.ts',
  'cli/deploy.ts',
  'cli/destroy.ts',
  'cli/smoke.ts',
  'cli/synth.ts',
  'explain.ts',
].map((name) => ({ path: `infra/${name}`, pointer: '#/paths' }));

/** `infra/`: the CDK application, the bundling of the functions and the derivation of their permissions. */
export const infra: Family = {
  name: 'infra',
  emit: (contract, overrides, surroundings) => {
    const stacks = placeFunctions(contract.operations, surroundings.functionStacks);
    return [
      emitProject(contract, overrides),
      emitOperations(contract, overrides, stacks),
      ...emitFunctionStacks(contract, stacks),
      emitEntities(contract),
      emitImages(contract),
      ...emitParts(contract, overrides),
      emitReadme(contract, overrides),
      emitRunbook(contract, overrides),
      ...emitWorkflow(contract),
      emitExtensions(overrides, surroundings),
    ];
  },
  entryPoints: () => entryPoints,
};
