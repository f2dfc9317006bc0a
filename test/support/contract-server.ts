import { startBackend } from '../../generator/aws-local/index.js';
import { recording } from '../permissions/record.js';
import { flagship } from './backend.js';

/** Serves the backend for the emitted contract tests, in memory and in the test runner's own process. */
export default async function serve(): Promise<() => Promise<void>> {
  const backend = await startBackend({
    ...flagship,
    logLevel: 'CRITICAL',
    // What one function has cached, another one has to ask AWS for: every operation is called here.
    isolated: true,
    onCall: recording(),
  });
  process.env['CONTRACT_TEST_URL'] = backend.url;
  return () => backend.close();
}
