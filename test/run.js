/**
 * Runs the whole suite, stage by stage, and says how long each took. It ends with what was left out and how to get it.
 * Long suites run with --full only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const full = process.argv.includes('--full');
const bin = (name) => join('node_modules', '.bin', name);
mkdirSync('tmp', { recursive: true });
const skips = join('tmp', 'skipped.jsonl');
rmSync(skips, { force: true });
const uses = join('tmp', 'uses.jsonl');
rmSync(uses, { force: true });

const stages = [
  ['lint', bin('oxlint'), ['--deny-warnings']],
  ['format', bin('oxfmt'), ['--check']],
  ['generated code in sync', process.execPath, ['bin/authwright.js', 'check']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of templates', bin('tsc'), ['-p', join('templates', 'tsconfig.json')]],
  ['tests', bin('vitest'), ['run']],
  ['contract tests', bin('vitest'), ['run', '--config', 'vitest.contract.config.ts']],
  ['permissions', process.execPath, [join('test', 'permissions', 'run.js'), uses]],
];

const environment = {
  ...process.env,
  AUTHWRIGHT_SKIPS: join(process.cwd(), skips),
  AUTHWRIGHT_USES: join(process.cwd(), uses),
  ...(full ? { AUTHWRIGHT_FULL: '1' } : {}),
};
const times = [];
let failed = false;
for (const [name, command, args] of stages) {
  const start = performance.now();
  const quiet = name === 'generated code in sync';
  const { status, stdout, stderr } = spawnSync(command, args, {
    env: environment,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
  });
  if (quiet && status !== 0) process.stdout.write(`${stdout}${stderr}`);
  times.push([name, (performance.now() - start) / 1000, status === 0]);
  if (status !== 0) {
    failed = true;
    break;
  }
}

process.stdout.write('\nstage                       seconds\n');
for (const [name, seconds, passed] of times) {
  process.stdout.write(`${name.padEnd(26)} ${seconds.toFixed(1).padStart(8)}${passed ? '' : '  failed'}\n`);
}
const skipped = existsSync(skips)
  ? readFileSync(skips, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
if (!full)
  skipped.push({
    what: 'long suites (foreign contracts, packed tarball, deployable bundles on Node 24, other implementations of AWS)',
    enable: 'npm run test:full',
  });
process.stdout.write(`\nskipped:${skipped.length === 0 ? ' nothing' : ''}\n`);
for (const { what, enable } of skipped) process.stdout.write(`- ${what}: ${enable}\n`);
process.exitCode = failed ? 1 : 0;
