import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const report = join(mkdtempSync(join(tmpdir(), 'authwright-bench-')), 'cpu');
const hook = `data:text/javascript,${encodeURIComponent(
  `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeFileSync(${JSON.stringify(report)}, JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024 })); });`,
)}`;

/** Elapsed and CPU seconds and peak memory in MiB of one run of the built command line, in a process of its own. */
function measure(args, folder, expected = 0) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', hook, resolve('bin/authwright.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const elapsed = (performance.now() - start) / 1000;
  if (status !== expected) throw new Error(`authwright ${args.join(' ')} ended with ${status}\n${stderr}`);
  return { elapsed, ...JSON.parse(readFileSync(report, 'utf8')) };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints the medians of some runs; false when the CPU seconds are over the limit. */
export function row(name, args, folder, { before = () => undefined, limit, expected, runs = 7 } = {}) {
  const results = Array.from({ length: runs }, () => {
    before();
    return measure(args, folder, expected);
  });
  const [elapsed, cpu, rss] = ['elapsed', 'cpu', 'rss'].map((key) => median(results.map((one) => one[key])));
  const verdict = limit === undefined ? '' : cpu < limit ? `  (limit ${limit} s: met)` : `  (limit ${limit} s: MISSED)`;
  process.stdout.write(
    `${name.padEnd(44)} ${cpu.toFixed(2).padStart(6)} s CPU ${elapsed.toFixed(2).padStart(6)} s elapsed ${rss.toFixed(0).padStart(5)} MiB${verdict}\n`,
  );
  return limit === undefined || cpu < limit;
}
