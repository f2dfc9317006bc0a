import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { repository, temporaryProject, type TemporaryProject } from '../../support/project.js';
import { reportSkip } from '../../support/skips.js';
import { loadModels, mutated, randomOf, randomValue, wordsOf } from './fuzz.js';

/** Documents that nobody here wrote; they are not part of the repository. */
const folder = join(repository, '../shared/contracts');
const documents = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(json|ya?ml)$/.test(file)) : [];
const contracts = [join(repository, 'contract/openapi.yaml'), ...documents.map((document) => join(folder, document))];
/** Inputs for each contract: together more than 100,000. */
const inputs = Number(process.env['AUTHWRIGHT_FUZZ_INPUTS'] ?? 20_000);
const seed = Number(process.env['AUTHWRIGHT_FUZZ_SEED'] ?? 1);
const projects: TemporaryProject[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

describe('no emitted model throws, whatever it is given', () => {
  if (documents.length === 0) reportSkip('models of foreign contracts', `OpenAPI documents in ${folder}`);

  test.each(contracts)('%s', { timeout: 900_000 }, async (contract) => {
    const project = temporaryProject('fuzz');
    projects.push(project);
    const models = await loadModels(contract, project);
    expect(models.length).toBeGreaterThan(0);
    const words = wordsOf(models.map(({ sample }) => sample));
    const random = randomOf(seed);
    const thrown: string[] = [];
    let accepted = 0;
    for (let count = 0; count < inputs; count += 1) {
      const { name, schema, sample } = models[count % models.length] ?? expect.fail();
      const value =
        sample !== undefined && random() < 0.7 ? mutated(sample, random, words) : randomValue(random, words);
      try {
        if (schema.safeParse(value).success) accepted += 1;
      } catch (error) {
        thrown.push(`seed ${seed}: ${name} ${JSON.stringify(value).slice(0, 300)}: ${String(error)}`);
      }
    }
    expect(thrown.slice(0, 5)).toEqual([]);
    // Inputs that are all refused early would show nothing.
    expect(accepted / inputs).toBeGreaterThan(0.02);
  });
});
