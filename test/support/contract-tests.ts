import { readFileSync } from 'node:fs';
import { repository, run, type TemporaryProject } from './project.js';

/** What a run of emitted contract tests came to. */
export interface ContractTestReport {
  readonly passed: number;
  /** The names of tests that the generator itself skips, with their reasons. */
  readonly skipped: readonly string[];
  /** Names and first lines of messages. */
  readonly failed: readonly string[];
}

/** Runs the contract tests that are emitted in a project against the backend at a URL. */
export async function runContractTests(project: TemporaryProject, url: string): Promise<ContractTestReport> {
  const test = {
    include: ['generated/contract-tests/**/*.test.ts'],
    testTimeout: 60_000,
    isolate: false,
    maxWorkers: 1,
    env: { CONTRACT_TEST_URL: url },
    reporters: ['json'],
    outputFile: project.path('report.json'),
  };
  project.write('vitest.config.mjs', `export default ${JSON.stringify({ test })};\n`);
  const vitest = `${repository}/node_modules/vitest/vitest.mjs`;
  const { stdout, stderr } = await run(process.execPath, [vitest, 'run', '--root', project.folder], project.folder);
  return readReport(project.path('report.json'), stdout + stderr);
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function readReport(file: string, output: string): ContractTestReport {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    throw new Error(`the emitted tests did not run:\n${output}`);
  }
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
    failed: [
      ...broken.map(({ name, message }) => `${name}: ${message}`),
      ...tests
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]?.split('\n')[0] ?? ''}`),
    ],
  };
}
