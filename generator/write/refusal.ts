import { manifestPath } from '../plan/manifest.js';
import type { Comparison, FileComparison } from './compare.js';
import type { FileSystem } from './file-system.js';
import { workFolderName } from './work-folder.js';

/** Why a run must not write. */
export type Refusal =
  /** Something stands where a file belongs that no run may replace. */
  | { readonly kind: 'blocked'; readonly files: readonly FileComparison[] }
  /** No run wrote into this folder, and it is not empty. */
  | { readonly kind: 'not-ours'; readonly names: readonly string[] }
  /** Files that were edited by hand would be overwritten. */
  | { readonly kind: 'hand-edits'; readonly files: readonly FileComparison[] };

/** Whether a run must not write, and why; undefined when it may. */
export function refusalOf(
  fileSystem: FileSystem,
  out: string,
  comparison: Comparison,
  force: boolean,
): Refusal | undefined {
  const blocked = comparison.files.filter((file) => file.blocked === true);
  if (blocked.length > 0) return { kind: 'blocked', files: blocked };
  if (force) return undefined;
  const names = isOurs(comparison) ? [] : foreignNames(fileSystem, out);
  if (names.length > 0) return { kind: 'not-ours', names };
  const edits = comparison.files.filter((file) => file.state === 'edited');
  return edits.length > 0 ? { kind: 'hand-edits', files: edits } : undefined;
}

/** Whether a run wrote this folder: its manifest says so, or without one a file that equals the plan. */
function isOurs({ record, files }: Comparison): boolean {
  if (record !== 'missing' && record !== 'foreign') return true;
  return files.some(({ path, state }) => state === 'unchanged' && path !== manifestPath);
}

function foreignNames(fileSystem: FileSystem, out: string): readonly string[] {
  if (fileSystem.kind(out) !== 'folder') return [];
  return fileSystem.list(out).filter((name) => name !== workFolderName);
}
