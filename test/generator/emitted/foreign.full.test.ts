import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planRun } from '../../../generator/plan/run.js';
import { runAgainstMocks } from '../../support/mocked.js';
import { compile, repository, temporaryProject } from '../../support/project.js';
import { reportSkip } from '../../support/skips.js';

/** Documents that nobody here wrote; they are not part of the repository. */
const folder = join(repository, '../shared/contracts');
const documents = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(json|ya?ml)$/.test(file)) : [];

describe('Foreign contracts', () => {
  if (documents.length === 0) {
    test('are skipped where there are none', () => {
      reportSkip('foreign contracts', `OpenAPI documents in ${folder}`);
      expect(documents).toEqual([]);
    });
    return;
  }

  test.each(documents)('%s plans without errors into code that compiles', { timeout: 600_000 }, async (document) => {
    const project = temporaryProject('foreign');
    try {
      const run = await planRun({
        contract: join(folder, document),
        out: project.path('generated'),
        overrides: project.path('overrides'),
      });
      const errors = run.diagnostics.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code, message, at }) => `${code} ${at.pointer}: ${message}`)).toEqual([]);
      for (const [path, { content }] of run.result?.plan.files ?? []) project.write(`generated/${path}`, content);
      expect(await compile(project.folder, '--exactOptionalPropertyTypes')).toBe('');
    } finally {
      project.remove();
    }
  });

  // Bundling the handlers of more operations takes minutes.
  const served = documents.filter((document) => document !== 'github.json');
  test.each(served)('the tests emitted for %s pass against its mock', { timeout: 900_000 }, async (document) => {
    const project = temporaryProject('mocked');
    try {
      const { passed, failed, skipped } = await runAgainstMocks(join(folder, document), project);
      expect(failed).toEqual([]);
      expect(passed).toBeGreaterThan(0);
      for (const name of skipped) expect(name).toMatch(/ the example is answered as declared: .+/);
    } finally {
      project.remove();
    }
  });
});
