import { hashText } from '../encode/hash.js';
import { manifestPath, parseManifest, type Manifest, type ManifestEntry } from '../plan/manifest.js';
import { conflictSides } from '../plan/conflict.js';
import type { Look } from './entry.js';

/** What earlier runs wrote, as far as the manifest in the folder tells. */
export interface Written {
  /**
   * `damaged`: ours, and not readable. `foreign`: a file of this name that another program wrote. `merging`: both
   * sides of a merge conflict could be read.
   */
  readonly record: 'read' | 'missing' | 'merging' | 'damaged' | 'foreign';
  /** The last run's manifest; of a merge conflict, our side's. */
  readonly manifest: Manifest | undefined;
  /** Every file that a run wrote. */
  readonly files: ReadonlyMap<string, ManifestEntry>;
  /** Whether a text is what a run wrote at a path: then nobody edited it. */
  readonly wrote: (path: string, text: string) => boolean;
}

/** Reads the manifest of the output folder. */
export function readWritten(look: Look): Written {
  const entry = look(manifestPath);
  if (entry.kind !== 'file') return writtenBy(entry.kind === 'absent' ? 'missing' : 'damaged', []);
  const whole = parseManifest(entry.text);
  if (whole) return writtenBy('read', [whole]);
  const sides = (conflictSides(entry.text) ?? []).map(parseManifest).filter((one) => one !== undefined);
  if (sides.length > 0) return writtenBy('merging', sides);
  return writtenBy(entry.text === '' || entry.text.includes('"generator": "authwright"') ? 'damaged' : 'foreign', []);
}

function writtenBy(record: Written['record'], manifests: readonly Manifest[]): Written {
  const hashes = new Set(
    manifests.flatMap(({ files }) => Object.entries(files).map(([path, { hash }]) => `${hash} ${path}`)),
  );
  const knows = (path: string, text: string): boolean => hashes.has(`${hashText(text)} ${path}`);
  return {
    record,
    manifest: manifests[0],
    files: new Map(manifests.toReversed().flatMap(({ files }) => Object.entries(files))),
    wrote(path, text) {
      if (knows(path, text)) return true;
      // A merge of two runs: nobody's work when each side is what a run wrote.
      const sides = record === 'merging' ? conflictSides(text) : undefined;
      return sides !== undefined && sides.every((side) => knows(path, side));
    },
  };
}
