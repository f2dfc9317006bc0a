import { resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { belowEmitted, commonOptions, type Entry, type SourceFolders } from './esbuild.js';
import { narrowRepositories, type KeptFunctions } from './repositories.js';

/** A command of the AWS SDK that a module of the project sends. */
export interface UsedCommand {
  /** The SDK's client without its prefix: `kms`. */
  readonly client: string;
  /** Without the suffix: `GenerateDataKey`. */
  readonly command: string;
  /** The module, below the project's root. */
  readonly module: string;
}

/** What is left of the project's own code in the bundle of one handler after tree shaking. */
export interface Liveness {
  readonly commands: readonly UsedCommand[];
  /** Top-level functions by module: `entities/user` (below the emitted folder) -> `getUser`. */
  readonly functions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of environment variables that it reads, sorted. */
  readonly variables: readonly string[];
  /** Those of them without which it fails. */
  readonly required: readonly string[];
  /** The modules that read each of the variables, below the project's root. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** The names under which it counts attempts: an operation's id, or one of the team's. `?` for one that is not written out. */
  readonly counters: readonly string[];
}

/**
 * Builds the handlers once more with all packages left out. Tree shaking of the project's own code comes to the same,
 * but takes a tenth of the time, and what is printed is not minified: the functions that survived can be read off it.
 */
export async function readLiveness(
  entries: readonly Entry[],
  kept: KeptFunctions,
  folders: SourceFolders,
): Promise<ReadonlyMap<Entry, Liveness>> {
  const { outputFiles, metafile } = await build({
    ...commonOptions(entries, folders),
    outdir: folders.project,
    format: 'esm',
    packages: 'external',
    plugins: [narrowRepositories(kept, folders)],
  });
  const outputs = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [resolve(folders.project, path), output]),
  );
  const texts = new Map(outputFiles.map((file) => [file.path, file]));
  return new Map(
    entries.map((entry): [Entry, Liveness] => {
      const path = resolve(folders.project, entry, 'handler.js');
      const [output, file] = [outputs.get(path), texts.get(path)];
      if (!output || !file) throw new Error(`esbuild made no bundle of ${entry}`);
      return [entry, livenessOf(file.text, output.inputs, folders)];
    }),
  );
}

function livenessOf(text: string, inputs: Metafile['outputs'][string]['inputs'], folders: SourceFolders): Liveness {
  const commands = importedCommands(text);
  const used = new Map<string, UsedCommand>();
  const functions = new Map<string, Set<string>>();
  const required = new Set<string>();
  const readers = new Map<string, string[]>();
  const counters = new Set<string>();
  for (const { module, code } of sections(text, new Set(Object.keys(inputs)))) {
    for (const [local, command] of commands) {
      if (new RegExp(`\\b${local}\\b`).test(code)) used.set(`${module} ${local}`, { ...command, module });
    }
    const emitted = belowEmitted(module, folders)?.replace(/\.ts$/, '');
    if (emitted !== undefined) {
      const names = functions.get(emitted) ?? new Set<string>();
      for (const [, name = ''] of code.matchAll(/^(?:async )?function (\w+)/gm)) names.add(name);
      functions.set(emitted, names);
    }
    for (const name of namesIn(code, requiringReads)) required.add(name);
    for (const name of new Set(namesIn(code, [...requiringReads, ...otherReads]))) {
      readers.set(name, [...(readers.get(name) ?? []), module]);
    }
    for (const name of counterNames(code)) counters.add(name);
  }
  return {
    commands: [...used.values()],
    functions,
    variables: [...readers.keys()].sort(),
    readers,
    required: [...required].sort(),
    counters: [...counters].sort(),
  };
}

/** The code of each module: esbuild puts a comment with the module's path before it. Import statements are left out. */
function sections(text: string, modules: ReadonlySet<string>): { module: string; code: string }[] {
  const found: { module: string; lines: string[] }[] = [];
  for (const line of withoutImports(text).split('\n')) {
    const module = line.startsWith('// ') ? line.slice(3) : '';
    if (modules.has(module)) found.push({ module, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ module, lines }) => ({ module, code: lines.join('\n') }));
}

const importStatement = /^import\s+(?:\{([^}]*)\}|\*\s+as\s+\w+|\w+)\s+from\s+"([^"]+)";$/gm;

function withoutImports(text: string): string {
  return text.replaceAll(importStatement, '');
}

/** The commands that are imported, by their local names. An import alone is no use: esbuild keeps those of others. */
function importedCommands(text: string): ReadonlyMap<string, { client: string; command: string }> {
  const commands = new Map<string, { client: string; command: string }>();
  for (const [, names = '', from = ''] of text.matchAll(importStatement)) {
    const client = /^@aws-sdk\/client-(.+)$/.exec(from)?.[1];
    if (client === undefined) continue;
    for (const name of names.split(',')) {
      const [imported = '', local = imported] = name.trim().split(/\s+as\s+/);
      const command = /^(\w+)Command$/.exec(imported)?.[1];
      if (command !== undefined) commands.set(local, { client, command });
    }
  }
  return commands;
}

/** `environment('NAME')` throws without it; so does the layout of an entity whose table has no name. */
const requiringReads = [/\benvironment\d*\(\s*["'](\w+)["']\s*\)/g, /\btableVariable: ["'](\w+)["']/g];
const otherReads = [/\bprocess\d*\.env(?:\.|\[["'])(\w+)/g];

/** `rateLimits('loginUser', ...)` counts under that name; its definition is no call. */
function counterNames(code: string): string[] {
  const calls = code.matchAll(/(?<!function )\brateLimits\d*\(\s*(?:"([^"\\]*)"|'([^'\\]*)')?/g);
  return [...calls].map(([, double, single]) => double ?? single ?? '?');
}

function namesIn(code: string, reads: readonly RegExp[]): string[] {
  return reads.flatMap((read) => [...code.matchAll(read)].flatMap(([, name]) => name ?? []));
}
