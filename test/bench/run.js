/**
 * Prints what the generator costs on this machine, and fails when a limit is missed. CPU seconds count, not elapsed
 * ones: they hardly depend on what else runs. Every figure is the median of some runs.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { node24 } from '../support/node24.js';
import { large } from './large.js';
import { row } from './measure.js';
import { tracing } from './tracing.js';

const { values } = parseArgs({ options: { contract: { type: 'string' } } });
process.stdout.write(
  `Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}; medians\n`,
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
met.push(large(values.contract));

process.stdout.write('\n');
const lambda = node24();
if (lambda.path === undefined) process.stdout.write(`bundles: skipped, ${lambda.reason}\n`);
else {
  const bundles = spawnSync(process.execPath, ['generated/infra/run.mjs', 'bundles', lambda.path], {
    stdio: 'inherit',
  });
  met.push(bundles.status === 0);
  tracing(lambda.path);
}
if (!met.every(Boolean)) process.exitCode = 1;
