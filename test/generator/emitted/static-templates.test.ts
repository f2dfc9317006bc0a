import { join, posix } from 'node:path';
import { ts } from 'ts-morph';
import { afterAll, describe, expect, test } from 'vitest';
import { importedFiles, lexerReady } from '../../../generator/plan/static-files.js';
import { ownTemplates, readTemplates } from '../../../generator/plan/templates.js';
import { repository, run, temporaryProject, type TemporaryProject } from '../../support/project.js';
import { emit } from './backend.js';

const templates = readTemplates();
const staticTypeScript = [...templates].filter(([name]) => /\.m?ts$/.test(name));
const projects: TemporaryProject[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

test('a template with the ending .hbs has a placeholder, and no other one has', () => {
  const hasPlaceholder = (text: string): boolean => /(?<!\\)\{\{(?![.!])/.test(text);
  const printed = [...templates].filter(([name]) => name.endsWith('.hbs'));
  expect(printed.filter(([, text]) => !hasPlaceholder(text)).map(([name]) => name)).toEqual([]);
  // Docker's own format is no placeholder: `{{.Manifest.Digest}}`.
  expect(staticTypeScript.filter(([, text]) => hasPlaceholder(text)).map(([name]) => name)).toEqual([]);
});

test('the imports of every static file are read as the compiler reads them', async () => {
  await lexerReady;
  expect(staticTypeScript.length).toBeGreaterThan(90);
  for (const [name, text] of staticTypeScript) {
    const compiler = ts
      .preProcessFile(text, true, true)
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => posix.join(posix.dirname(name), fileName).replace(/\.js$/, '.ts'));
    expect([...new Set(importedFiles(name, text))].sort(), name).toEqual([...new Set(compiler)].sort());
  }
});

const blank = {
  openapi: '3.1.0',
  info: { title: 'Blank', version: '1' },
  paths: { '/health': { get: { operationId: 'getHealth', responses: { 204: { description: 'Well.' } } } } },
};
const foreign = {
  openapi: '3.0.3',
  info: { title: 'Stock', version: '1' },
  servers: [{ url: 'https://example.com/stock/v3' }],
  components: {
    schemas: {
      Fault: {
        type: 'object',
        required: ['reason'],
        properties: { reason: { type: 'string' }, trace: { type: 'string' } },
      },
    },
  },
  paths: {
    '/items/{id}': {
      put: {
        operationId: 'put-item',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: {
          204: { description: 'Stored.' },
          default: {
            description: 'Not stored.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
          },
        },
      },
    },
  },
};

describe.each(Object.entries({ blank, foreign }))('the output of a %s contract', (name, contract) => {
  test('is what the static files compile against, where they stand', async () => {
    const project = temporaryProject(`static-${name}`);
    projects.push(project);
    await emit(project, contract);
    const emitted = project.files('generated');
    const standing = staticTypeScript.map(([path]) => path).filter((path) => emitted.has(path));
    for (const path of standing) expect(emitted.get(path)).toBe(templates.get(path));
    project.write(
      'tsconfig.json',
      JSON.stringify({
        extends: join(repository, 'tsconfig.json'),
        compilerOptions: { rootDirs: [ownTemplates, './generated'] },
        include: [],
        files: standing.map((path) => join(ownTemplates, path)),
      }),
    );
    const { stdout } = await run(join(repository, 'node_modules/.bin/tsc'), ['-p', project.folder], project.folder);
    expect(stdout).toBe('');
    expect(standing.length).toBeGreaterThan(20);
  });
});
