import { resolve } from 'node:path';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { diagnosticRecords, shortPath } from '../diagnostics/report.js';
import { planRun, type RunOptions } from '../plan/run.js';
import { compareFolder, type FileComparison } from '../write/compare.js';
import { unifiedDiff } from '../write/diff.js';
import { handEdits, writeFolder, writeReport, type WriteReport } from '../write/write.js';
import { counted, exitCodes, printDiagnostics, reportOptions, type Io } from './io.js';

/** What `generate` is asked to do. */
export interface GenerateOptions extends RunOptions {
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/** Plans and writes. Returns the exit code. */
export async function generate(options: GenerateOptions, io: Io): Promise<number> {
  const run = await planRun(options);
  const records = options.json ? diagnosticRecords(run.diagnostics, reportOptions(io, run.sources)) : [];
  if (!options.json) printDiagnostics(io, run.sources, run.diagnostics);
  if (!run.result || hasErrors(run.diagnostics)) {
    if (options.json) printJson(io, { ok: false, diagnostics: records });
    return exitCodes.invalid;
  }
  const folder = resolve(options.out);
  const comparison = compareFolder(folder, run.result.plan);
  const edits = options.force ? [] : handEdits(comparison);
  if (edits.length > 0 && !options.dryRun) {
    if (options.json) printJson(io, { ok: false, diagnostics: records, handEdits: edits.map((file) => file.path) });
    else printHandEdits(io, shortPath(folder, io.folder), edits);
    return exitCodes.failed;
  }
  const report = options.dryRun
    ? writeReport(comparison, options.force)
    : writeFolder(folder, comparison, options.force);
  if (options.json)
    printJson(io, {
      ok: true,
      dryRun: options.dryRun,
      out: shortPath(folder, io.folder),
      ...report,
      diagnostics: records,
    });
  else printReport(io, shortPath(folder, io.folder), report, options.dryRun, edits);
  return exitCodes.done;
}

function printJson(io: Io, value: object): void {
  io.out(`${JSON.stringify(value, undefined, 2)}\n`);
}

function printReport(
  io: Io,
  folder: string,
  report: WriteReport,
  dryRun: boolean,
  edits: readonly FileComparison[],
): void {
  const verb = dryRun ? 'would be ' : '';
  const list = (what: string, paths: readonly string[]): void => {
    for (const path of paths) io.out(`${what} ${folder}/${path}\n`);
  };
  list('create', report.created);
  list('update', report.updated);
  list('remove', report.removed);
  list('keep  ', report.kept);
  for (const file of edits) io.err(`${folder}/${file.path} was edited by hand; without --force the run would stop\n`);
  const parts = [
    `${report.created.length} ${verb}created`,
    `${report.updated.length} ${verb}updated`,
    `${report.unchanged} unchanged`,
    `${report.removed.length} ${verb}removed`,
  ];
  io.out(`${folder}: ${parts.join(', ')}\n`);
  if (report.kept.length > 0) {
    io.err(
      `${counted(report.kept.length, 'file')} of an earlier run were edited by hand and stay; delete them or run with --force\n`,
    );
  }
}

function printHandEdits(io: Io, folder: string, edits: readonly FileComparison[]): void {
  for (const file of edits)
    io.err(`${unifiedDiff({ ...file, current: file.planned, planned: file.current }, folder)}\n`);
  io.err(`${counted(edits.length, 'emitted file')} edited by hand; nothing was written.\n`);
  for (const file of edits) io.err(`  ${folder}/${file.path}: ${carrier(file.path)}\n`);
  io.err('Move the changes there, or discard them with --force.\n');
}

/** Which hand-written file would carry an edit of an emitted one. */
function carrier(path: string): string {
  const [family, operation] = path.split('/');
  if (family === 'operations' && operation && path.endsWith('.ts'))
    return `overrides/operations/${operation}/service.ts carries logic, the contract carries shapes`;
  return 'the contract carries it';
}
