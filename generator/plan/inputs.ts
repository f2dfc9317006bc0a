import { dirname, relative } from 'node:path';
import type { Contract } from '../contract/model/contract.js';
import type { Sources } from '../contract/read/sources.js';
import type { OverrideFiles } from '../overrides/files.js';
import { hashAll, hashText } from '../encode/hash.js';
import type { InputFiles, InputHashes } from './manifest.js';

/** The hashes of a run's inputs, apart from each other, and of their files. */
export function inputsOf(
  { entry, documents }: Sources,
  contract: Contract,
  { files }: OverrideFiles,
  templates: ReadonlyMap<string, string>,
): { readonly inputs: InputHashes; readonly inputFiles: InputFiles } {
  const contractFiles = [...documents.values()].flatMap((one) =>
    one ? [[nameOf(entry, one.file), one.text] as const] : [],
  );
  // Texts and READMEs beside the code change nothing that is emitted.
  const code = [...files].filter(([name]) => !name.endsWith('.md'));
  return {
    inputs: {
      contract: hashAll(contractFiles),
      overrides: hashAll(code),
      settings: hashText(JSON.stringify(contract.stages)),
      templates: hashAll(templates),
    },
    inputFiles: { contract: hashesOf(contractFiles), overrides: hashesOf(code) },
  };
}

/** Twelve digits tell the versions of one file apart. */
function hashesOf(files: readonly (readonly [name: string, text: string])[]): Readonly<Record<string, string>> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, text]) => [name, hashText(text).slice(0, 12)]));
}

/** A file's name: the same wherever the project lies. */
function nameOf(entry: string, file: string): string {
  return relative(dirname(entry), file).replaceAll('\\', '/');
}
