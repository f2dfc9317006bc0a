import { defineConfig } from 'vitest/config';

/** The emitted contract tests, against the backend served in process. */
export default defineConfig({
  test: {
    include: ['generated/contract-tests/**/*.test.ts'],
    globalSetup: process.env['CONTRACT_TEST_URL'] ? [] : ['test/support/contract-server.ts'],
    testTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // They are clients over HTTP, and keep nothing.
    isolate: false,
    reporters: ['default'],
  },
});
