import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorDiagnostics } from '../artifacts/error-bodies/faults.js';
import { functionStacksPath, parseFunctionStacks, type FunctionStacks } from '../artifacts/infra/function-stacks.js';
import { buildContract } from '../contract/compile/contract.js';
import type { Contract } from '../contract/model/contract.js';
import { readSources, type Sources } from '../contract/read/sources.js';
import { createReporter, diagnostic, hasErrors, type Diagnostic, type Reporter } from '../diagnostics/diagnostic.js';
import { accessDiagnostics } from '../overrides/access.js';
import { readOverrideFiles, type OverrideFiles } from '../overrides/files.js';
import { readImports } from '../overrides/imports.js';
import { scanOverrides, unfilledDiagnostics, type Overrides } from '../overrides/scan.js';
import { conflictSides } from './conflict.js';
import { inputsOf } from './inputs.js';
import {
  manifestPath,
  parseManifest,
  rememberedExports,
  rememberedRepositoryUses,
  rememberedSlots,
  type Manifest,
} from './manifest.js';
import { makePlan, surroundingsOf, type Plan } from './plan.js';
import { readTemplates } from './templates.js';

/** Where a run finds its inputs and where its output belongs. */
export interface RunOptions {
  readonly contract: string;
  readonly out: string;
  readonly overrides: string;
  /** A folder of templates instead of the package's own. */
  readonly templates?: string;
}

/** What reading and planning came to. */
export interface Run {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
  /** Present when no error stands in the way. */
  readonly result: RunResult | undefined;
}

/** Everything a run without errors has made. */
export interface RunResult {
  readonly contract: Contract;
  readonly overrideFiles: OverrideFiles;
  readonly overrides: Overrides;
  readonly plan: Plan;
}

/** Lets a caller add hand-written code that is on no disk: mocks. */
export type OverrideSource = (contract: Contract, files: OverrideFiles) => OverrideFiles;

/** Reads contract, overrides and templates and plans the output: the part that all commands share. */
export async function planRun(
  options: RunOptions,
  addOverrides: OverrideSource = (_contract, files) => files,
): Promise<Run> {
  const reporter = createReporter();
  const sources = readSources(contractFile(options.contract), reporter);
  const contract = await buildContract(sources, reporter);
  if (!contract) return { diagnostics: reporter.diagnostics, sources, result: undefined };
  const files = addOverrides(contract, readOverrideFiles(options.overrides, reporter));
  const manifest = readManifest(options.out);
  const last = {
    exports: rememberedExports(manifest),
    repositoryUses: rememberedRepositoryUses(manifest),
    slots: rememberedSlots(manifest),
  };
  const overrides = scanOverrides(contract, files, reporter, last, await readImports(files, resolve(options.out)));
  for (const one of [...unfilledDiagnostics(overrides, files.folder), ...accessDiagnostics(contract, overrides)]) {
    reporter.report(one);
  }
  for (const one of errorDiagnostics(contract)) reporter.report(one);
  const placed = readFunctionStacks(options.out, reporter);
  if (hasErrors(reporter.diagnostics)) return { diagnostics: reporter.diagnostics, sources, result: undefined };
  const templates = readTemplates(options.templates);
  const plan = await makePlan({
    contract,
    overrides,
    templates: (name) => templates.get(name),
    surroundings: surroundingsOf(resolve(options.out), files.folder, placed),
    ...inputsOf(sources, contract, files, templates),
  });
  return { diagnostics: reporter.diagnostics, sources, result: { contract, overrideFiles: files, overrides, plan } };
}

function readManifest(out: string): Manifest | undefined {
  try {
    return parseManifest(readFileSync(resolve(out, manifestPath), 'utf8'));
  } catch {
    // It only saves time here: what else is wrong with it is the affair of those who compare.
    return undefined;
  }
}

/** Where functions were placed. After a merge with conflicts what either side has placed stays; ours before theirs. */
function readFunctionStacks(out: string, reporter: Reporter): FunctionStacks {
  const file = resolve(out, functionStacksPath);
  if (!existsSync(file)) return new Map();
  const text = readFileSync(file, 'utf8');
  const [ours, theirs] = (conflictSides(text) ?? [text, text]).map(parseFunctionStacks);
  if (ours && theirs) return new Map([...theirs, ...ours]);
  const at = { file: join(out, functionStacksPath), pointer: '#' };
  const fix =
    'Take it from version control: without it functions would be placed anew, and CloudFormation cannot move them.';
  reporter.report(diagnostic('AW102', at, 'which stack each function is in is not valid JSON', { fix }));
  return new Map();
}

/** A folder stands for the `openapi.yaml` or `openapi.json` in it. */
export function contractFile(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const json = resolve(path, 'openapi.json');
  return existsSync(json) ? json : resolve(path, 'openapi.yaml');
}
