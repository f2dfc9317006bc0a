import { resolve } from 'node:path';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { diagnosticRecords, shortPath } from '../diagnostics/report.js';
import type { InputHashes } from '../plan/manifest.js';
import { planRun, type RunOptions } from '../plan/run.js';
import { compareFolder, type Comparison, type FileComparison, type FileState } from '../write/compare.js';
import { unifiedDiff } from '../write/diff.js';
import { lookPastUnfinished, unfinishedRun, type Unfinished } from '../write/session.js';
import { manifestPath } from '../plan/manifest.js';
import { counted, exitCodes, printDiagnostics, reportOptions, type Io } from './io.js';

/** What `check` is asked to do. */
export interface CheckOptions extends RunOptions {
  readonly json: boolean;
}

/** Plans and compares; writes nothing. Returns the exit code. */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const run = await planRun(options);
  const records = options.json ? diagnosticRecords(run.diagnostics, reportOptions(io, run.sources)) : [];
  if (!options.json) printDiagnostics(io, run.sources, run.diagnostics, 'list');
  if (!run.result || hasErrors(run.diagnostics)) {
    if (options.json) io.out(`${JSON.stringify({ ok: false, diagnostics: records }, undefined, 2)}\n`);
    return exitCodes.invalid;
  }
  const out = resolve(options.out);
  const unfinished = unfinishedRun(out);
  const comparison = compareFolder(out, run.result.plan, { look: lookPastUnfinished(out) });
  const changed = comparison.files.filter((file) => file.state !== 'unchanged');
  const moved = movedInputs(comparison, run.result.plan.manifest.inputs);
  const folder = shortPath(out, io.folder);
  const inSync = changed.length === 0 && !unfinished;
  if (options.json) {
    const files = changed.map((file) => ({ path: file.path, state: file.state, diff: unifiedDiff(file, folder) }));
    const unfilled = run.result.overrides.unfilled.map(({ kind, owner, path }) => ({ kind, owner, path }));
    io.out(
      `${JSON.stringify({ ok: inSync, unfinished: unfinished ?? null, moved, files, unfilled, diagnostics: records }, undefined, 2)}\n`,
    );
  } else if (changed.length > 0) printChanges(io, folder, changed, moved);
  else if (inSync) io.out(`${folder} is in sync with the contract: ${counted(comparison.files.length, 'file')}\n`);
  if (unfinished && !options.json) io.err(unfinishedText(unfinished, folder));
  return inSync ? exitCodes.done : exitCodes.failed;
}

/** The folder may be half old and half new until someone finishes what a run began. */
function unfinishedText({ started }: Unfinished, folder: string): string {
  const when = started === undefined ? '' : ` of ${started}`;
  return `${folder} is half-written: a run${when} did not come to its end. "authwright generate" finishes it.\n`;
}

const inputNames = ['contract', 'overrides', 'settings', 'templates'] as const;

/** Which inputs differ from those of the last run; none when there was no last run. */
function movedInputs(comparison: Comparison, inputs: InputHashes): readonly (keyof InputHashes)[] {
  const last = comparison.manifest?.inputs;
  return last ? inputNames.filter((name) => last[name] !== inputs[name]) : [];
}

const stateTexts: Readonly<Record<Exclude<FileState, 'unchanged'>, string>> = {
  missing: 'missing',
  outdated: 'out of date',
  edited: 'edited by hand',
  orphaned: 'no longer emitted',
  'orphaned-edited': 'no longer emitted, and edited by hand',
};

function printChanges(io: Io, folder: string, changed: readonly FileComparison[], moved: readonly string[]): void {
  // The manifest only repeats what the files show, so it comes last.
  const shown = changed.toSorted((a, b) => Number(a.path === manifestPath) - Number(b.path === manifestPath));
  for (const file of shown) io.out(unifiedDiff(file, folder));
  io.err(`\n${folder} is out of sync: ${counted(changed.length, 'file')}\n`);
  for (const file of changed) {
    if (file.state !== 'unchanged') io.err(`  ${folder}/${file.path}: ${stateTexts[file.state]}\n`);
  }
  if (moved.length > 0) io.err(`What moved since the last run: ${moved.join(', ')}\n`);
  io.err('Run "authwright generate" and commit the result.\n');
}
