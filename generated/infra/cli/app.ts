import { join } from 'node:path';
import { createApp } from '../app.js';
import { bundleFunctions } from '../bundling/bundle.js';
import type { SourceFolders } from '../bundling/esbuild.js';
import { handlersOf } from '../needs.js';
import { createStage, regionOf } from '../stage.js';
import { readDigests } from './digests.js';

/** What the CDK's command line runs (`cdk.json`): the application of the stage in the variable STAGE. */
export async function main(_args: readonly string[], folders: SourceFolders): Promise<number> {
  const name = process.env['STAGE'];
  if (name === undefined || name === '')
    throw new Error('STAGE says which stage is meant: STAGE=dev npx cdk diff --all');
  const handlers = handlersOf(await bundleFunctions(join(folders.project, 'tmp', 'infra', 'bundles'), folders));
  const stage = createStage(name, regionOf(), readDigests(folders.project, name));
  createApp({ stage, handlers, checked: true }).app.synth();
  return 0;
}
