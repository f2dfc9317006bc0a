import { build, type Plugin } from 'esbuild';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ownTemplates } from '../../plan/templates.js';
import type { InProcess } from './in-process.js';

/** Files that are bundled although they are on no disk, by absolute path. */
export type VirtualFiles = ReadonlyMap<string, string>;

/** The entry of the bundle: a path beside the others, so that its relative imports resolve. */
export interface BundleInput {
  readonly entry: string;
  readonly files: VirtualFiles;
  /** Below it only virtual files count: what an earlier run left on disk must not get in. */
  readonly planned: string;
}

/** The name under which a bundle finds `inProcess`, which its loader gives it. */
export const inProcessName = 'inProcess';

/** A bundle, and what is left in it after tree shaking. */
export interface Bundle {
  readonly text: string;
  /** The AWS SDK's clients that some function uses: `client-dynamodb`. */
  readonly clients: ReadonlySet<string>;
}

/**
 * Bundles the handlers into one CommonJS text, as they are for deployment except that they share one file.
 * @throws Error with esbuild's located messages when an import cannot be resolved or a file does not parse
 */
export async function bundle({ entry, files, planned }: BundleInput): Promise<Bundle> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'silent',
    // The loaded text has no module loader of its own for `import()`.
    supported: { 'dynamic-import': false },
    // Packages of a project that lies elsewhere come from where this one is installed.
    nodePaths: [join(dirname(ownTemplates), 'node_modules')],
    tsconfigRaw: '{}',
    plugins: [virtualFiles(files, planned), callsInProcess],
  });
  const used = Object.values(result.metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).filter(([, input]) => input.bytesInOutput > 0),
  );
  const clients = used.flatMap(([path]) => /node_modules\/@aws-sdk\/(client-[a-z0-9-]+)\//.exec(path)?.[1] ?? []);
  // Without it every call would go through sockets, and nobody would be told.
  if (clients.length > 0 && !used.some(([path]) => path.startsWith('wrapped-handler:')))
    throw new Error('the AWS SDK has no request handler of @smithy/node-http-handler');
  return { text: result.outputFiles[0]?.text ?? '', clients: new Set(clients) };
}

function virtualFiles(files: VirtualFiles, planned: string): Plugin {
  return {
    name: 'virtual-files',
    setup(context) {
      context.onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (pluginData === 'passed') return undefined;
        if (kind === 'entry-point') return { path };
        if (/^\.{1,2}\//.test(path)) {
          const target = resolve(dirname(importer), path).replace(/\.js$/, '.ts');
          if (files.has(target)) return { path: target };
          if (target.startsWith(`${planned}/`))
            return { errors: [{ text: `${path} is not part of the emitted code` }] };
          return undefined;
        }
        if (!files.has(importer) || existsSync(resolveDir)) return undefined;
        // esbuild looks for packages from a folder that exists.
        return context.resolve(path, {
          kind,
          importer,
          resolveDir: existingFolder(dirname(importer)),
          pluginData: 'passed',
        });
      });
      context.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const contents = files.get(path);
        return contents === undefined ? undefined : { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}

function existingFolder(folder: string): string {
  return existsSync(folder) ? folder : existingFolder(dirname(folder));
}

/** The SDK's classes that are replaced, by the package that exports them, and what of `InProcess` replaces each. */
const replaced = {
  '@smithy/node-http-handler': { name: 'NodeHttpHandler', by: 'handler' },
  '@smithy/core/client': { name: 'Client', by: 'client' },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly by: keyof InProcess }>>;

/**
 * Puts the client and the request handler of this process around the SDK's own. A first call, errors and retries are the
 * SDK's as they are on Lambda; of a further call only what writes the request and reads the answer.
 */
const callsInProcess: Plugin = {
  name: 'calls-in-process',
  setup(context) {
    for (const [id, { name, by }] of Object.entries(replaced)) {
      const namespace = `wrapped-${by}`;
      context.onResolve({ filter: new RegExp(`^${id}$`) }, async ({ path, kind, resolveDir, pluginData }) => {
        if (pluginData === 'passed') return undefined;
        const own = await context.resolve(path, { kind, resolveDir, pluginData: 'passed' });
        return own.errors.length > 0 ? { errors: own.errors } : { path: own.path, namespace };
      });
      context.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: [
          `import { ${name} as Own } from ${JSON.stringify(path)};`,
          `export * from ${JSON.stringify(path)};`,
          `export const ${name} = ${inProcessName}.${by}(Own);`,
        ].join('\n'),
        resolveDir: dirname(path),
      }));
    }
  },
};
