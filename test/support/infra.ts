import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import type * as App from '../../generated/infra/app.js';
import type * as Bundling from '../../generated/infra/bundling/bundle.js';
import type * as Esbuild from '../../generated/infra/bundling/esbuild.js';
import type * as Report from '../../generated/infra/cli/report.js';
import type * as Assertions from '../../generated/infra/gateway/assertions.js';
import type * as Routes from '../../generated/infra/gateway/routes.js';
import type * as Functions from '../../generated/infra/stacks/functions.js';
import type * as Entities from '../../generated/infra/entities.js';
import type * as Limits from '../../generated/infra/limits.js';
import type * as Needs from '../../generated/infra/needs.js';
import type * as Operations from '../../generated/infra/operations.js';
import type * as Placement from '../../generated/infra/placement.js';
import type * as Project from '../../generated/infra/project.js';
import type * as Stage from '../../generated/infra/stage.js';

/** The emitted infrastructure of a project, compiled and loaded as its own commands load it. */
export type Infra = typeof App &
  typeof Bundling &
  typeof Report &
  typeof Assertions &
  typeof Routes &
  typeof Functions &
  Pick<typeof Entities, 'tables'> &
  typeof Limits &
  typeof Needs &
  typeof Operations &
  typeof Placement &
  typeof Project &
  typeof Stage;

const modules = [
  'app',
  'bundling/bundle',
  'cli/report',
  'gateway/assertions',
  'gateway/routes',
  'stacks/functions',
  'entities',
  'limits',
  'needs',
  'operations',
  'placement',
  'project',
  'stage',
];

/** Compiles and loads the infrastructure that a project has below `generated/`. */
export async function loadInfra(project: string, output: string): Promise<Infra> {
  // A project without tables has no such module.
  const there = modules.filter((module) => existsSync(join(project, `generated/infra/${module}.ts`)));
  return (await load(there, project, join(output, 'infra.cjs'))) as Infra;
}

/** What makes the deployable bundles of a project, and the names of its functions. Knows nothing of the CDK. */
export type DeployableFunctions = typeof Bundling & typeof Esbuild & typeof Operations & typeof Project;

/** Compiles and loads what makes the deployable bundles. */
export async function loadBundling(project: string, output: string): Promise<DeployableFunctions> {
  const functions = ['bundling/bundle', 'bundling/esbuild', 'operations', 'project'];
  return (await load(functions, project, join(output, 'bundling.cjs'))) as DeployableFunctions;
}

async function load(modules: readonly string[], project: string, outfile: string): Promise<unknown> {
  await build({
    stdin: {
      contents: modules.map((module) => `export * from './generated/infra/${module}.js';`).join('\n'),
      resolveDir: project,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    tsconfigRaw: '{}',
  });
  return createRequire(import.meta.url)(outfile);
}

/** The handlers of a project with what they need, without their bundles: templates depend on nothing else. */
export async function handlersOf(infra: Infra, project: string, output: string): Promise<Needs.Handlers> {
  const folders = { project, emitted: join(project, 'generated') };
  return infra.handlersOf(await infra.sketchFunctions(output, folders));
}

/** A resource of a template, as far as tests look into it. */
export interface Resource {
  readonly Type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- templates are looked into freely
  readonly Properties: any;
  readonly [key: string]: unknown;
}
