import type { InputFiles, InputHashes, Manifest } from '../plan/manifest.js';

/** A file of an input that is not what it was at the last run. */
export interface MovedFile {
  readonly input: keyof InputFiles;
  /** From the contract's folder, or below the overrides folder. */
  readonly path: string;
  readonly change: 'changed' | 'added' | 'removed';
}

/** What moved since the last run. */
export interface Moved {
  readonly inputs: readonly (keyof InputHashes)[];
  readonly files: readonly MovedFile[];
}

const inputNames = ['contract', 'overrides', 'settings', 'templates'] as const;

/** Which inputs differ from those of the last run, and in which files; nothing when there was no last run. */
export function movedInputs(last: Manifest | undefined, now: Manifest): Moved {
  if (!last) return { inputs: [], files: [] };
  const inputs = inputNames.filter((name) => last.inputs[name] !== now.inputs[name]);
  const files = (['contract', 'overrides'] as const)
    .filter((input) => inputs.includes(input))
    .flatMap((input) => movedFiles(input, recorded(last, input), now.inputFiles[input]));
  return { inputs, files };
}

/** A manifest is a file that anybody may have written to. */
function recorded(manifest: Manifest, input: keyof InputFiles): Readonly<Record<string, string>> | undefined {
  const files: unknown = (manifest.inputFiles as InputFiles | undefined)?.[input];
  return typeof files === 'object' && files !== null ? (files as Record<string, string>) : undefined;
}

function movedFiles(
  input: keyof InputFiles,
  last: Readonly<Record<string, string>> | undefined,
  now: Readonly<Record<string, string>>,
): MovedFile[] {
  // A manifest that names no files cannot tell which of them moved.
  if (!last) return [];
  const paths = [...new Set([...Object.keys(last), ...Object.keys(now)])].sort();
  return paths
    .filter((path) => last[path] !== now[path])
    .map((path) => ({
      input,
      path,
      change: last[path] === undefined ? 'added' : now[path] === undefined ? 'removed' : 'changed',
    }));
}
