import { defineConfig } from 'vitest/config';

/**
 * Suites that replace modules or the clock of their process, or measure it: each has one of its own. The others share
 * one for each worker, in which modules are loaded once, the flagship is planned and bundled once, and what plans again
 * is warm. A suite that shares leaves nothing behind: no module state, no spies, no open servers.
 */
const ownProcess = [
  'test/conformance/**/*.test.ts',
  'test/generator/accidents/**/*.test.ts',
  'test/generator/aws-local/!(cognito-*|dynamodb|dynamodb-expressions|dynamodb-transactions|gateway-*|kms|secrets|ses|sqs).test.ts',
  // The names above begin theirs.
  'test/generator/aws-local/{dynamodb-transactions-kill,sqs-disk}.test.ts',
  'test/overrides/!(aws|email|layers|passwords).test.ts',
  'test/**/*.full.test.ts',
];
const longSuites = process.env['AUTHWRIGHT_FULL'] ? [] : ['test/**/*.full.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    // The SDK advises to take another Node.js wherever it is loaded, here in every process.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // One group after the other: a worker is kept only for a file of its own group.
    projects: [
      {
        extends: true,
        test: {
          name: 'shared process',
          include: ['test/**/*.test.ts'],
          exclude: ownProcess,
          isolate: false,
          setupFiles: ['test/support/own-environment.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'own process', include: ownProcess, exclude: longSuites, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
