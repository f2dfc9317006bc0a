import { resolve } from 'node:path';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { diagnosticRecords, shortPath } from '../diagnostics/report.js';
import { familyReasons } from '../plan/askers.js';
import { manifestPath } from '../plan/manifest.js';
import { planOfFamilies, type Plan } from '../plan/plan.js';
import { contractFile, planRun, type RunOptions } from '../plan/run.js';
import { compareFolder, type Comparison } from '../write/compare.js';
import { nodeFileSystem, type FileSystem } from '../write/file-system.js';
import { locationFault } from '../write/location.js';
import { refusalOf } from '../write/refusal.js';
import {
  hasLeftovers,
  lookPastUnfinished,
  openSession,
  rollForward,
  unfinishedRun,
  type Recovered,
} from '../write/session.js';
import { isSettled, writeFolder, writeReport } from '../write/write.js';
import { readWritten } from '../write/written.js';
import { familyFault, outcomeReporter, recoveredText, type Outcome } from './generate-outcome.js';
import { lockPatience } from './lock-patience.js';
import { printDiagnostics, reportOptions, type Io } from './io.js';

/** What `generate` is asked to do. */
export interface GenerateOptions extends RunOptions {
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean;
  /** The families to emit; all when there are none. */
  readonly only?: readonly string[];
  /** How long to wait for another run that writes to the same folder. */
  readonly waitMs?: number;
}

/**
 * Plans and writes. A run that did not come to its end is finished first, so that this one starts from a whole folder.
 * @returns the exit code
 */
export async function generate(
  options: GenerateOptions,
  io: Io,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<number> {
  const out = resolve(options.out);
  const report = outcomeReporter(options, io);
  const fault = familyFault(options.only) ?? locationMessage(options, io, fileSystem);
  if (fault !== undefined) return report({ kind: 'usage', message: fault }, []);
  let recovered: Recovered | undefined;
  for (;;) {
    if (!options.dryRun && unfinishedRun(out, fileSystem)) {
      const finished = await finishEarlierRun(out, options, io, fileSystem);
      if (finished && 'kind' in finished) return report(finished, []);
      if (finished && !options.json) io.err(recoveredText(finished, shortPath(out, io.folder)));
      recovered ??= finished;
    }
    const before = manifestText(out, fileSystem);
    const run = await planRun(options);
    const outcome: Outcome | 'overtaken' =
      run.result && !hasErrors(run.diagnostics)
        ? await bringInLine(out, run.result.plan, before, options, io, fileSystem)
        : { kind: 'invalid' };
    if (outcome === 'overtaken') continue;
    const records = options.json ? diagnosticRecords(run.diagnostics, reportOptions(io, run.sources)) : [];
    if (!options.json) printDiagnostics(io, run.sources, run.diagnostics);
    const families = options.json && run.result ? familyReasons(run.result.plan, options.only) : [];
    return report({ ...outcome, recovered, families }, records);
  }
}

function locationMessage(options: GenerateOptions, io: Io, fileSystem: FileSystem): string | undefined {
  const inputs = {
    working: io.folder,
    contractFile: resolve(contractFile(options.contract)),
    overrides: resolve(options.overrides),
  };
  const fault = locationFault(resolve(options.out), inputs, fileSystem);
  return fault === undefined
    ? undefined
    : `${shortPath(resolve(options.out), io.folder)} cannot be the output folder: it ${fault}. Nothing was written; name another folder with --out.`;
}

async function finishEarlierRun(
  out: string,
  options: GenerateOptions,
  io: Io,
  fileSystem: FileSystem,
): Promise<Recovered | Outcome | undefined> {
  return locked(out, options, io, fileSystem, 'writing', () => rollForward(out, fileSystem));
}

/** Compares, and writes if that is asked for and allowed. */
async function bringInLine(
  out: string,
  whole: Plan,
  manifestBefore: string | undefined,
  options: GenerateOptions,
  io: Io,
  fileSystem: FileSystem,
): Promise<Outcome | 'overtaken'> {
  const look = lookPastUnfinished(out, fileSystem);
  const only = options.only?.length ? new Set(options.only) : undefined;
  const written = readWritten(look);
  if (only && written.record !== 'read' && written.record !== 'missing')
    return {
      kind: 'usage',
      message: `${shortPath(out, io.folder)}/${manifestPath} cannot be read, so --only cannot tell what the other families wrote. Nothing was written; run without --only.`,
    };
  const plan = only ? planOfFamilies(whole, only, written.manifest) : whole;
  const comparison = compareFolder(out, plan, { fileSystem, look, ...(only ? { families: only } : {}) });
  const refusal = refusalOf(fileSystem, out, comparison, options.force);
  if (refusal) return { kind: 'refused', refusal, comparison };
  if (options.dryRun || isSettled(comparison, options.force)) {
    // Only to tidy up after a run that was killed: no reason to wait, or to fail.
    if (!options.dryRun && hasLeftovers(out, fileSystem))
      await locked(out, { ...options, waitMs: 0 }, io, fileSystem, 'staging', () => undefined);
    const unfinished = options.dryRun ? unfinishedRun(out, fileSystem) : undefined;
    return { kind: 'done', report: writeReport(comparison, options.force), unfinished };
  }
  return write(out, comparison, manifestBefore, options, io, fileSystem);
}

/** Writes, unless another run wrote while this one planned: then the plan may be older than what is there. */
async function write(
  out: string,
  comparison: Comparison,
  manifestBefore: string | undefined,
  options: GenerateOptions,
  io: Io,
  fileSystem: FileSystem,
): Promise<Outcome | 'overtaken'> {
  return locked(out, options, io, fileSystem, 'staging', (): Outcome | 'overtaken' => {
    if (unfinishedRun(out, fileSystem) || manifestText(out, fileSystem) !== manifestBefore) return 'overtaken';
    const result = writeFolder(out, comparison, options.force, fileSystem);
    return 'error' in result ? { kind: 'failed', ...result } : { kind: 'done', report: result, unfinished: undefined };
  });
}

/** Does something with the lock held. */
async function locked<Result>(
  out: string,
  options: GenerateOptions,
  io: Io,
  fileSystem: FileSystem,
  during: 'staging' | 'writing',
  action: () => Result,
): Promise<Result | Outcome> {
  try {
    const session = await openSession(out, lockPatience(io, options.waitMs), fileSystem);
    if ('holder' in session) return { kind: 'locked', holder: session.holder };
    try {
      return action();
    } finally {
      session.close();
    }
  } catch (error) {
    return { kind: 'failed', during, error };
  }
}

function manifestText(out: string, fileSystem: FileSystem): string | undefined {
  try {
    return fileSystem.read(resolve(out, manifestPath));
  } catch {
    return undefined;
  }
}
