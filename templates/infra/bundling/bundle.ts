import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { build, type BuildResult, type Metafile, type Plugin } from 'esbuild';
import { allEntries, commonOptions, unfilledEntries, type Entry, type SourceFolders } from './esbuild.js';
import { hasEventStreams, onlyForLambda, withoutEventStreams } from './lambda.js';
import { onDemand, type OnDemand } from './on-demand.js';
import { readUsage, type Usage } from './usage.js';
import { withoutFacts } from './without-facts.js';

/** A bundle of one handler. */
export interface Bundle {
  readonly entry: Entry;
  /** The folder to deploy: `handler.js`, and beside it what it loads on demand. */
  readonly folder: string;
  /** Of `handler.js`. */
  readonly bytes: number;
  /** The files beside `handler.js`, which no cold start reads. */
  readonly filesBeside: readonly { readonly name: string; readonly bytes: number }[];
  /** The SDK's commands in it, sorted: `kms:Decrypt`. */
  readonly commands: readonly string[];
  /** The packages in it, sorted. */
  readonly packages: readonly string[];
  readonly usage: Usage;
}

/** esbuild keeps all bundles of a call in memory; so many fit everywhere. */
const mostAtOnce = 60;

/**
 * Bundles the handlers of all functions in one call of esbuild, which reads what they share only once. Very many are
 * bundled in several calls.
 *
 * CommonJS, with `module` before `main`: that way esbuild sees the SDK's ES modules and drops what is not used. The SDK
 * is bundled, since it loads faster than the runtime's own. Source maps lie beside the bundles, not in them; an operation
 * that nothing fills has none, for there is no code of the team's to be found with it, and making it takes a third of
 * the time.
 *
 * @throws Error with esbuild's located messages
 */
export async function bundleFunctions(
  output: string,
  folders: SourceFolders,
  entries: readonly Entry[] = allEntries(),
): Promise<ReadonlyMap<Entry, Bundle>> {
  rmSync(output, { recursive: true, force: true });
  const bundles = new Map<Entry, Bundle>();
  const unfilled = unfilledEntries();
  for (const sourceMaps of [true, false]) {
    const alike = entries.filter((entry) => unfilled.has(entry) !== sourceMaps);
    for (let start = 0; start < alike.length; start += mostAtOnce) {
      const made = await bundleSome(output, folders, alike.slice(start, start + mostAtOnce), sourceMaps);
      for (const [entry, bundle] of made) bundles.set(entry, bundle);
    }
  }
  // Lambda knows no package; a project of ES modules around this folder would otherwise take the bundles for such.
  writeFileSync(resolve(output, 'package.json'), '{ "type": "commonjs" }\n');
  const order = new Map(entries.map((entry, index) => [entry, index]));
  return new Map([...bundles].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

async function bundleSome(
  output: string,
  folders: SourceFolders,
  entries: readonly Entry[],
  sourceMaps: boolean,
): Promise<ReadonlyMap<Entry, Bundle>> {
  const beside = onDemand(folders.project);
  const [{ outputFiles, metafile }, usages] = await Promise.all([
    buildBundles(output, entries, folders, { sourceMaps, beside }),
    readUsage(entries, folders),
  ]);
  for (const { path, contents } of outputFiles) {
    const target = path.endsWith('.map') ? resolve(output, 'source-maps', mapName(path, output)) : path;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, contents);
  }
  const outputs = new Map(
    Object.values(metafile.outputs).map((one) => [resolve(folders.project, one.entryPoint ?? ''), one]),
  );
  return new Map(
    entries.map((entry): [Entry, Bundle] => {
      const built = outputs.get(resolve(folders.emitted, entry, 'handler.ts'));
      const usage = usages.get(entry);
      if (!built || !usage) throw new Error(`esbuild made no bundle of ${entry}`);
      const folder = resolve(output, entry);
      const filesBeside = beside.filesOf(built).map(({ name, text }) => {
        writeFileSync(resolve(folder, name), text);
        return { name, bytes: Buffer.byteLength(text) };
      });
      const [commands, packages] = [commandsOf(built), packagesOf(built)];
      return [entry, { entry, folder, bytes: built.bytes, filesBeside, commands, packages, usage }];
    }),
  );
}

/** Once more with event streams where some client turns out to have them. */
async function buildBundles(
  output: string,
  entries: readonly Entry[],
  folders: SourceFolders,
  { sourceMaps, beside }: { readonly sourceMaps: boolean; readonly beside: OnDemand },
): Promise<BuildResult<{ write: false; metafile: true }>> {
  const buildWith = (...plugins: readonly Plugin[]) =>
    build({
      ...commonOptions(entries, folders),
      outdir: output,
      format: 'cjs',
      mainFields: ['module', 'main'],
      minify: true,
      sourcemap: sourceMaps && 'external',
      sourcesContent: false,
      plugins: [onlyForLambda, withoutFacts(folders.project), beside.plugin, ...plugins],
    });
  const lean = await buildWith(withoutEventStreams);
  return hasEventStreams(lean.metafile) ? buildWith() : lean;
}

function mapName(path: string, output: string): string {
  return path
    .slice(output.length + 1)
    .split('\\')
    .join('/')
    .replaceAll('/', '.');
}

/** Each command of the SDK is a module of its own, so the modules that are left tell the commands that are. */
function commandsOf({ inputs }: Metafile['outputs'][string]): readonly string[] {
  return Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => {
      const [, client, command] = /@aws-sdk\/client-([a-z0-9-]+)\/.+\/commands\/(\w+)Command\.js$/.exec(path) ?? [];
      return client === undefined ? [] : `${client}:${command}`;
    })
    .sort();
}

function packagesOf({ inputs }: Metafile['outputs'][string]): readonly string[] {
  const names = Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/**
 * What the bundles would be, without making them: enough for templates to look at, in a tenth of the time. Their code is
 * an empty folder.
 */
export async function sketchFunctions(
  output: string,
  folders: SourceFolders,
  entries: readonly Entry[] = allEntries(),
): Promise<ReadonlyMap<Entry, Bundle>> {
  const usages = await readUsage(entries, folders);
  const folder = resolve(output, 'none');
  mkdirSync(folder, { recursive: true });
  return new Map(
    [...usages].map(([entry, usage]) => [
      entry,
      { entry, folder, bytes: 0, filesBeside: [], commands: [], packages: [], usage },
    ]),
  );
}
