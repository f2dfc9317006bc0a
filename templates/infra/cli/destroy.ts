import type { SourceFolders } from '../bundling/esbuild.js';
import { regionOf } from '../region.js';
import { createStage } from '../stage.js';
import { title } from '../project.js';
import { readArguments } from './arguments.js';
import { cdk, environmentOf } from './cdk.js';
import { deploymentPlan, phases, refusals } from './plan.js';

/** `destroy --stage STAGE [--plan]`: says what goes, then removes the stage with its data. A protected stage is refused. */
export async function main(args: readonly string[], folders: SourceFolders): Promise<number> {
  const { stage: name, flags } = readArguments(args, ['plan']);
  if (name === undefined) throw new Error('Which stage? npm run destroy -- --stage dev');
  const stage = createStage(name, regionOf(name));
  const stacks = deploymentPlan(stage.name, phases)
    .flatMap(({ stacks }) => stacks)
    .reverse();
  write(`${title}: stage ${stage.name} in ${stage.region}. These stacks go, and with them their data:`);
  for (const stack of stacks) write(`- ${stack}`);
  if (stage.protected) {
    process.stderr.write(
      `The stage ${stage.name} is protected, and not destroyed by a command. Its stacks cannot be deleted; its data, keys and logs stay even when a stack goes. To give it up, take the protection off by hand, stack by stack, in the order above.\nNothing was done.\n`,
    );
    return 1;
  }
  const reasons = refusals(stage, [], folders.project);
  if (reasons.length > 0) {
    for (const reason of reasons) process.stderr.write(`- ${reason}\n`);
    process.stderr.write('Nothing was done.\n');
    return 1;
  }
  if (flags.has('plan')) return 0;
  return cdk(folders.project, environmentOf(stage, 'destroy'), ['destroy', '--all']);
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
