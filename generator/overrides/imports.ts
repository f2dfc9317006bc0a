import { basename, dirname, join, relative, sep } from 'node:path';
import { init, parse } from 'es-module-lexer';
import type { OverrideFiles } from './files.js';

/** What the hand-written code imports, each with the first file that does, by its path below the overrides folder. */
export interface OverrideImports {
  /** Clients of the AWS SDK: `client-kms`. What the contract has no word for is made for the code that uses it. */
  readonly clients: ReadonlyMap<string, string>;
  /** Emitted files, by their path below the output folder: what code imports has to be there. */
  readonly emitted: ReadonlyMap<string, string>;
}

/** The imports of code that imports nothing. */
export const noImports: OverrideImports = { clients: new Map(), emitted: new Map() };

const scope = '@aws-sdk/';

/**
 * Reads the imports of all hand-written files.
 *
 * @param out the output folder, absolute
 */
export async function readImports({ folder, files }: OverrideFiles, out: string): Promise<OverrideImports> {
  await init;
  const clients = new Map<string, string>();
  const emitted = new Map<string, string>();
  const add = (to: Map<string, string>, key: string, file: string): void => {
    if (!to.has(key)) to.set(key, file);
  };
  for (const [file, text] of files) {
    if (!file.endsWith('.ts') || (!text.includes(scope) && !text.includes(basename(out)))) continue;
    for (const module of importedModules(file, text)) {
      const client = module.startsWith(scope) ? (module.split('/')[1] ?? '') : '';
      if (client.startsWith('client-')) add(clients, client, file);
      const path = module.startsWith('.') ? emittedPath(join(folder, dirname(file), module), out) : undefined;
      if (path !== undefined) add(emitted, path, file);
    }
  }
  return { clients, emitted };
}

function emittedPath(module: string, out: string): string | undefined {
  const path = relative(out, module).split(sep).join('/');
  return path.startsWith('..') ? undefined : path.replace(/\.js$/, '.ts');
}

/** What a file imports. A file that is no module of TypeScript imports nothing; scan and compiler say what is wrong with it. */
function importedModules(file: string, text: string): readonly string[] {
  try {
    const [imports] = parse(text, file);
    return imports.flatMap(({ n: name }) => name ?? []);
  } catch {
    return [];
  }
}
