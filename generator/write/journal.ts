import { hashText } from '../encode/hash.js';
import { isSafePath, manifestPath } from '../plan/manifest.js';
import type { Comparison, FileComparison } from './compare.js';
import type { FileSystem } from './file-system.js';
import type { WorkFolder } from './work-folder.js';

/** One thing to do in the output folder. Hashes are of texts, as `hashText` makes them. */
export type Step =
  /** Moves what stands at the path to the discarded ones. */
  | { readonly kind: 'discard'; readonly path: string }
  /** Removes the file, if it still is what it was. */
  | { readonly kind: 'remove'; readonly path: string; readonly before: string }
  /** Moves a staged file into place, if what stands there still is what it was; `before` is null where nothing stood. */
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly staged: string;
      readonly before: string | null;
      readonly after: string;
    };

/** What a run is about to do. It is on the disk before the first step, so that whoever comes next can finish it. */
export interface Journal {
  /** When the run began to write, ISO 8601. */
  readonly started: string;
  /** The folder of staged files, below the work folder. */
  readonly staging: string;
  /** The folder that discarded files are moved to, below the work folder. */
  readonly discarded: string;
  readonly steps: readonly Step[];
  /** The manifest to write at the end; null when it stays. */
  readonly manifest: string | null;
}

/** The steps that bring the folder from what was found to what is planned: old files make room first. */
export function stepsOf({ files, respelt }: Comparison, force: boolean): readonly Step[] {
  const changed = files.filter(({ path, state }) => state !== 'unchanged' && path !== manifestPath);
  const discards = force ? files.filter(isDiscarded).map(({ path }): Step => ({ kind: 'discard', path })) : [];
  const removals = changed
    .filter(({ state }) => state === 'orphaned')
    .map(({ path, current = '' }): Step => ({ kind: 'remove', path, before: hashText(current) }));
  const oldSpellings = respelt.flatMap(({ from, to }): Step[] => {
    const file = files.find(({ path }) => path === to);
    return file?.state === 'outdated' ? [{ kind: 'remove', path: from, before: hashText(file.current ?? '') }] : [];
  });
  const writes = changed.flatMap((file, index): Step[] => {
    if (file.planned === undefined) return [];
    const { path, planned, current, state } = file;
    const before = current === undefined || state === 'edited' ? null : hashText(current);
    return [{ kind: 'write', path, staged: String(index), before, after: hashText(planned) }];
  });
  return [...discards, ...removals, ...oldSpellings, ...writes];
}

/** Whether `--force` takes the file out of the way: somebody's work, of which a copy is kept. */
export function isDiscarded({ state, blocked }: FileComparison): boolean {
  return blocked !== true && (state === 'edited' || state === 'orphaned-edited');
}

/** Puts the journal on the disk, whole or not at all. */
export function writeJournal(fileSystem: FileSystem, work: WorkFolder, journal: Journal): void {
  const draft = work.path('journal.draft');
  if (fileSystem.kind(draft) !== 'absent') fileSystem.remove(draft);
  fileSystem.create(draft, `${JSON.stringify(journal, undefined, 2)}\n`, 'flush');
  fileSystem.rename(draft, work.journal);
}

/** The journal of a run that did not come to its end; `damaged` when it cannot be read. */
export function readJournal(fileSystem: FileSystem, work: WorkFolder): Journal | 'damaged' | undefined {
  if (fileSystem.kind(work.folder) !== 'folder') return undefined;
  const kind = fileSystem.kind(work.journal);
  if (kind === 'absent') return undefined;
  return kind === 'file' ? (parseJournal(fileSystem.read(work.journal)) ?? 'damaged') : 'damaged';
}

/** Reads a journal; undefined when the text is none, or names anything outside of its folders. */
export function parseJournal(text: string): Journal | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof Journal, unknown>> | null;
    if (typeof value !== 'object' || value === null) return undefined;
    const { started, staging, discarded, steps, manifest } = value;
    const sound =
      typeof started === 'string' &&
      !Number.isNaN(Date.parse(started)) &&
      typeof staging === 'string' &&
      /^staging-[0-9a-f]+$/.test(staging) &&
      typeof discarded === 'string' &&
      /^discarded\/[0-9TZ-]+$/.test(discarded) &&
      Array.isArray(steps) &&
      steps.every(isStep) &&
      (manifest === null || typeof manifest === 'string');
    return sound ? { started, staging, discarded, steps, manifest } : undefined;
  } catch {
    return undefined;
  }
}

const isHash = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, path, before, after, staged } = value as Record<string, unknown>;
  if (typeof path !== 'string' || !isSafePath(path)) return false;
  if (kind === 'discard') return true;
  if (kind === 'remove') return isHash(before);
  return kind === 'write' && /^\d+$/.test(String(staged)) && (before === null || isHash(before)) && isHash(after);
}
