import { defineConfig } from 'vitest/config';

/**
 * Suites that talk to a backend over HTTP and leave nothing in the process. They share one for each worker, so that
 * the flagship is planned and bundled once in each, and its modules are loaded once.
 */
const backendSuites = [
  'test/security/**/!(*.full).test.ts',
  'test/journeys/**/!(*.full).test.ts',
  'test/faults/**/!(*.full).test.ts',
  'test/generator/console/api.test.ts',
];
const longSuites = process.env['AUTHWRIGHT_FULL'] ? [] : ['test/**/*.full.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default'],
    // One group after the other: a worker is kept only for a file of its own kind.
    projects: [
      {
        extends: true,
        test: {
          name: 'backend',
          include: backendSuites,
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'others',
          include: ['test/**/*.test.ts'],
          exclude: [...backendSuites, ...longSuites],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
