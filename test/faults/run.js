/**
 * Breaks every call of AWS that every flow makes, in every way, and prints the table of what came of it:
 * `npm run faults`, or `npm run faults -- login` for the flows whose names match.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

mkdirSync('tmp', { recursive: true });
const table = join('tmp', 'fault-table.txt');
rmSync(table, { force: true });
const [pattern] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    'test/faults/every-flow.full.test.ts',
    'test/faults/server-killed.full.test.ts',
    'test/faults/kill-under-load.full.test.ts',
    'test/faults/lost-refreshes.full.test.ts',
    ...(pattern === undefined ? [] : ['-t', pattern]),
  ],
  { stdio: 'inherit', env: { ...process.env, AUTHWRIGHT_FULL: '1', AUTHWRIGHT_FAULT_TABLE: table } },
);
process.stdout.write(`\n${readFileSync(table, 'utf8')}`);
process.exitCode = status ?? 1;
