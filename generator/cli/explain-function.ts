import { build, type Plugin } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { oneLine } from '../diagnostics/report.js';
import type { RunResult } from '../plan/run.js';

/** What `infra/explain.ts` of the emitted code tells of an operation's function; the description of each is there. */
export interface FunctionFacts {
  readonly functions: readonly { readonly stage: string; readonly name: string }[];
  readonly memory: number;
  readonly timeout: number;
  readonly reservedConcurrency?: number;
  readonly environment: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly readBy: readonly string[];
  }[];
  readonly permissions: readonly {
    readonly action: string;
    readonly resource: string;
    readonly keys?: readonly string[];
    readonly reason: string;
  }[];
  readonly alarms: readonly { readonly kind: string; readonly meaning: string }[];
}

/** The facts, or why there are none. */
export type FunctionAnswer = FunctionFacts | { readonly reason: string };

interface ExplainModule {
  readonly explainFunction: (id: string, folders: { project: string; emitted: string }) => Promise<FunctionFacts>;
}

/**
 * What becomes of an operation on AWS, from the code as it lies in the output folder: it is bundled to see what it calls.
 */
export async function functionFacts(operationId: string, out: string, { plan }: RunResult): Promise<FunctionAnswer> {
  const emitted = resolve(out);
  const isCurrent = [...plan.files].every(([path, { content }]) => readText(join(emitted, path)) === content);
  if (!isCurrent) return { reason: 'the emitted files are not in sync; run "authwright generate"' };
  try {
    const { explainFunction } = await loadEmitted(join(emitted, 'infra', 'explain.ts'));
    return await explainFunction(operationId, { project: projectOf(emitted), emitted });
  } catch (error) {
    return { reason: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

async function loadEmitted(entry: string): Promise<ExplainModule> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
    tsconfigRaw: '{}',
    plugins: [withoutCdk],
  });
  const module = { exports: {} as unknown as ExplainModule };
  const run = compileFunction(outputFiles[0]?.text ?? '', ['require', 'module', 'exports']);
  run(createRequire(import.meta.url), module, module.exports);
  return module.exports;
}

/** What is explained needs nothing of the CDK, which need not be installed. */
const withoutCdk: Plugin = {
  name: 'without-cdk',
  setup(context) {
    context.onResolve({ filter: /^(aws-cdk-lib|constructs)(\/|$)/ }, ({ path }) => ({
      path,
      external: true,
      sideEffects: false,
    }));
  },
};

/** The folder of the nearest package.json, as the emitted commands look for it. */
function projectOf(emitted: string): string {
  let folder = dirname(emitted);
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The facts as `explain` prints them. */
export function functionText(answer: FunctionAnswer): readonly string[] {
  if ('reason' in answer) return [`Function:  unknown: ${answer.reason}`];
  const { functions, memory, timeout, reservedConcurrency, environment, permissions, alarms } = answer;
  const reserved = reservedConcurrency === undefined ? '' : `, in prod at most ${reservedConcurrency} at once`;
  const width = Math.max(0, ...environment.map(({ name }) => name.length));
  return [
    `Function:  ${functions.map(({ stage, name }) => `${name} (${stage})`).join(', ') || 'one for each stage'}`,
    `           ${memory} MiB, ${timeout} s${reserved}`,
    'Environment:',
    ...environment.map(
      ({ name, required, readBy }) =>
        `  ${name.padEnd(width)} ${required ? 'needed by' : 'read by  '} ${readBy.map(oneLine).join(', ')}`,
    ),
    permissions.length === 0 ? 'Permissions: none but to log and to send traces' : 'Permissions:',
    ...permissions.map(({ action, resource, keys, reason }) => {
      const limited = keys ? `, keys ${keys.map(oneLine).join(', ')}` : '';
      return `  ${action} on ${resource}${limited}\n    for ${oneLine(reason)}`;
    }),
    'Alarms:',
    ...alarms.map(({ kind, meaning }) => `  ${kind.padEnd(18)} ${meaning}`),
  ];
}
