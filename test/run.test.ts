import { afterAll, expect, test } from 'vitest';
import { quietly, runStage, type StageResult } from './support/stages.js';
import { lineLimit, summary } from './support/summary.js';
import { repository, temporaryProject } from './support/project.js';

const project = temporaryProject('run');
afterAll(project.remove);

/** Runs vitest as `npm test` does, over files by name; gives what came of it and what it printed. */
async function suite(name: string, files: Readonly<Record<string, string>>): Promise<[StageResult, string]> {
  project.write(`${name}/vitest.config.mjs`, 'export default { test: { isolate: false, maxWorkers: 1 } };\n');
  for (const [file, text] of Object.entries(files)) project.write(`${name}/${file}`, text);
  const report = project.path(`${name}.json`);
  const vitest = [`${repository}/node_modules/vitest/vitest.mjs`, 'run', '--root', project.path(name)];
  const args = [...vitest, ...quietly(report)];
  let printed = '';
  const say = (text: string): void => void (printed += text);
  const stage = { name, command: process.execPath, args, report, isLoud: true };
  return [await runStage(stage, { say, env: { ...process.env, NO_COLOR: '1' } }), printed];
}

const linesOf = (text: string): number => text.split('\n').length - 1;
const given = "import { expect, test } from 'vitest';\n";
const fine = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `fine-${index}.test.ts`,
      `${given}test('is fine', () => console.log('noise'));\ntest.skip('not here', () => {});\n`,
    ]),
  );
const checks = ['build', 'lint', 'format', 'generated code in sync', 'types'].map((name) => ({
  name,
  seconds: 1.25,
  isFine: true,
  tests: { passed: 0, failed: 0, skipped: 0 },
}));
const skipped = [{ what: 'long suites', enable: 'npm run test:full' }];

test('a run without a fault is short, and ends with how many tests there were', async () => {
  const [tests, printed] = await suite('fine', fine(30));
  expect(tests).toMatchObject({ isFine: true, tests: { passed: 30, failed: 0, skipped: 30 } });
  // One for the tests, one for those of the contract, and the line of the permissions.
  const lines = 2 * linesOf(printed) + 1;
  const { text, isFine } = summary([...checks, tests, { ...tests, name: 'contract tests' }], skipped, {
    printed: lines,
  });
  expect(isFine).toBe(true);
  expect(lines + linesOf(text)).toBeLessThan(lineLimit - 10);
  expect(text).toMatch(/\n60 passed, 0 failed, 60 skipped\n$/);
});

test('of a run with a fault each failure is told in full, and a file that does not load counts as one', async () => {
  const [tests, printed] = await suite('faulty', {
    ...fine(2),
    'broken.test.ts': "import './absent.js';\n",
    'wrong.test.ts': `${given}test('adds up', () => expect(1 + 1).toBe(3));\n`,
  });
  expect(tests).toMatchObject({ isFine: false, tests: { passed: 2, failed: 2, skipped: 2 } });
  for (const told of ['adds up', 'expected 2 to be 3', 'wrong.test.ts:2', './absent.js'])
    expect(printed).toContain(told);
  const { text, isFine } = summary([...checks, tests], skipped, { printed: 10_000 });
  expect(isFine).toBe(false);
  expect(text).toMatch(/faulty +\d+\.\d {2}failed\n/);
  expect(text).toMatch(/\n2 passed, 2 failed, 2 skipped\n$/);
});

test('a check that fails shows what it said, and counts as one failure', async () => {
  let printed = '';
  const say = (text: string): void => void (printed += text);
  const args = ['-e', "console.log('this much'); console.error('is wrong'); process.exitCode = 1;"];
  const results = await Promise.all([
    runStage({ name: 'lint', command: process.execPath, args }, { say }),
    runStage({ name: 'absent', command: 'no-such-command', args: [] }, { say }),
    runStage({ name: 'format', command: process.execPath, args: ['-e', "console.log('all is well')"] }, { say }),
  ]);
  for (const told of ['lint failed:', 'this much', 'is wrong', 'absent failed:', 'ENOENT'])
    expect(printed).toContain(told);
  expect(printed).not.toContain('all is well');
  const { text, isFine } = summary(results, [], { printed: 9 });
  expect(isFine).toBe(false);
  expect(text).toMatch(/\nskipped: nothing\n\n0 passed, 2 failed\n$/);
});

test('a run without a fault that prints more than the limit has one', () => {
  const { text, isFine } = summary(checks, skipped, { printed: lineLimit });
  expect(isFine).toBe(false);
  expect(text).toMatch(/the output has \d+ lines; without a fault it may have 60: .+\n0 passed, 1 failed\n$/);
});
