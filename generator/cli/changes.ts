import { oneLine } from '../diagnostics/report.js';
import { manifestPath } from '../plan/manifest.js';
import type { FileComparison, FileState } from '../write/compare.js';
import { unifiedDiff } from '../write/diff.js';
import { counted, type Io } from './io.js';
import type { Moved } from './moved.js';

/** How many files are listed, and how many lines of diffs are printed, before `--full` is needed. */
const limits = { files: 40, movedFiles: 12, diffs: 25, lines: 1000, diffLines: 300 };

const stateTexts: Readonly<Record<Exclude<FileState, 'unchanged'>, string>> = {
  edited: 'edited by hand',
  'orphaned-edited': 'no longer emitted, and edited by hand',
  missing: 'missing',
  outdated: 'out of date',
  orphaned: 'no longer emitted',
};

/** What is needed to print how the output folder differs from the plan. */
export interface Changes {
  /** The output folder, as a user types it. */
  readonly folder: string;
  readonly changed: readonly FileComparison[];
  readonly moved: Moved;
  readonly full: boolean;
}

/** Prints a summary on `err`, the diffs on `out`, and what was left out. What only a person can decide comes first. */
export function printChanges(io: Io, changes: Changes): void {
  const { folder, changed, full } = changes;
  const order = Object.keys(stateTexts);
  const sorted = changed.toSorted(
    (a, b) =>
      // The manifest only repeats what the files show, so it comes last.
      Number(a.path === manifestPath) - Number(b.path === manifestPath) ||
      order.indexOf(a.state) - order.indexOf(b.state),
  );
  io.err(`${folder} is out of sync: ${summary(changed)}\n`);
  const listed = full ? sorted : sorted.slice(0, limits.files);
  for (const { path, state } of listed)
    if (state !== 'unchanged') io.err(`  ${folder}/${oneLine(path)}: ${stateTexts[state]}\n`);
  if (sorted.length > listed.length) io.err(`  and ${counted(sorted.length - listed.length, 'more file')}\n`);
  printMoved(io, changes.moved);
  const omitted = printDiffs(io, folder, sorted, full);
  if (omitted > 0)
    io.err(`The diffs of ${counted(omitted, 'file')} are left out; --full prints them all, --json too.\n`);
  io.err('Run "authwright generate" and commit the result.\n');
}

function summary(changed: readonly FileComparison[]): string {
  const parts = Object.entries(stateTexts).flatMap(([state, text]) => {
    const count = changed.filter((file) => file.state === state).length;
    return count === 0 ? [] : [`${count} ${text}`];
  });
  return `${counted(changed.length, 'file')} (${parts.join('; ')})`;
}

function printMoved(io: Io, { inputs, files }: Moved): void {
  if (inputs.length === 0) return;
  io.err(`What moved since the last run: ${inputs.join(', ')}\n`);
  for (const input of ['contract', 'overrides'] as const) {
    const some = files.filter((file) => file.input === input);
    if (some.length === 0) continue;
    const names = some
      .slice(0, limits.movedFiles)
      .map(({ path, change }) => oneLine(path) + (change === 'changed' ? '' : ` (${change})`));
    const more = some.length > names.length ? [`and ${some.length - names.length} more`] : [];
    io.err(`  ${input}: ${[...names, ...more].join(', ')}\n`);
  }
  if (inputs.includes('templates')) io.err('  templates: the generator or its templates are another version\n');
}

/** Prints as many diffs as a reader can take, each whole, so that it can be applied. Returns how many are left out. */
function printDiffs(io: Io, folder: string, sorted: readonly FileComparison[], full: boolean): number {
  let lines = 0;
  let printed = 0;
  for (const file of sorted) {
    if (!full && printed >= limits.diffs) break;
    const diff = unifiedDiff(file, folder);
    const length = diff.split('\n').length;
    if (!full && (length > limits.diffLines || lines + length > limits.lines)) continue;
    io.out(diff);
    lines += length;
    printed += 1;
  }
  return sorted.length - printed;
}
