import { dirname, join } from 'node:path';
import { hashText } from '../encode/hash.js';
import { manifestPath, parseManifest, printManifest } from '../plan/manifest.js';
import { lookInto, type Entry, type Look } from './entry.js';
import type { FileSystem } from './file-system.js';
import type { Journal, Step } from './journal.js';
import type { WorkFolder } from './work-folder.js';

/** What carrying out a journal came to, as paths below the output folder. */
export interface Applied {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Files that someone changed after the run had looked at them. They stay. */
  readonly kept: readonly string[];
  /** Files whose staged text was lost; they are as they were. */
  readonly lost: readonly string[];
}

/** What is to be done about a step, seen what is on disk now. */
type Verdict = 'do' | 'done' | 'keep' | 'lost';

/**
 * Carries out a journal, from its start or from wherever an earlier attempt came to: each step looks first whether it
 * was done. The manifest comes last; until then the folder is what the old one says, or more.
 */
export function applyJournal(fileSystem: FileSystem, out: string, work: WorkFolder, journal: Journal): Applied {
  const look = lookInto(fileSystem, out);
  const outcome: Record<keyof Applied, string[]> = { written: [], removed: [], kept: [], lost: [] };
  for (const step of journal.steps) {
    const verdict = judge(fileSystem, work, journal, step, look(step.path));
    if (verdict === 'keep') outcome.kept.push(step.path);
    if (verdict === 'lost') outcome.lost.push(step.path);
    if (verdict !== 'do') continue;
    carryOut(fileSystem, out, work, journal, step);
    if (step.kind === 'remove') outcome.removed.push(step.path);
    if (step.kind === 'write') outcome.written.push(step.path);
  }
  if (journal.manifest !== null) writeManifest(fileSystem, out, work, manifestOf(journal, outcome.lost));
  return outcome;
}

function judge(fileSystem: FileSystem, work: WorkFolder, journal: Journal, step: Step, entry: Entry): Verdict {
  if (entry.kind === 'obstacle') return 'keep';
  if (step.kind === 'discard') {
    const moved = fileSystem.kind(work.path(journal.discarded, step.path)) !== 'absent';
    return moved || entry.kind === 'absent' ? 'done' : 'do';
  }
  if (step.kind === 'remove') {
    if (entry.kind === 'absent') return 'done';
    return entry.kind === 'file' && hashText(entry.text) === step.before ? 'do' : 'keep';
  }
  const staged = work.path(journal.staging, step.staged);
  if (entry.kind === 'file' && hashText(entry.text) === step.after) return 'done';
  if (fileSystem.kind(staged) === 'absent') return entry.kind === 'absent' ? 'done' : 'keep';
  if (!isReplaceable(step, entry)) return 'keep';
  return hashText(fileSystem.read(staged)) === step.after ? 'do' : 'lost';
}

/** Whether what stands at the path of a write step is nobody's later work. */
function isReplaceable({ before }: Step & { kind: 'write' }, entry: Entry): boolean {
  if (entry.kind === 'absent') return true;
  return entry.kind === 'file' && (entry.text === '' || hashText(entry.text) === before);
}

function carryOut(fileSystem: FileSystem, out: string, work: WorkFolder, journal: Journal, step: Step): void {
  const path = join(out, step.path);
  if (step.kind === 'write') {
    fileSystem.makeFolder(dirname(path));
    fileSystem.rename(work.path(journal.staging, step.staged), path);
    return;
  }
  if (step.kind === 'discard') {
    const copy = work.path(journal.discarded, step.path);
    fileSystem.makeFolder(dirname(copy));
    fileSystem.rename(path, copy);
  } else fileSystem.remove(path);
  removeEmptyFolders(fileSystem, out, dirname(step.path));
}

/** A folder that only held what was removed goes too. */
function removeEmptyFolders(fileSystem: FileSystem, out: string, path: string): void {
  for (let current = path; current !== '.'; current = dirname(current)) {
    if (fileSystem.list(join(out, current)).length > 0) return;
    fileSystem.removeFolder(join(out, current));
  }
}

/** The manifest says what is on disk: where a staged text was lost, what was there before. */
function manifestOf({ manifest, steps }: Journal, lost: readonly string[]): string {
  const parsed = lost.length === 0 ? undefined : parseManifest(manifest ?? '');
  if (!parsed) return manifest ?? '';
  const files = { ...parsed.files };
  for (const step of steps) {
    const entry = files[step.path];
    if (step.kind !== 'write' || !entry || !lost.includes(step.path)) continue;
    files[step.path] = { ...entry, hash: step.before ?? entry.hash };
  }
  return printManifest({ ...parsed, files });
}

function writeManifest(fileSystem: FileSystem, out: string, work: WorkFolder, text: string): void {
  const draft = work.path('manifest.draft');
  if (fileSystem.kind(draft) !== 'absent') fileSystem.remove(draft);
  fileSystem.create(draft, text, 'flush');
  fileSystem.rename(draft, join(out, manifestPath));
}

/** The folder as it will be once the journal has been carried out, for those who may not write. */
export function lookAhead(fileSystem: FileSystem, out: string, work: WorkFolder, journal: Journal): Look {
  const look = lookInto(fileSystem, out);
  const steps = new Map(journal.steps.map((step) => [step.path, step]));
  return (path) => {
    if (path === manifestPath && journal.manifest !== null) return { kind: 'file', text: journal.manifest };
    const entry = look(path);
    // Of the two steps of one path the write comes second, and stands in the map.
    const step = steps.get(path);
    const discards = journal.steps.some((one) => one.path === path && one.kind === 'discard');
    const seen: Entry =
      discards && entry.kind !== 'obstacle' && isPending(fileSystem, work, journal, path) ? { kind: 'absent' } : entry;
    if (!step || step.kind === 'discard' || judge(fileSystem, work, journal, step, seen) !== 'do') return seen;
    return step.kind === 'remove'
      ? { kind: 'absent' }
      : { kind: 'file', text: fileSystem.read(work.path(journal.staging, step.staged)).replaceAll('\r\n', '\n') };
  };
}

function isPending(fileSystem: FileSystem, work: WorkFolder, journal: Journal, path: string): boolean {
  return fileSystem.kind(work.path(journal.discarded, path)) === 'absent';
}
