import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { transform, type Metafile, type Plugin } from 'esbuild';

/** A module that is deployed beside `handler.js`, as a file of its own. */
export interface FileBeside {
  /** `overrides.words.mjs`. */
  readonly name: string;
  readonly text: string;
}

/** A plugin, and what it has left out of a bundle. */
export interface OnDemand {
  readonly plugin: Plugin;
  /** The modules that are to lie beside a bundle, by its outputs' entry in esbuild's report. */
  readonly filesOf: (output: Metafile['outputs'][string]) => readonly FileBeside[];
}

const ofCode = /\.[cm]?[jt]s$/;

/**
 * Leaves out of the bundles what the team's code loads by `import()`, where that module imports nothing itself, such as
 * a large table. It becomes a file beside `handler.js`, which is read when it is asked for and by no cold start. A module
 * that imports others stays within, since their state must not be there twice.
 *
 * @param project the folder of the emitted and the hand-written code
 */
export function onDemand(project: string): OnDemand {
  const files = new Map<string, FileBeside>();
  const read = new Map<string, Promise<FileBeside | undefined>>();
  const plugin: Plugin = {
    name: 'on-demand',
    setup(context) {
      context.onResolve({ filter: /^\.{1,2}\// }, async ({ path, kind, importer, resolveDir }) => {
        if (kind !== 'dynamic-import' || isOfPackage(importer)) return undefined;
        const found = await context.resolve(path, { kind: 'import-statement', importer, resolveDir });
        if (found.errors.length > 0 || !isOwnCode(found.path, project)) return undefined;
        const reading = read.get(found.path) ?? fileOf(found.path, project);
        read.set(found.path, reading);
        const file = await reading;
        if (file === undefined) return undefined;
        files.set(`./${file.name}`, file);
        return { path: `./${file.name}`, external: true };
      });
    },
  };
  return { plugin, filesOf: ({ imports }) => imports.flatMap(({ path }) => files.get(path) ?? []) };
}

function isOfPackage(path: string): boolean {
  return path.split(sep).includes('node_modules');
}

/** A file of data, such as JSON, stays in the bundle as well. */
function isOwnCode(path: string, project: string): boolean {
  return path.startsWith(project + sep) && !isOfPackage(path.slice(project.length)) && ofCode.test(path);
}

async function fileOf(path: string, project: string): Promise<FileBeside | undefined> {
  const { code: text } = await transform(readFileSync(path, 'utf8'), {
    loader: 'ts',
    format: 'esm',
    target: 'node24',
    minify: true,
    tsconfigRaw: '{}',
  });
  let isAlone = true;
  full(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    // Of an import, a re-export or an `import()`.
    if ('source' in node && node.source) isAlone = false;
  });
  if (!isAlone) return undefined;
  // A point in a name is doubled: `a/b.ts` and `a.b.ts` are two files.
  const segments = relative(project, path).replace(ofCode, '').replaceAll('.', '..').split(sep);
  return { name: `${segments.join('.')}.mjs`, text };
}
