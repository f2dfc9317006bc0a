import { join } from 'node:path';
import { createApp, createBaseApp } from '../app.js';
import { bundleFunctions } from '../bundling/bundle.js';
import type { SourceFolders } from '../bundling/esbuild.js';
import { handlersOf } from '../needs.js';
import { operations } from '../operations.js';
import { createStage, regionOf } from '../stage.js';
import { readDigests } from './digests.js';

/** Stands for the image of a function that is only to be removed. */
const anyDigest = `sha256:${'0'.repeat(64)}`;

/**
 * What the CDK's command line runs (`cdk.json`): the application of the stage in the variable STAGE, as far as PHASE
 * says.
 */
export async function main(_args: readonly string[], folders: SourceFolders): Promise<number> {
  const name = process.env['STAGE'];
  if (name === undefined || name === '')
    throw new Error('STAGE says which stage is meant: STAGE=dev npx cdk diff --all');
  const handlers = handlersOf(await bundleFunctions(join(folders.project, 'tmp', 'infra', 'bundles'), folders));
  const phase = process.env['PHASE'];
  const digests =
    phase === 'destroy'
      ? Object.fromEntries(Object.values(operations).map(({ file }) => [file, anyDigest]))
      : readDigests(folders.project, name);
  const stage = createStage(name, regionOf(), digests);
  if (phase === 'base') createBaseApp({ stage, handlers }).synth();
  else createApp({ stage, handlers }).app.synth();
  return 0;
}
