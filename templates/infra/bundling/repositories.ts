import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { belowEmitted, commonOptions, type Entry, type SourceFolders } from './esbuild.js';

/**
 * `context.repository` is an object, and a bundler keeps all members of an object that is passed on. Here each
 * operation's object is cut down to the functions that the team's files behind it name, so that a bundle holds no call
 * that nobody makes. What is read by a computed name, or passed on as a whole, keeps everything.
 */
export type KeptFunctions = ReadonlyMap<Entry, ReadonlySet<string> | 'all'>;

const repositoryFile = /[\\/]operations[\\/]([^\\/]+)[\\/]repository\.ts$/;

/** Which functions of its repository each operation keeps. */
export async function keptFunctions(entries: readonly Entry[], folders: SourceFolders): Promise<KeptFunctions> {
  const withRepositories = entries.filter((entry) => repositoryText(entry, folders) !== undefined);
  if (withRepositories.length === 0) return new Map();
  const { metafile } = await build({
    ...commonOptions(withRepositories, folders),
    outdir: folders.project,
    packages: 'external',
    plugins: [narrowRepositories(new Map(), folders)],
  });
  const texts = new Map<string, string>();
  return new Map(
    Object.values(metafile.outputs).flatMap((output) => {
      const entry = output.entryPoint && belowEmitted(output.entryPoint, folders)?.replace(/\/handler\.ts$/, '');
      if (entry === undefined) return [];
      const names = repositoryNames(repositoryText(entry, folders) ?? '');
      return [[entry, namedIn(teamFiles(output.inputs, folders, texts), names)] as const];
    }),
  );
}

/** Replaces each repository by one that holds what is kept of it; of an operation that is not listed, nothing. */
export function narrowRepositories(kept: KeptFunctions, folders: SourceFolders): Plugin {
  return {
    name: 'narrow-repositories',
    setup(context) {
      context.onLoad({ filter: repositoryFile }, ({ path }) => {
        const file = repositoryFile.exec(path)?.[1];
        if (file === undefined || belowEmitted(path, folders) === undefined) return undefined;
        const names = kept.get(`operations/${file}`) ?? new Set<string>();
        const text = readFileSync(path, 'utf8');
        return { loader: 'ts', contents: names === 'all' ? text : narrowed(text, names) };
      });
    },
  };
}

function repositoryText(entry: Entry, { emitted }: SourceFolders): string | undefined {
  try {
    return readFileSync(resolve(emitted, entry, 'repository.ts'), 'utf8');
  } catch {
    return undefined;
  }
}

const repositoryObject = /(Repository = \{)([^}]*)(\})/;

function repositoryNames(text: string): readonly string[] {
  return (repositoryObject.exec(text)?.[2] ?? '').split(',').flatMap((name) => name.trim() || []);
}

function narrowed(text: string, names: ReadonlySet<string>): string {
  const left = repositoryNames(text).filter((name) => names.has(name));
  return text.replace(repositoryObject, (_all, start: string, _members, end: string) => start + left.join(', ') + end);
}

/** The team's own files among the inputs, as far as they have to do with a repository. */
function teamFiles(
  inputs: Metafile['outputs'][string]['inputs'],
  folders: SourceFolders,
  known: Map<string, string>,
): readonly string[] {
  return Object.keys(inputs)
    .filter((path) => belowEmitted(path, folders) === undefined)
    .map((path) => {
      const text = known.get(path) ?? readFileSync(resolve(folders.project, path), 'utf8');
      known.set(path, text);
      return text;
    });
}

/** The names that some text reads as properties, or everything where the texts do not show it. */
function namedIn(texts: readonly string[], names: readonly string[]): ReadonlySet<string> | 'all' {
  const concerned = texts.some((text) => /\brepository\b/.test(text));
  if (!concerned) return new Set();
  const whole = /\.\.\.[\w.]*\brepository\b|\brepository\s*(\?\.)?\s*\[|\b(Object|Reflect)\.\w+\([^)]*\brepository\b/;
  if (texts.some((text) => whole.test(text))) return 'all';
  return new Set(names.filter((name) => texts.some((text) => new RegExp(`[.{,]\\s*${name}\\b`).test(text))));
}
