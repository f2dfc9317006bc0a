/**
 * Prints what the generator costs on this machine. CPU seconds, not wall time: they hardly depend on what else runs.
 * Every figure is the median of some runs of the built command line, each in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const runs = 7;
const report = join(mkdtempSync(join(tmpdir(), 'authwright-bench-')), 'cpu');
const hook = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeFileSync(${JSON.stringify(report)}, JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024 })); });`,
)}`;

/** CPU seconds and peak memory in MiB of one run. */
function measure(args, folder) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, resolve('bin/authwright.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`authwright ${args.join(' ')} ended with ${status}\n${stderr}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function row(name, args, folder, before = () => undefined, limit = undefined) {
  const results = Array.from({ length: runs }, () => {
    before();
    return measure(args, folder);
  });
  const cpu = median(results.map((one) => one.cpu));
  const rss = median(results.map((one) => one.rss));
  const verdict = limit === undefined ? '' : cpu < limit ? `  (limit ${limit} s: met)` : `  (limit ${limit} s: MISSED)`;
  process.stdout.write(`${name.padEnd(44)} ${cpu.toFixed(2).padStart(6)} s CPU ${rss.toFixed(0).padStart(5)} MiB${verdict}\n`);
  return limit === undefined || cpu < limit;
}

process.stdout.write(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}; median of ${runs}\n`);
const copy = mkdtempSync(join(resolve('tmp/..'), 'tmp', 'bench-'));
for (const part of ['contract', 'overrides', 'generated']) cpSync(part, join(copy, part), { recursive: true });
const service = join(copy, 'overrides/operations/get-health-status/service.ts');
const original = readFileSync(service, 'utf8');
let edits = 0;
const met = [
  row('check, in sync', ['check'], copy, undefined, 1.5),
  row('check, in sync, every override parsed anew', ['check', '--out', 'generated'], copy, () => {
    edits += 1;
    writeFileSync(service, `${original}// ${edits}\n`);
    measure(['generate'], copy);
    writeFileSync(service, original);
    measure(['generate'], copy);
    // A manifest without what the last scan found makes this run parse the overrides again.
    const manifest = join(copy, 'generated/manifest.json');
    const { overrides: _overrides, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, JSON.stringify({ ...rest, overrides: {} }));
  }),
  row('generate, everything new', ['generate'], copy, () => rmSync(join(copy, 'generated'), { recursive: true, force: true })),
];
rmSync(copy, { recursive: true, force: true });
if (!met.every(Boolean)) process.exitCode = 1;
