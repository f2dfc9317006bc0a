import { resolve } from 'node:path';
import { families } from '../artifacts/families.js';
import type { FamilyReasons } from '../plan/askers.js';
import { closest } from '../contract/resolve/references.js';
import { oneLine, shortPath, type DiagnosticRecord } from '../diagnostics/report.js';
import type { Comparison } from '../write/compare.js';
import { reason } from '../write/entry.js';
import { errorCode } from '../write/file-system.js';
import type { LockHolder } from '../write/lock.js';
import type { Refusal } from '../write/refusal.js';
import type { Recovered, Unfinished } from '../write/session.js';
import { workFolderName } from '../write/work-folder.js';
import type { WriteFailure, WriteReport } from '../write/write.js';
import type { GenerateOptions } from './generate.js';
import { counted, exitCodes, printJson, type Io } from './io.js';
import { holderText } from './lock-patience.js';
import { refusalText } from './refusal-text.js';

/** What became of a run. */
export type Outcome =
  | { readonly kind: 'done'; readonly report: WriteReport; readonly unfinished: Unfinished | undefined }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly comparison: Comparison }
  | { readonly kind: 'locked'; readonly holder: LockHolder | undefined }
  | ({ readonly kind: 'failed' } & WriteFailure)
  | { readonly kind: 'invalid' }
  | { readonly kind: 'usage'; readonly message: string };

/** An outcome together with the earlier run that was finished before it, and what asked for each emitted file. */
type Reported = Outcome & {
  readonly recovered?: Recovered | undefined;
  readonly families?: readonly FamilyReasons[];
};

/** What is wrong with the families that were asked for; undefined when nothing is. */
export function familyFault(only: readonly string[] | undefined): string | undefined {
  const names = families.map(({ name }) => name);
  const unknown = only?.find((name) => !names.includes(name));
  if (unknown === undefined) return undefined;
  const close = closest(unknown, names);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  return `No family is called "${oneLine(unknown)}".${hint} The families are ${names.join(', ')}.`;
}

/** Prints an outcome, as text or as JSON, and tells the exit code. */
export function outcomeReporter(
  options: GenerateOptions,
  io: Io,
): (outcome: Reported, diagnostics: readonly DiagnosticRecord[]) => number {
  const folder = shortPath(resolve(options.out), io.folder);
  return (outcome, diagnostics) => {
    if (options.json) printJson(io, outcomeJson(outcome, folder, options, io, diagnostics));
    else printOutcome(io, outcome, folder, options);
    return exitCode(outcome);
  };
}

function exitCode(outcome: Outcome): number {
  if (outcome.kind === 'invalid') return exitCodes.invalid;
  return outcome.kind === 'done' && outcome.report.changedMeanwhile.length === 0 ? exitCodes.done : exitCodes.failed;
}

function outcomeJson(
  outcome: Reported,
  folder: string,
  options: GenerateOptions,
  io: Io,
  diagnostics: readonly DiagnosticRecord[],
): object {
  const { recovered = null } = outcome;
  const ok = exitCode(outcome) === exitCodes.done;
  if (outcome.kind === 'invalid') return { ok, recovered, diagnostics };
  if (outcome.kind === 'done') {
    const { report, unfinished = null, families = [] } = outcome;
    return { ok, dryRun: options.dryRun, out: folder, ...report, families, recovered, unfinished, diagnostics };
  }
  const failure = {
    kind: outcome.kind === 'refused' ? outcome.refusal.kind : outcome.kind,
    message: failureText(outcome, folder, io, 'without diffs'),
  };
  if (outcome.kind !== 'refused') return { ok, failure, recovered, diagnostics };
  const { refusal } = outcome;
  const paths = refusal.kind === 'not-ours' ? refusal.names : refusal.files.map((file) => file.path);
  const handEdits = refusal.kind === 'hand-edits' ? { handEdits: paths } : {};
  return { ok, failure: { ...failure, paths }, ...handEdits, recovered, diagnostics };
}

