import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs a stage of the suite to its end.
 *
 * @param stage `{ name, command, args, report, isLoud }`: a report is vitest's JSON, from which the tests are counted
 * @param options `say` receives the output: of a loud stage as it comes, of another one when it has failed
 * @returns `{ name, seconds, isFine, tests }`; a stage without tests has none, and one of them is failed if it has failed
 */
export async function runStage(
  { name, command, args, report, isLoud },
  { say, env = process.env, cwd = process.cwd() },
) {
  if (report) rmSync(report, { force: true });
  const start = performance.now();
  let output = '';
  const hear = (chunk) => {
    if (isLoud) say(String(chunk));
    else output += chunk;
  };
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const isFine = await new Promise((ended) => {
    child.once('error', (error) => (hear(`${error.message}\n`), ended(false)));
    child.once('close', (code) => ended(code === 0));
  });
  const seconds = (performance.now() - start) / 1000;
  if (!isLoud && !isFine) say(`\n${name} failed:\n${output}`);
  return { name, seconds, isFine, tests: withFailure(report ? testsOf(report) : noTests, isFine) };
}

/** What vitest is told besides, so that it prints failures in full, of all else only its summary, and writes a report. */
export function quietly(report) {
  const color = process.stdout.isTTY ? ['--color'] : [];
  return ['--reporter=minimal', '--reporter=json', `--outputFile.json=${report}`, ...color];
}

/** A command of a package that is installed here. */
export function installed(name) {
  return join('node_modules', '.bin', name);
}

const noTests = { passed: 0, failed: 0, skipped: 0 };

/** Counts the tests of vitest's JSON. A file that could not be run counts as one that failed. */
function testsOf(report) {
  if (!existsSync(report)) return noTests;
  const found = JSON.parse(readFileSync(report, 'utf8'));
  const isBroken = ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + found.testResults.filter(isBroken).length,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

/** Nothing that has failed may count as none failed: an error outside of the tests fails a run as well. */
function withFailure(tests, isFine) {
  return isFine || tests.failed > 0 ? tests : { ...tests, failed: 1 };
}
