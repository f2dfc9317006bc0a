import { staticArtifact, type Family } from '../artifact.js';
import { emitEntities } from './entities.js';
import { emitOperations } from './operations.js';
import { emitProject } from './project.js';

/** The files that are the same for every contract: they read the facts from those that are not. */
const staticFiles = [
  'bundling/bundle',
  'bundling/esbuild',
  'bundling/liveness',
  'bundling/repositories',
  'model',
  'permissions/commands',
  'permissions/derive',
  'permissions/entities',
  'permissions/grant',
] as const;

/** `infra/`: the CDK application, the bundling of the functions and the derivation of their permissions. */
export const infra: Family = {
  name: 'infra',
  emit: (contract, overrides) => [
    emitProject(contract, overrides),
    emitOperations(contract),
    emitEntities(contract),
    ...staticFiles.map((name) => staticArtifact(`infra/${name}.ts`)),
  ],
};