function printOutcome(io: Io, outcome: Reported, folder: string, options: GenerateOptions): void {
  if (outcome.kind === 'invalid') return;
  if (outcome.kind !== 'done') return io.err(failureText(outcome, folder, io, 'with diffs'));
  if (outcome.unfinished) {
    io.err(
      `an earlier run${startedText(outcome.unfinished)} did not come to its end; this one would finish it first\n`,
    );
  }
  printReport(io, folder, outcome.report, options.dryRun);
}

/** What was done about an earlier run before this one began. */
export function recoveredText(recovered: Recovered, folder: string): string {
  const kept = recovered.kept.map(
    (path) => `${folder}/${path} was changed after that run had looked at it, and stays as it is\n`,
  );
  const what =
    recovered.started === undefined
      ? 'its journal cannot be read and was removed'
      : `${recovered.written.length} written, ${recovered.removed.length} removed`;
  const discarded =
    recovered.discardedTo === null ? '' : `what it discarded is in ${folder}/${recovered.discardedTo}\n`;
  return `finished an earlier run${startedText(recovered)} that did not come to its end: ${what}\n${kept.join('')}${discarded}`;
}

function startedText({ started }: Unfinished): string {
  return started === undefined ? '' : ` of ${started}`;
}

function printReport(io: Io, folder: string, report: WriteReport, dryRun: boolean): void {
  const verb = dryRun ? 'would be ' : '';
  const list = (what: string, paths: readonly string[]): void => {
    for (const path of paths) io.out(`${what} ${folder}/${path}\n`);
  };
  list('create', report.created);
  list('update', report.updated);
  list('remove', report.removed);
  list('keep  ', report.kept);
  const parts = [
    `${report.created.length} ${verb}created`,
    `${report.updated.length} ${verb}updated`,
    `${report.unchanged} unchanged`,
    `${report.removed.length} ${verb}removed`,
  ];
  io.out(`${folder}: ${parts.join(', ')}\n`);
  if (report.kept.length > 0) {
    const [were, them] =
      report.kept.length === 1 ? ['was edited by hand and stays', 'it'] : ['were edited by hand and stay', 'them'];
    io.err(`${counted(report.kept.length, 'file')} of an earlier run ${were}; delete ${them} or run with --force\n`);
  }
  if (report.discarded.length > 0) {
    const where = report.discardedTo ?? `${workFolderName}/discarded`;
    io.err(
      `${counted(report.discarded.length, 'discarded file')} ${dryRun ? 'would go' : 'went'} to ${folder}/${where}\n`,
    );
  }
  for (const path of report.changedMeanwhile) {
    io.err(`${folder}/${path} was changed while this run was writing, and stays as it is; run again to see the edit\n`);
  }
}

function failureText(
  outcome: Exclude<Outcome, { kind: 'done' | 'invalid' }>,
  folder: string,
  io: Io,
  diffs: 'with diffs' | 'without diffs',
): string {
  if (outcome.kind === 'usage') return `${outcome.message}\n`;
  if (outcome.kind === 'refused') return refusalText(outcome.refusal, outcome.comparison.record, folder, diffs);
  if (outcome.kind === 'locked') {
    return `${folder} is being written by ${holderText(outcome.holder)}. Nothing was written; run again when it is done.\nIf no such run exists, delete ${folder}/${workFolderName}/lock.\n`;
  }
  return failedText(outcome, folder, io);
}

function failedText({ during, error }: WriteFailure, folder: string, io: Io): string {
  const code = errorCode(error);
  // A fault of this program rather than of the disk: the caller shows its stack on request.
  if (code === undefined) throw error;
  const path = (error as NodeJS.ErrnoException).path;
  // Nobody wants to know how files are staged.
  const where = path === undefined || path.includes(workFolderName) ? folder : oneLine(shortPath(path, io.folder));
  return during === 'staging'
    ? `${where}: ${reason(code)}. Nothing was written.\n`
    : `${where}: ${reason(code)}. The run stopped half-way; the next "authwright generate" finishes it.\n`;
}
