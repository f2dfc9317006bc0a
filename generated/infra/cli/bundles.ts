import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundleFunctions, type Bundle } from '../bundling/bundle.js';
import type { SourceFolders } from '../bundling/esbuild.js';

/** KiB of a bundle, more where a QR code is drawn; milliseconds of CPU to load it. */
const budget = { size: 650, sizeWithQrCode: 1150, load: 60 };

/** Runs of each measurement; the median counts. */
const runs = 5;

/**
 * Loads a bundle and calls it once, in a process of its own, and prints the milliseconds of CPU that both took: unlike
 * those of a clock they hardly depend on what else runs.
 */
const probe = `
const file = process.argv[1];
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
let begin = cpu();
const { handler } = require(file);
const load = cpu() - begin;
begin = cpu();
const event = { httpMethod: 'POST', path: '/', resource: '/', headers: {}, requestContext: { identity: {} }, Records: [], body: null };
Promise.resolve().then(() => handler(event, { awsRequestId: 'x', getRemainingTimeInMillis: () => 1000 })).catch(() => undefined)
  .then(() => { process.stderr.write(JSON.stringify({ load, call: cpu() - begin })); process.exit(0); });
`;

/**
 * `bundles [NODE]`: the size of each bundle, how long a Node.js (this one, or the one at the path) takes to load it and
 * to answer a first, empty call. Ends with 1 when something is over budget.
 */
export async function main([node = process.execPath]: readonly string[], folders: SourceFolders): Promise<number> {
  const bundles = await bundleFunctions(join(folders.project, 'tmp', 'infra', 'bundles'), folders);
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  process.stdout.write(`Node.js ${version}, milliseconds of CPU, median of ${runs}\n`);
  process.stdout.write(`${'handler'.padEnd(40)}  KiB  load ms  first call ms\n`);
  const over = [...bundles.values()].filter((bundle) => !printRow(node, bundle));
  return over.length === 0 ? 0 : 1;
}

/** Whether the bundle is within its budget. */
function printRow(node: string, bundle: Bundle): boolean {
  const size = bundle.bytes / 1024;
  const results = Array.from({ length: runs }, () => measure(node, bundle));
  const [load, call] = [median(results.map((one) => one.load)), median(results.map((one) => one.call))];
  const limit = bundle.packages.includes('qrcode') ? budget.sizeWithQrCode : budget.size;
  const faults = [
    ...(size > limit ? [`over ${limit} KiB`] : []),
    ...(load > budget.load ? [`over ${budget.load} ms`] : []),
  ];
  const figures = [size.toFixed(0).padStart(4), load.toFixed(1).padStart(8), call.toFixed(1).padStart(14)].join(' ');
  process.stdout.write(`${bundle.entry.padEnd(40)} ${figures}  ${faults.join(', ')}\n`);
  return faults.length === 0;
}

function measure(node: string, { folder, entry, liveness }: Bundle): { readonly load: number; readonly call: number } {
  const variables = Object.fromEntries(liveness.required.map((name) => [name, 'eu-central-1_none']));
  const { stderr } = spawnSync(node, ['-e', probe, join(folder, 'handler.js')], {
    encoding: 'utf8',
    env: { ...variables, ENVIRONMENT: 'dev', AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  });
  const found = /\{"load":.+\}$/.exec(stderr);
  if (!found) throw new Error(`${entry} does not load: ${stderr}`);
  return JSON.parse(found[0]) as { load: number; call: number };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
