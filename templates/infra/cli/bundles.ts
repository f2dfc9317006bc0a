import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions, type Bundle } from '../bundling/bundle.js';
import { allEntries, type SourceFolders } from '../bundling/esbuild.js';
import { tracing } from '../project.js';

/** KiB of a bundle, more where a QR code is drawn; KiB of what it loads on demand; milliseconds by the clock to load it. */
const common = { size: 650, sizeWithQrCode: 1150, beside: 650, load: 60 };

/** What the tracer of calls adds. */
const tracer = { size: 125, load: 25 };

const budget =
  tracing === 'calls'
    ? {
        ...common,
        size: common.size + tracer.size,
        sizeWithQrCode: common.sizeWithQrCode + tracer.size,
        load: common.load + tracer.load,
      }
    : common;

/** Processes per bundle. They take turns, so that a busy spell of the machine meets all bundles alike. */
const runs = 9;

/** What `probe` found, in milliseconds. */
interface Measurement {
  /** By the clock, until the bundle is loaded: what a cold start waits for. */
  readonly load: number;
  /** CPU time of all threads of the process meanwhile: compiler and garbage collector, which run beside, included. */
  readonly cpu: number;
  /** CPU time of a first, empty call. */
  readonly call: number;
}

/** Loads a bundle and calls it once, in a process of its own that has loaded nothing before. */
const probe = `
const file = process.argv[1];
const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
const start = performance.now();
let begin = cpu();
const { handler } = require(file);
const load = performance.now() - start;
const loadCpu = cpu() - begin;
begin = cpu();
const event = { httpMethod: 'POST', path: '/', resource: '/', headers: {}, requestContext: { identity: {} }, Records: [], body: null };
Promise.resolve().then(() => handler(event, { awsRequestId: 'x', getRemainingTimeInMillis: () => 1000 })).catch(() => undefined)
  .then(() => { process.stderr.write(JSON.stringify({ load, cpu: loadCpu, call: cpu() - begin })); process.exit(0); });
`;

/** What every bundle that calls AWS takes of Node itself: the share of its load time that no bundle can be without. */
const bare = "exports.handler = () => undefined; require('node:crypto'); require('node:https');\n";

/** A file that is measured. */
interface Subject {
  readonly name: string;
  readonly file: string;
  /** Absent for what is no bundle and has no budget. */
  readonly bundle?: Bundle;
}

/**
 * `bundles [NODE [HANDLER...]]`: the size of each bundle, or of the named ones (`operations/list-orders`), how long a
 * Node.js (this one, or the one at the path) takes to load it and to answer a first, empty call. Ends with 1 when
 * something is over budget: the least of all runs is held against it, since whatever else the machine does can only add
 * to what a bundle takes.
 */
export async function main(
  [node = process.execPath, ...only]: readonly string[],
  folders: SourceFolders,
): Promise<number> {
  const output = join(folders.project, 'tmp', 'infra', 'bundles');
  const entries = only.length > 0 ? only : allEntries();
  const bundles = [...(await bundleFunctions(output, folders, entries)).values()];
  const own = join(output, 'node-alone.js');
  writeFileSync(own, bare);
  const subjects: readonly Subject[] = [
    { name: "(Node's crypto and https alone)", file: own },
    ...bundles.map((bundle) => ({ name: bundle.entry, file: join(bundle.folder, 'handler.js'), bundle })),
  ];
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  process.stdout.write(`Node.js ${version}, ${runs} processes per bundle; milliseconds\n`);
  process.stdout.write(`${'handler'.padEnd(40)}  KiB  load, least  median  CPU, least  first call's CPU\n`);
  const results = measureInTurns(node, subjects);
  const met = subjects.map((subject, index) => printRow(subject, results[index] ?? []));
  const loads = results.slice(1).map((each) => each.map(({ load }) => load));
  const within = (figure: (values: readonly number[]) => number): number =>
    loads.filter((each) => figure(each) <= budget.load).length;
  process.stdout.write(
    `within ${budget.load} ms: ${within(least)} of ${loads.length} bundles at their least, ${within(median)} at their median\n`,
  );
  return met.every(Boolean) ? 0 : 1;
}

/** The measurements of each subject. */
function measureInTurns(node: string, subjects: readonly Subject[]): readonly (readonly Measurement[])[] {
  const turns = Array.from({ length: runs }, () => subjects.map((subject) => measure(node, subject)));
  return subjects.map((_subject, index) => turns.flatMap((turn) => turn[index] ?? []));
}

/** Whether a bundle is within its budget. */
function printRow({ name, bundle }: Subject, results: readonly Measurement[]): boolean {
  const loads = results.map(({ load }) => load);
  const size = bundle && bundle.bytes / 1024;
  const limit = bundle?.packages.includes('qrcode') ? budget.sizeWithQrCode : budget.size;
  const beside = (bundle?.filesBeside ?? []).reduce((sum, { bytes }) => sum + bytes / 1024, 0);
  const faults = [
    ...(size !== undefined && size > limit ? [`over ${limit} KiB`] : []),
    ...(beside > budget.beside ? [`over ${budget.beside} KiB on demand`] : []),
    ...(bundle && least(loads) > budget.load ? [`over ${budget.load} ms`] : []),
  ];
  const figures = [
    (size?.toFixed(0) ?? '').padStart(4),
    least(loads).toFixed(1).padStart(12),
    median(loads).toFixed(1).padStart(7),
    least(results.map(({ cpu }) => cpu))
      .toFixed(1)
      .padStart(11),
    median(results.map(({ call }) => call))
      .toFixed(1)
      .padStart(17),
  ];
  const onDemand = beside > 0 ? [`${beside.toFixed(0)} KiB on demand`] : [];
  process.stdout.write(`${name.padEnd(40)} ${figures.join(' ')}  ${[...onDemand, ...faults].join(', ')}\n`);
  return faults.length === 0;
}

function measure(node: string, { name, file, bundle }: Subject): Measurement {
  const variables = Object.fromEntries((bundle?.usage.required ?? []).map((each) => [each, 'eu-central-1_none']));
  const { stderr } = spawnSync(node, ['-e', probe, file], {
    encoding: 'utf8',
    env: { ...variables, ENVIRONMENT: 'dev', AWS_REGION: 'eu-central-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
  });
  const found = /\{"load":.+\}$/.exec(stderr);
  if (!found) throw new Error(`${name} does not load: ${stderr}`);
  return JSON.parse(found[0]) as Measurement;
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
