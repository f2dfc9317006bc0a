import { startBackend } from '../../generator/aws-local/index.js';

/** Serves the backend for the emitted contract tests, in memory and in the test runner's own process. */
export default async function serve(): Promise<() => Promise<void>> {
  const backend = await startBackend({
    contract: 'contract/openapi.yaml',
    out: 'generated',
    overrides: 'overrides',
    port: 0,
    mock: false,
    logLevel: 'CRITICAL',
  });
  process.env['CONTRACT_TEST_URL'] = backend.url;
  return () => backend.close();
}
