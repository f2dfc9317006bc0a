import { resolve } from 'node:path';
import { annotationCommand } from '../diagnostics/actions.js';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import { diagnosticRecords, shortPath } from '../diagnostics/report.js';
import { repositoryDiagnostics } from '../overrides/repository-faults.js';
import { planRun, type Run, type RunOptions, type RunResult } from '../plan/run.js';
import { compareFolder, type FileComparison } from '../write/compare.js';
import { unifiedDiff } from '../write/diff.js';
import { lookPastUnfinished, unfinishedRun, type Unfinished } from '../write/session.js';
import { printChanges } from './changes.js';
import {
  annotate,
  counted,
  exitCodes,
  printDiagnostics,
  printJson,
  reportOptions,
  type Io,
  type SourceTexts,
} from './io.js';
import { movedInputs } from './moved.js';

/** What `check` is asked to do. */
export interface CheckOptions extends RunOptions {
  readonly json: boolean;
  /** Whether the compiler is to look at the overrides. */
  readonly types?: boolean;
  /** Whether every file and diff is printed, however many there are. */
  readonly full?: boolean;
}

/** Plans and compares; writes nothing. Returns the exit code. */
export async function check(options: CheckOptions, io: Io): Promise<number> {
  const run = await planRun(options);
  const { diagnostics: planned, sources } = options.types === true ? await withTypes(run, options) : { ...run };
  const diagnostics = [...planned, ...unusedDiagnostics(run.result)];
  const valid = !hasErrors(diagnostics);
  if (options.json) annotate(io, sources, diagnostics, 'err');
  else printDiagnostics(io, sources, diagnostics, options.full === true ? 'all' : 'list');
  const records = options.json ? diagnosticRecords(diagnostics, reportOptions(io, sources)) : [];
  if (!run.result) {
    if (options.json) printJson(io, { ok: false, diagnostics: records });
    return exitCodes.invalid;
  }
  const sync = compareWithDisk(run.result, options);
  const { changed, unfinished } = sync;
  const inSync = changed.length === 0 && !unfinished;
  const folder = shortPath(resolve(options.out), io.folder);
  if (!inSync) annotateSync(io, folder, changed, options.json ? 'err' : 'out');
  if (options.json) {
    const { inputs, files: movedFiles } = sync.moved;
    const files = changed.map((file) => ({ path: file.path, state: file.state, diff: unifiedDiff(file, folder) }));
    const unfilled = run.result.overrides.unfilled.map(({ kind, owner, path }) => ({ kind, owner, path }));
    const ok = valid && inSync;
    printJson(io, {
      ok,
      unfinished: unfinished ?? null,
      moved: inputs,
      movedFiles,
      files,
      unfilled,
      diagnostics: records,
    });
  } else if (changed.length > 0) printChanges(io, { ...sync, folder, full: options.full === true });
  else if (valid && inSync) io.out(`${folder} is in sync with the contract: ${counted(sync.count, 'file')}\n`);
  if (unfinished && !options.json) io.err(unfinishedText(unfinished, folder));
  return valid ? (inSync ? exitCodes.done : exitCodes.failed) : exitCodes.invalid;
}

/** The folder may be half old and half new until someone finishes what a run began. */
function unfinishedText({ started }: Unfinished, folder: string): string {
  const when = started === undefined ? '' : ` of ${started}`;
  return `${folder} is half-written: a run${when} did not come to its end. "authwright generate" finishes it.\n`;
}

/** What operations are given and do not use. It keeps nobody from generating: the types of a service are emitted first. */
function unusedDiagnostics(result: RunResult | undefined): readonly Diagnostic[] {
  return result ? repositoryDiagnostics(result.contract, result.overrides) : [];
}

/** The diagnostics of a run, with what the compiler says of the planned code and the overrides. */
async function withTypes(
  { result, sources, diagnostics }: Run,
  { out }: RunOptions,
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly sources: SourceTexts }> {
  if (!result) return { diagnostics, sources };
  const { checkTypes } = await import('../types/check.js');
  const found = checkTypes(result, out);
  return {
    diagnostics: [...diagnostics, ...found.diagnostics],
    sources: { documents: sources.documents, texts: found.texts },
  };
}

function compareWithDisk(
  { plan }: RunResult,
  { out }: RunOptions,
): {
  readonly changed: readonly FileComparison[];
  readonly moved: ReturnType<typeof movedInputs>;
  readonly count: number;
  readonly unfinished: Unfinished | undefined;
} {
  const folder = resolve(out);
  const unfinished = unfinishedRun(folder);
  const { files, manifest } = compareFolder(folder, plan, { look: lookPastUnfinished(folder) });
  const changed = files.filter((file) => file.state !== 'unchanged');
  return { changed, moved: movedInputs(manifest, plan.manifest), count: files.length, unfinished };
}

/** In GitHub Actions: that the folder is out of sync, and which files somebody edited. */
function annotateSync(io: Io, folder: string, changed: readonly FileComparison[], stream: 'out' | 'err'): void {
  if (!io.actions) return;
  const { workspace, write } = io.actions;
  const message = `${counted(changed.length, 'file')} of ${folder} differ from what the contract and the overrides give. Run "authwright generate" and commit the result.`;
  write(stream, annotationCommand({ level: 'error', title: 'Emitted code is out of sync', message }));
  for (const { path } of changed.filter(({ state }) => state.endsWith('edited')).slice(0, 9)) {
    const file = shortPath(resolve(io.folder, folder, path), workspace);
    const edited = { level: 'error', file, line: 1, title: 'Emitted file was edited by hand' } as const;
    write(stream, annotationCommand({ ...edited, message: 'Move the change into an override or the contract.' }));
  }
}
