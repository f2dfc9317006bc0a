import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { repository, temporaryProject, type TemporaryProject } from '../../support/project.js';
import { reportSkip } from '../../support/skips.js';
import { ownAnswers, tableOf } from './own-answers.js';

/** Documents that nobody here wrote; they are not part of the repository. */
const folder = join(repository, '../shared/contracts');
const documents = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(json|ya?ml)$/.test(file)) : [];
const projects: TemporaryProject[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

describe("every answer of the backend's own satisfies what the operation declares, or generation warned of it", () => {
  if (documents.length === 0) reportSkip('own answers of foreign contracts', `OpenAPI documents in ${folder}`);

  test.each(documents)('%s', { timeout: 900_000 }, async (document) => {
    const project = temporaryProject('own-answers');
    projects.push(project);
    const { tallies, faults } = await ownAnswers(join(folder, document), project);
    process.stdout.write(`${document}\n${tableOf(tallies)}\n`);
    expect(faults.slice(0, 10)).toEqual([]);
    expect(tallies.length).toBeGreaterThan(2);
  });
});

interface Document {
  'x-authwright-errors'?: object;
  components: { schemas: Record<string, { required: string[] }> };
}

/** What the warnings ask for, written. */
const written: Readonly<Record<string, (document: Document) => void>> = {
  'discord.json': (document) => {
    document['x-authwright-errors'] = {
      default: { code: 0, message: '{message}' },
      429: { code: 0, message: '{message}', retry_after: 1, global: false },
    };
  },
  'telegram.json': (document) => {
    document['x-authwright-errors'] = {
      default: { ok: false, error_code: '{status}', description: '{message}' },
    };
  },
  'lifestyle-app.yaml': ({ components: { schemas } }) => {
    for (const name of ['ErrorResponse', 'ValidationErrorResponse']) {
      const schema = schemas[name] ?? expect.fail();
      schema.required = schema.required.filter((property) => property !== 'timestamp');
    }
  },
};

describe('with what the warnings ask for, every answer satisfies what is declared', () => {
  test.each(documents.filter((document) => Object.hasOwn(written, document)))(
    '%s',
    { timeout: 900_000 },
    async (document) => {
      const project = temporaryProject('own-answers');
      projects.push(project);
      const changed = parse(readFileSync(join(folder, document), 'utf8'), { uniqueKeys: false }) as Document;
      written[document]?.(changed);
      project.write('openapi.json', JSON.stringify(changed));
      const { tallies, faults, warnings } = await ownAnswers(project.path('openapi.json'), project);
      process.stdout.write(`${document}, with what was asked for\n${tableOf(tallies)}\n`);
      expect([warnings, faults.slice(0, 10)]).toEqual([[], []]);
      expect(tallies.map(({ declared, satisfied }) => declared - satisfied)).toEqual(tallies.map(() => 0));
      expect(tallies.some(({ declared }) => declared > 0)).toBe(true);
    },
  );
});
