import { readFileSync } from 'node:fs';
import { startBackend } from '../../generator/aws-local/index.js';
import type { Contract } from '../../generator/contract/model/contract.js';
import { valueName } from '../../generator/contract/model/naming.js';
import { planRun } from '../../generator/plan/run.js';
import { repository, run, type TemporaryProject } from './project.js';

/** What a run of emitted contract tests came to. */
export interface ContractTestReport {
  readonly passed: number;
  /** The names of tests that the generator itself skips, with their reasons. */
  readonly skipped: readonly string[];
  /** Names and first lines of messages. */
  readonly failed: readonly string[];
}

/** Serves a contract with mocks and with authorizers that know one credential, and runs its emitted tests against it. */
export async function runAgainstMocks(contract: string, project: TemporaryProject): Promise<ContractTestReport> {
  const options = { contract, out: project.path('generated'), overrides: project.path('overrides') };
  const planned = await planRun(options);
  if (!planned.result) throw new Error(`${contract} does not plan`);
  writeCredentials(planned.result.contract, project);
  const backend = await startBackend({ ...options, port: 0, mock: true, logLevel: 'SILENT' });
  try {
    for (const [path, { content }] of backend.run.result?.plan.files ?? []) project.write(`generated/${path}`, content);
    const test = {
      include: ['generated/contract-tests/**/*.test.ts'],
      testTimeout: 60_000,
      isolate: false,
      maxWorkers: 1,
      env: { CONTRACT_TEST_URL: backend.url },
      reporters: ['json'],
      outputFile: project.path('report.json'),
    };
    project.write('vitest.config.mjs', `export default ${JSON.stringify({ test })};\n`);
    const vitest = `${repository}/node_modules/vitest/vitest.mjs`;
    const { stdout, stderr } = await run(process.execPath, [vitest, 'run', '--root', project.folder], project.folder);
    return readReport(project.path('report.json'), stdout + stderr);
  } finally {
    await backend.close();
  }
}

/** Authorizers that let in whoever says so, and a set-up that says so. A credential in the query is none of a header. */
function writeCredentials({ securitySchemes }: Contract, project: TemporaryProject): void {
  for (const { name, file } of securitySchemes) {
    project.write(
      `overrides/security/${file}.ts`,
      `export const ${valueName(name)} = async ({ credential }: { credential: string }) =>\n` +
        `  credential.includes('let-me-in') ? { subject: 'tester', claims: {} } : undefined;\n`,
    );
  }
  const headers = securitySchemes.flatMap(({ credential, httpScheme }) => {
    if (credential?.in !== 'header') return [];
    // In lower case: two schemes may share a header, which is then sent once.
    return [[credential.name.toLowerCase(), httpScheme === 'basic' ? 'Basic let-me-in' : 'Bearer let-me-in'] as const];
  });
  project.write(
    'overrides/contract-tests/setup.ts',
    `export const setup = { credentials: async () => (${JSON.stringify(Object.fromEntries(headers))}) };\n`,
  );
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
