import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.js';
import { sketchFunctions } from '../bundling/bundle.js';
import type { SourceFolders } from '../bundling/esbuild.js';
import { handlersOf } from '../needs.js';
import { operations } from '../operations.js';
import { createStage, type Stage } from '../stage.js';
import { keptLogGroups, type KeptLogGroups, type LogGroupsOf } from './kept-log-groups.js';
import { changeFaults, type StackResources, type StageTemplates } from './template-changes.js';

/** What a change of a stage would do that cannot be undone, or why that cannot be told. */
export interface Comparison {
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Holds the templates of a stage against those that stand: of a folder with saved ones (`<stack>.template.json`), else
 * as AWS's command line reads them.
 */
export async function compareWithDeployed(
  stage: Stage,
  folders: SourceFolders,
  saved: string | undefined,
): Promise<Comparison> {
  if (saved === undefined && spawnSync('aws', ['--version'], { stdio: 'ignore' }).status !== 0) {
    const note = "Not compared with what stands: AWS's command line is not there, and --against names no folder.";
    return { faults: [], notes: [note] };
  }
  const outdir = join(folders.project, 'tmp', 'infra', 'cdk.out', `plan-${stage.name}`);
  const after = await wantedTemplates(stage, folders, outdir);
  const before = saved === undefined ? standing(stage, Object.keys(after)) : templatesIn(saved);
  const nothing = Object.keys(before).length === 0;
  // Of saved templates nobody knows which account they are of.
  const kept: KeptLogGroups =
    saved === undefined ? keptLogGroups(stage, before, after, logGroupsIn(stage)) : { faults: [] };
  return {
    faults: [...(nothing ? [] : changeFaults(before, after)), ...kept.faults],
    notes: [...(nothing ? ['Nothing of this stage stands yet.'] : []), ...(kept.note === undefined ? [] : [kept.note])],
  };
}

function logGroupsIn({ region }: Stage): LogGroupsOf {
  return (prefix) => {
    const args = ['logs', 'describe-log-groups', '--log-group-name-prefix', prefix, '--region', region];
    const query = ['--query', 'logGroups[].logGroupName', '--output', 'json'];
    const { status, stdout } = spawnSync('aws', [...args, ...query], { encoding: 'utf8' });
    return status === 0 ? (JSON.parse(stdout) as readonly string[]) : undefined;
  };
}

async function wantedTemplates(stage: Stage, folders: SourceFolders, outdir: string): Promise<StageTemplates> {
  process.env['CDK_VALIDATION'] ??= 'false';
  // Templates of another name may be left.
  rmSync(outdir, { recursive: true, force: true });
  const handlers = handlersOf(await sketchFunctions(join(folders.project, 'tmp', 'infra', 'bundles'), folders));
  // A plan needs no images: their digests change nothing that is compared.
  const digests = Object.fromEntries(Object.values(operations).map(({ file }) => [file, `sha256:${'0'.repeat(64)}`]));
  createApp({ stage: createStage(stage.name, stage.region, digests), handlers, outdir }).app.synth();
  return templatesIn(outdir);
}

function templatesIn(folder: string): StageTemplates {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(
    files.map((file) => [file.replace('.template.json', ''), resourcesOf(readFileSync(join(folder, file), 'utf8'))]),
  );
}

function resourcesOf(template: string): StackResources {
  return (JSON.parse(template) as { readonly Resources?: StackResources }).Resources ?? {};
}

/** The templates that stand. A stack that AWS does not know is none; any other refusal is an error. */
function standing({ region }: Stage, stacks: readonly string[]): StageTemplates {
  return Object.fromEntries(
    stacks.flatMap((stack) => {
      const args = ['cloudformation', 'get-template', '--stack-name', stack, '--region', region];
      const query = ['--query', 'TemplateBody', '--output', 'json'];
      const { status, stdout, stderr } = spawnSync('aws', [...args, ...query], { encoding: 'utf8' });
      if (status === 0) return [[stack, resourcesOf(stdout)]];
      if (/does not exist/.test(stderr)) return [];
      throw new Error(`The template of ${stack} could not be read: ${stderr.trim()}`);
    }),
  );
}
