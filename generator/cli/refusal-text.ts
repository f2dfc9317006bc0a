import { manifestPath } from '../plan/manifest.js';
import type { Comparison, FileComparison } from '../write/compare.js';
import { conflictSides } from '../plan/conflict.js';
import { unifiedDiff } from '../write/diff.js';
import type { Refusal } from '../write/refusal.js';
import { workFolderName } from '../write/work-folder.js';
import { counted } from './io.js';

/** More diffs than these say nothing that the list of files does not. */
const mostDiffs = 10;

/** Why a run did not write, and what to do about it. */
export function refusalText(
  refusal: Refusal,
  record: Comparison['record'],
  folder: string,
  diffs: 'with diffs' | 'without diffs',
): string {
  if (refusal.kind === 'not-ours') return notOursText(refusal.names, record, folder);
  if (refusal.kind === 'blocked') {
    const lines = refusal.files.map((file) => `  ${folder}/${file.path} ${file.instead ?? ''}\n`);
    return `${counted(refusal.files.length, 'file')} cannot be written; nothing was written.\n${lines.join('')}Move away what stands in the way; --force does not touch it.\n`;
  }
  const before = diffs === 'with diffs' ? diffsText(refusal.files, folder) : '';
  return `${before}${handEditsText(refusal.files, record, folder)}`;
}

function notOursText(names: readonly string[], record: Comparison['record'], folder: string): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const manifest = record === 'foreign' ? `its ${manifestPath} is of another program` : 'it has no manifest';
  return `${folder} was not written by this tool: ${manifest}, and it holds ${names.slice(0, 3).join(', ')}${more}. Nothing was written.
Name another folder with --out. With --force the emitted files are put beside what is there; a file in the place of one of them goes to ${folder}/${workFolderName}/discarded.
`;
}

function diffsText(files: readonly FileComparison[], folder: string): string {
  const edited = files.filter((file) => file.current !== undefined && !conflictSides(file.current));
  const diffs = edited
    .slice(0, mostDiffs)
    .map((file) => `${unifiedDiff({ ...file, current: file.planned, planned: file.current }, folder)}\n`);
  const more = edited.length > mostDiffs ? `... and the edits of ${edited.length - mostDiffs} more\n\n` : '';
  return `${diffs.join('')}${more}`;
}

function handEditsText(files: readonly FileComparison[], record: Comparison['record'], folder: string): string {
  const lines = files.map((file) => `  ${folder}/${file.path}: ${whatToDo(file)}\n`);
  return `${counted(files.length, 'emitted file')} edited by hand; nothing was written.
${lines.join('')}${recordHint(record, folder)}Move the changes there, or discard them with --force, which keeps a copy in ${folder}/${workFolderName}/discarded.
`;
}

function whatToDo(file: FileComparison): string {
  if (file.instead !== undefined) return `${file.instead} in place of the file`;
  if (file.current !== undefined && conflictSides(file.current)) return 'holds conflict markers of a merge';
  return carrier(file.path);
}

/** Which hand-written file would carry an edit of an emitted one. */
function carrier(path: string): string {
  const [family, operation] = path.split('/');
  if (family === 'operations' && operation && path.endsWith('.ts'))
    return `overrides/operations/${operation}/service.ts carries logic, the contract carries shapes`;
  return 'the contract carries it';
}

function recordHint(record: Comparison['record'], folder: string): string {
  if (record === 'read' || record === 'merging') return '';
  const what = record === 'missing' ? 'is missing' : record === 'foreign' ? 'is not of this tool' : 'cannot be read';
  return `${folder}/${manifestPath} ${what}, so a file of an earlier run cannot be told from an edited one: restore it if you can.\n`;
}
