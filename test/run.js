/**
 * Runs the whole suite, stage by stage, and says how long each took, what was left out and how to get it. Long suites run
 * with --full only. What is well is not printed; of a stage that fails, everything is.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installed, quietly, runStage } from './support/stages.js';
import { summary } from './support/summary.js';

const full = process.argv.includes('--full');
const skips = join('tmp', 'skipped.jsonl');
const uses = join('tmp', 'uses.jsonl');
const report = (name) => join('tmp', `${name}.json`);
mkdirSync('tmp', { recursive: true });
for (const file of [skips, uses]) rmSync(file, { force: true });

const node = (name, ...args) => ({ name, command: process.execPath, args });
const tool = (name, command, ...args) => ({ name, command: installed(command), args });
const vitest = (name, file, ...args) => ({
  ...tool(name, 'vitest', 'run', ...args, ...quietly(report(file))),
  report: report(file),
  isLoud: true,
});

/** Groups, one after the other: the stages of one run beside each other. */
const groups = [
  [tool('build', 'tsc', '-p', 'tsconfig.build.json')],
  [
    tool('lint', 'oxlint', '--deny-warnings'),
    tool('format', 'oxfmt', '--check'),
    node('generated code in sync', join('bin', 'authwright.js'), 'check'),
    // One thread is enough beside the others, and more of them do some of the work twice.
    tool('types', 'tsc', '-p', 'tsconfig.json', '--checkers', '1'),
    tool('types of templates', 'tsc', '-p', join('templates', 'tsconfig.json'), '--checkers', '1'),
  ],
  [vitest('tests', 'tests')],
  [vitest('contract tests', 'contract-tests', '--config', 'vitest.contract.config.ts')],
  [{ ...node('permissions', join('test', 'permissions', 'run.js'), '--brief', uses), isLoud: true }],
];

const env = {
  ...process.env,
  AUTHWRIGHT_SKIPS: join(process.cwd(), skips),
  AUTHWRIGHT_USES: join(process.cwd(), uses),
  ...(full ? { AUTHWRIGHT_FULL: '1' } : {}),
};
let printed = 0;
const say = (text) => {
  printed += text.split('\n').length - 1;
  process.stdout.write(text);
};

const results = [];
for (const group of groups) {
  results.push(...(await Promise.all(group.map((stage) => runStage(stage, { say, env })))));
  if (results.some(({ isFine }) => !isFine)) break;
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
const { text, isFine } = summary(results, skipped, { printed, ...(full ? { limit: Infinity } : {}) });
process.stdout.write(text);
process.exitCode = isFine ? 0 : 1;
