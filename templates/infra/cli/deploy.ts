import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFolders } from '../bundling/esbuild.js';
import { bundleFunctions } from '../bundling/bundle.js';
import { resourceNote } from '../gateway/routes.js';
import { pushImages } from '../images.js';
import { regionOf } from '../region.js';
import { createStage, type Stage } from '../stage.js';
import { openErrors, packaging, projectName, title } from '../project.js';
import { readArguments } from './arguments.js';
import { cdk, environmentOf } from './cdk.js';
import { compareWithDeployed } from './deployed.js';
import { preflight } from './preflight.js';
import { deploymentPlan, phases, refusals, type Phase } from './plan.js';

/**
 * `deploy --stage STAGE [--phase base|images|app|all] [--plan|--check|--bootstrap] [--against FOLDER]`: says what will happen,
 * refuses where something is missing or a change would lose something, then does it. `--plan` only says it, `--check`
 * looks whether the account is ready. `--against`
 * names a folder with the templates that stand; without it AWS's command line reads them.
 */
export async function main(args: readonly string[], folders: SourceFolders): Promise<number> {
  const { stage: name, phase = 'all', against, flags } = readArguments(args, ['plan', 'bootstrap', 'check']);
  if (name === undefined) throw new Error('Which stage? npm run deploy -- --stage dev');
  const stage = createStage(name, regionOf(name));
  if (flags.has('bootstrap')) return bootstrap(stage, folders);
  if (flags.has('check')) return preflight(stage, write) ? 0 : 1;
  const wanted = phase === 'all' ? phases : phases.filter((one) => one === phase);
  if (wanted.length === 0)
    throw new Error(`There is no phase "${phase}"; the phases are ${phases.join(', ')} and all.`);
  write(
    `${title}: stage ${stage.name} in ${stage.region}, packaging ${packaging}, ${stage.protected ? 'protected' : 'not protected: its data goes with it'}.`,
  );
  deploymentPlan(stage.name, wanted).forEach(({ phase, does, stacks }, index) => {
    write(`${index + 1}. ${phase}: ${does}${stacks.length > 0 ? ` (${stacks.join(', ')})` : ''}`);
  });
  const note = resourceNote();
  if (note !== undefined) write(note);
  const reasons = [...refusals(stage, wanted, folders.project), ...openErrors];
  if (reasons.length > 0) return refuse(reasons);
  if (flags.has('plan') || wanted.some((one) => one !== 'images')) {
    const compared = await compareWithDeployed(stage, folders, against);
    for (const one of compared.notes) write(one);
    if (compared.faults.length > 0) return refuse(compared.faults);
  }
  if (flags.has('plan')) return 0;
  for (const one of wanted) {
    const code = await runPhase(one, stage, folders);
    if (code !== 0) return code;
  }
  return 0;
}

function refuse(reasons: readonly string[]): 1 {
  for (const reason of reasons) process.stderr.write(`- ${reason}\n`);
  process.stderr.write('Nothing was done.\n');
  return 1;
}

/** Makes the place for the files of deployments, in the account that the credentials are of and the Region of the stage. */
async function bootstrap(stage: Stage, folders: SourceFolders): Promise<number> {
  write(`${title}: prepares ${stage.region} of this account for deployments.`);
  return cdk(folders.project, environmentOf(stage, 'base'), ['bootstrap']);
}

async function runPhase(phase: Phase, stage: Stage, folders: SourceFolders): Promise<number> {
  if (phase === 'images') {
    if (pushImages === undefined) return 0;
    await bundleFunctions(join(folders.project, 'tmp', 'infra', 'bundles'), folders);
    return pushImages(stage, folders);
  }
  const outputs = join(folders.project, 'tmp', 'infra', `outputs-${stage.name}.json`);
  const what = phase === 'base' ? [`${projectName}-${stage.name}-base`] : ['--all'];
  const code = await cdk(folders.project, environmentOf(stage, phase), [
    'deploy',
    ...what,
    '--outputs-file',
    outputs,
    ...(process.env['CI'] ? ['--require-approval', 'never'] : []),
  ]);
  if (code === 0 && phase === 'app') write(`The API is at ${urlOf(outputs)}`);
  return code;
}

function urlOf(file: string): string {
  if (!existsSync(file)) return 'the address in the output Url of its stack';
  const outputs = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  return Object.values(outputs).flatMap(({ Url }) => Url ?? [])[0] ?? 'the address in the output Url of its stack';
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
