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

/** What no cold start reads: a module that imports nothing keeps its meaning in a file of its own. */
const importing = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression']);

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
        if (kind !== 'dynamic-import' || importer.split(sep).includes('node_modules')) return undefined;
        const found = await context.resolve(path, { kind: 'import-statement', importer, resolveDir });
        if (found.errors.length > 0 || !found.path.startsWith(project + sep)) return undefined;
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
    if (importing.has(node.type) || ('source' in node && node.source)) isAlone = false;
  });
  if (!isAlone) return undefined;
  const name = relative(project, path)
    .replace(/\.[cm]?[jt]s$/, '.mjs')
    .split(sep)
    .join('.');
  return { name, text };
}
