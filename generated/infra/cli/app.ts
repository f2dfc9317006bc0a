import { join } from 'node:path';
import { createApp } from '../app.js';
import { bundleFunctions } from '../bundling/bundle.js';
import type { SourceFolders } from '../bundling/esbuild.js';
import { handlersOf } from '../needs.js';
import { operations } from '../operations.js';
import { regionOf } from '../region.js';
import { createStage } from '../stage.js';
import { readDigests } from './digests.js';

/** Stands for the image of a function that this phase does not deploy. */
const anyDigest = `sha256:${'0'.repeat(64)}`;

/**
 * What the CDK's command line runs (`cdk.json`): the application of the stage in the variable STAGE. It is the same in
 * every PHASE, so that each stack has what extensions add to it whenever it is deployed.
 */
export async function main(_args: readonly string[], folders: SourceFolders): Promise<number> {
  const name = process.env['STAGE'];
  if (name === undefined || name === '')
    throw new Error('STAGE says which stage is meant: STAGE=dev npx cdk diff --all');
  const handlers = handlersOf(await bundleFunctions(join(folders.project, 'tmp', 'infra', 'bundles'), folders));
  const digests = { ...placeholders(process.env['PHASE']), ...readDigests(folders.project, name) };
  createApp({ stage: createStage(name, regionOf(name), digests), handlers }).app.synth();
  return 0;
}

/** Images are pushed into a repository of the base, so that there are none when it is deployed for the first time. */
function placeholders(phase: string | undefined): Readonly<Record<string, string>> {
  if (phase !== 'base' && phase !== 'destroy') return {};
  return Object.fromEntries(Object.values(operations).map(({ file }) => [file, anyDigest]));
}
