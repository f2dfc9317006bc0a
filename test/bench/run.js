/**
 * Prints what the generator costs on this machine. CPU seconds, not wall time: they hardly depend on what else runs.
 * Every figure is the median of some runs of the built command line, each in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const runs = 7;
const report = join(mkdtempSync(join(tmpdir(), 'authwright-bench-')), 'cpu');
const hook = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeFileSync(${JSON.stringify(report)}, JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024 })); });`,
)}`;

/** CPU seconds and peak memory in MiB of one run. */
function measure(args, folder, expected = 0) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, resolve('bin/authwright.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== expected) throw new Error(`authwright ${args.join(' ')} ended with ${status}\n${stderr}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function row(name, args, folder, { before = () => undefined, limit, expected } = {}) {
  const results = Array.from({ length: runs }, () => {
    before();
    return measure(args, folder, expected);
  });
  const cpu = median(results.map((one) => one.cpu));
  const rss = median(results.map((one) => one.rss));
  const verdict = limit === undefined ? '' : cpu < limit ? `  (limit ${limit} s: met)` : `  (limit ${limit} s: MISSED)`;
  process.stdout.write(
    `${name.padEnd(44)} ${cpu.toFixed(2).padStart(6)} s CPU ${rss.toFixed(0).padStart(5)} MiB${verdict}\n`,
  );
  return limit === undefined || cpu < limit;
}

process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}; median of ${runs}\n`,
);
mkdirSync('tmp', { recursive: true });
const copy = mkdtempSync(resolve('tmp', 'bench-'));
for (const part of ['contract', 'overrides', 'generated']) cpSync(part, join(copy, part), { recursive: true });
const service = join(copy, 'overrides/operations/get-health-status/service.ts');
const original = readFileSync(service, 'utf8');
let edits = 0;
const met = [
  row('check, in sync', ['check'], copy, { limit: 1.5 }),
  row('check after an override was edited', ['check'], copy, {
    before: () => writeFileSync(service, `${original}// ${(edits += 1)}\n`),
    expected: 1,
  }),
  row('generate, everything new', ['generate'], copy, {
    before: () => rmSync(join(copy, 'generated'), { recursive: true, force: true }),
  }),
];
rmSync(copy, { recursive: true, force: true });
if (!met.every(Boolean)) process.exitCode = 1;
