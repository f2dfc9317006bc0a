import { startBackend } from '../../generator/aws-local/index.js';
import type { Contract } from '../../generator/contract/model/contract.js';
import { valueName } from '../../generator/contract/model/naming.js';
import { planRun } from '../../generator/plan/run.js';
import { runContractTests, type ContractTestReport } from './contract-tests.js';
import type { TemporaryProject } from './project.js';

/** Serves a contract with mocks and with authorizers that know one credential, and runs its emitted tests against it. */
export async function runAgainstMocks(contract: string, project: TemporaryProject): Promise<ContractTestReport> {
  const options = { contract, out: project.path('generated'), overrides: project.path('overrides') };
  const planned = await planRun(options);
  if (!planned.result) throw new Error(`${contract} does not plan`);
  writeCredentials(planned.result.contract, project);
  const backend = await startBackend({ ...options, port: 0, mock: true, logLevel: 'SILENT' });
  try {
    for (const [path, { content }] of backend.run.result?.plan.files ?? []) project.write(`generated/${path}`, content);
    return await runContractTests(project, backend.url);
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
