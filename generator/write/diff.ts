import { createTwoFilesPatch } from 'diff';
import type { FileComparison } from './compare.js';

/** The unified diff that turns the file on disk into the planned one. */
export function unifiedDiff(file: FileComparison, folder: string): string {
  const before = file.current === undefined ? '/dev/null' : `a/${folder}/${file.path}`;
  const after = file.planned === undefined ? '/dev/null' : `b/${folder}/${file.path}`;
  const patch = createTwoFilesPatch(before, after, file.current ?? '', file.planned ?? '', undefined, undefined, {
    context: 3,
  });
  // The package begins each patch with a rule that git's own format does not have.
  return patch.replace(/^=+\n/, '').replaceAll(/\t$/gm, '');
}
