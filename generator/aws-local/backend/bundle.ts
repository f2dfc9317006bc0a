import { build, type Plugin } from 'esbuild';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ownTemplates } from '../../plan/templates.js';
import type { ClientClass, HandlerClass } from './sdk.js';

/** Files that are bundled although they are on no disk, by absolute path. */
export type VirtualFiles = ReadonlyMap<string, string>;

/** The entry of the bundle: a path beside the others, so that its relative imports resolve. */
export interface BundleInput {
  readonly entry: string;
  readonly files: VirtualFiles;
  /** Below it only virtual files count: what an earlier run left on disk must not get in. */
  readonly planned: string;
  /** Whether the SDK's clients may leave out its middleware. Otherwise only their request handler is not the SDK's. */
  readonly fastSdk?: boolean;
}

/** The name under which a bundle finds `InProcess`, which its loader gives it. */
export const inProcessName = 'inProcess';

/** Make the classes that stand in a bundle for the SDK's own. Which of them it asks for is settled when it is made. */
export interface InProcess {
  readonly handler: (own: HandlerClass) => HandlerClass;
  readonly fastHandler: (own: HandlerClass) => HandlerClass;
  readonly fastClient: (own: ClientClass) => ClientClass;
}

/** A bundle, and what is left in it after tree shaking. */
export interface Bundle {
  readonly text: string;
  /** The entry's path, a name for stacks and debuggers. */
  readonly filename: string;
  /** The AWS SDK's clients that some function uses: `client-dynamodb`. */
  readonly clients: ReadonlySet<string>;
}

/**
 * Bundles the handlers into one CommonJS text, as they are for deployment except that they share one file.
 * @throws Error with esbuild's located messages when an import cannot be resolved or a file does not parse
 */
export async function bundle({ entry, files, planned, fastSdk = false }: BundleInput): Promise<Bundle> {
  const classes = fastSdk ? fastClasses : plainClasses;
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
    plugins: [virtualFiles(files, planned), replaceClasses(classes)],
  });
  const used = Object.values(result.metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).filter(([, input]) => input.bytesInOutput > 0),
  );
  const clients = used.flatMap(([path]) => /node_modules\/@aws-sdk\/(client-[a-z0-9-]+)\//.exec(path)?.[1] ?? []);
  // Without it every call would go another way, and nobody would be told.
  const missing = classes.find(({ by }) => !used.some(([path]) => path.startsWith(`${namespaceOf(by)}:`)));
  if (clients.length > 0 && missing) throw new Error(`the AWS SDK has no ${missing.name} of ${missing.from}`);
  return { text: result.outputFiles[0]?.text ?? '', filename: entry, clients: new Set(clients) };
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

/** One of the SDK's classes that is replaced: the module that exports it, and what of `InProcess` makes the other. */
interface Replaced {
  readonly from: string;
  readonly name: string;
  readonly by: keyof InProcess;
}

const requestHandler = { from: '@smithy/node-http-handler', name: 'NodeHttpHandler' };
const plainClasses: readonly Replaced[] = [{ ...requestHandler, by: 'handler' }];
const fastClasses: readonly Replaced[] = [
  { ...requestHandler, by: 'fastHandler' },
  { from: '@smithy/core/client', name: 'Client', by: 'fastClient' },
];

function namespaceOf(by: keyof InProcess): string {
  return `replaced-by-${by}`;
}

/** Puts classes of this process around the SDK's own. */
function replaceClasses(classes: readonly Replaced[]): Plugin {
  return {
    name: 'replace-classes',
    setup(context) {
      for (const { from, name, by } of classes) {
        const namespace = namespaceOf(by);
        context.onResolve({ filter: new RegExp(`^${from}$`) }, async ({ path, kind, resolveDir, pluginData }) => {
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
}
