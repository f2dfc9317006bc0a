import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.js';
import { bundleFunctions, sketchFunctions } from '../bundling/bundle.js';
import type { SourceFolders } from '../bundling/esbuild.js';
import { resourceNote } from '../gateway/routes.js';
import { limits, oversize, templateSizes } from '../limits.js';
import { handlersOf, type Handlers } from '../needs.js';
import { openErrors, refusedRoutes, stageNames } from '../project.js';
import { exampleRegion, namedRegion, regionFaults, regionVariables } from '../region.js';
import { createPreview, createStage, previewStage, type Stage } from '../stage.js';
import { readDigests } from './digests.js';
import { reportedFaults } from './report.js';
import { slotFaults } from './slot-faults.js';
import { templateFaults } from './template-faults.js';

/** Where the templates of a stage go. */
export function templateFolder(project: string, stage: string): string {
  return join(project, 'tmp', 'infra', 'cdk.out', stage);
}

/** The stages of the arguments, or all that the contract declares. */
function stagesOf(args: readonly string[], project: string): readonly Stage[] {
  const named = args.filter((arg) => !arg.startsWith('--'));
  if (named.length === 0 && stageNames.length === 0) {
    write(
      `The contract declares no stage under x-authwright.stages: these are the templates that "${previewStage}" would have.`,
    );
    return [createPreview(exampleRegion)];
  }
  return (named.length > 0 ? named : stageNames).map((name) =>
    createStage(name, namedRegion(name) ?? exampleRegion, readDigests(project, name)),
  );
}

/**
 * `synth [--check] [--sketch] [STAGE...]`: the templates of stages. Nothing is deployed, and no credentials are needed.
 * `--sketch` leaves the bundles out: the templates are the same but for the code, and cannot be deployed.
 */
export async function main(args: readonly string[], folders: SourceFolders): Promise<number> {
  const checked = args.includes('--check');
  // What the CDK checks by itself is part of --check, too: it takes longer than the rest.
  process.env['CDK_VALIDATION'] ??= checked ? 'true' : 'false';
  const begin = performance.now();
  const stages = stagesOf(args, folders.project);
  const bundle = args.includes('--sketch') ? sketchFunctions : bundleFunctions;
  const handlers = handlersOf(await bundle(join(folders.project, 'tmp', 'infra', 'bundles'), folders));
  write(`functions: ${handlers.size} ${args.includes('--sketch') ? 'read' : 'bundled'} in ${seconds(begin)}`);
  const faults = stages.flatMap((stage) => synthesise(stage, handlers, checked, folders.project));
  const note = resourceNote();
  if (note !== undefined) write(note);
  for (const fault of refusedRoutes) write(`This route cannot be deployed: ${fault}.`);
  if (checked) faults.push(...openErrors, ...slotFaults(folders.emitted));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

function synthesise(stage: Stage, handlers: Handlers, checked: boolean, project: string): readonly string[] {
  const begin = performance.now();
  const outdir = templateFolder(project, stage.name);
  rmSync(outdir, { recursive: true, force: true });
  const stacks = createApp({ stage, handlers, outdir, checked });
  stacks.app.synth();
  const sizes = templateSizes(outdir);
  write(`\n${stage.name} in ${stage.region}: ${sizes.length} stacks in ${seconds(begin)}, ${outdir}`);
  write(`${'stack'.padEnd(44)} resources  parameters  KiB`);
  for (const { stack, resources, parameters, bytes } of sizes) {
    const kib = Math.ceil(bytes / 1024);
    write(
      `${stack.padEnd(44)} ${String(resources).padStart(9)} ${String(parameters).padStart(11)} ${String(kib).padStart(4)}`,
    );
  }
  write(
    `${'limit'.padEnd(44)} ${String(limits.resources).padStart(9)} ${String(limits.parameters).padStart(11)} ${limits.bytes / 1024}`,
  );
  return [
    ...oversize(sizes),
    ...(checked
      ? [
          ...regionFaults(stage.name, process.env, regionVariables),
          ...templateFaults(stacks, outdir),
          ...reportedFaults(outdir),
        ]
      : []),
  ];
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
