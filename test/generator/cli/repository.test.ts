import { describe, expect, onTestFinished, test } from 'vitest';
import type { DiagnosticRecord } from '../../../generator/diagnostics/report.js';
import { readRepositoryUse } from '../../../generator/overrides/repository-use.js';
import type { TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { projectWith } from './contracts.js';

const contractWith = (repository: string): string => `openapi: 3.1.0
info: { title: Notes API, version: 1.0.0 }
x-authwright:
  entities:
    Note:
      type: object
      required: [id, owner]
      properties: { id: { type: string }, owner: { type: string }, text: { type: string } }
      x-authwright-entity: { name: Note, pk: 'NOTE#{id}', sk: NOTE, indexes: { Owner: { pk: 'OWNER#{owner}' } } }
paths:
  /notes:
    get:
      operationId: listNotes
      x-authwright-repository: ${repository}
      responses: { '204': { description: Read. } }
`;

const service = (parameters: string, body: string): string =>
  `import type { ListNotesService } from '../../../generated/operations/list-notes/service.js';
export const listNotes: ListNotesService = async (${parameters}) => {
  ${body}
  return { status: 204 };
};
`;

function projectOf(repository: string, text?: string): TemporaryProject {
  const overrides: Record<string, string> = text === undefined ? {} : { 'operations/list-notes/service.ts': text };
  const project = projectWith(contractWith(repository), overrides, 'repository');
  onTestFinished(() => project.remove());
  return project;
}

async function checked(
  project: TemporaryProject,
): Promise<{ code: number | null; records: readonly DiagnosticRecord[] }> {
  expect((await command(project, 'generate')).code).toBe(0);
  const { code, stdout } = await command(project, 'check', '--json');
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly DiagnosticRecord[] };
  return { code, records: diagnostics.filter((one) => one.code !== 'AW503') };
}

describe('The functions that the contract names', () => {
  test('are those of repository.ts, and no others', async () => {
    const project = projectOf('{ Note: [create, findByOwner] }');
    expect((await command(project, 'generate')).code).toBe(0);
    expect(project.read('generated/operations/list-notes/repository.ts')).toContain(
      'export const listNotesRepository = {\n  createNote,\n  findNoteByOwner,\n};',
    );
  });

  test('are all of an entity that is only listed', async () => {
    const project = projectOf('[Note]');
    await command(project, 'generate');
    expect(project.read('generated/operations/list-notes/repository.ts')).toContain(
      '{\n  createNote,\n  deleteNote,\n  findNoteByOwner,\n  getNote,\n  putNote,\n  updateNote,\n};',
    );
  });
});

describe('What an operation has of its repository and does not use', () => {
  test('is an error of check where it uses nothing of an entity; generate emits all the same', async () => {
    const { code, records } = await checked(projectOf('[Note]', service('', '')));
    expect(code).toBe(2);
    expect(records).toMatchObject([
      {
        code: 'AW514',
        severity: 'error',
        message: 'listNotes names Note, and its service uses no function of it',
        fix: 'Call context.repository.getNote or another one of Note, or take Note out of x-authwright-repository.',
        file: 'contract/openapi.yaml',
        line: 14,
      },
    ]);
  });

  test('is a warning where it uses others', async () => {
    const text = service('_input, context', "await context.repository.findNoteByOwner({ owner: 'o' });");
    const { code, records } = await checked(projectOf('{ Note: [get, findByOwner, put] }', text));
    expect(code).toBe(0);
    expect(records).toMatchObject([
      {
        code: 'AW515',
        severity: 'warning',
        message: 'the service of listNotes does not use getNote, putNote',
        fix: 'Name what it uses: { Note: [findByOwner] }.',
      },
    ]);
  });

  test('is nothing to say where a service passes its repository on, or is not there', async () => {
    const passedOn = service('_input, context', 'void helper(context);').replace(
      'export',
      'const helper = Object.keys;\nexport',
    );
    expect(await checked(projectOf('[Note]', passedOn))).toEqual({ code: 0, records: [] });
    expect(await checked(projectOf('[Note]'))).toEqual({ code: 0, records: [] });
  });

  test('is remembered in the manifest, and forgotten with the text that it was read of', async () => {
    const project = projectOf(
      '{ Note: [get] }',
      service('_input, context', "await context.repository.getNote({ id: 'n' });"),
    );
    expect(await checked(project)).toEqual({ code: 0, records: [] });
    const manifest = JSON.parse(project.read('generated/manifest.json')) as { readonly overrides: object };
    expect(manifest.overrides).toMatchObject({ 'operations/list-notes/service': { repository: ['getNote'] } });
    project.write('overrides/operations/list-notes/service.ts', service('', ''));
    const { stdout } = await command(project, 'check', '--json');
    expect(stdout).toContain('AW514');
  });
});

describe('A service uses', () => {
  const uses: readonly (readonly [name: string, parameters: string, body: string, uses: readonly string[]])[] = [
    ['what it calls', 'input, context', 'await context.repository.getNote(input);', ['getNote']],
    ['what it names in brackets', 'input, c', "void c.repository['putNote'];", ['putNote']],
    [
      'what it takes out of the repository',
      '_i, c',
      'const { getNote, putNote: put } = c.repository;',
      ['getNote', 'putNote'],
    ],
    [
      'what it takes out of a repository of its own name',
      '_i, c',
      'const r = c.repository; void r.getNote;',
      ['getNote'],
    ],
    ['what its parameters take', '_i, { now, repository: { getNote } }', 'void [now, getNote];', ['getNote']],
    ['of a repository that its parameters take', '_i, { repository: r }', 'void r.listNote;', ['listNote']],
    [
      'of a repository that it takes out of the context',
      '_i, c',
      'const { repository } = c; void repository.x;',
      ['x'],
    ],
    ['none without a context', 'input', 'void input;', []],
    ['none where its parameters take other things', '_i, { now }', 'void now();', []],
    ['no repository of something else', 'input, c', 'void [c.now(), input.repository.getNote];', []],
    ['all when the context goes on', '_i, c', 'void [c];', ['*']],
    ['all when the repository goes on', '_i, c', 'void helper(c.repository);', ['*']],
    ['all when the name is computed', '_i, c', 'void c.repository[String(1)];', ['*']],
    ['all when the rest is taken', '_i, { ...rest }', 'void rest;', ['*']],
    ['all when the rest of the repository is', '_i, c', 'const { getNote, ...rest } = c.repository;', ['*']],
    ['all when its parameters are one', '...all', 'void all;', ['*']],
  ];
  test.each(uses)('%s', (_name, parameters, body, expected) => {
    expect(readRepositoryUse('service.ts', service(parameters, body), 'listNotes')).toEqual(expected);
  });

  test('what a plain function does, and all when it is the result of a call or comes from elsewhere', () => {
    const read = (text: string) => readRepositoryUse('service.ts', text, 'listNotes');
    expect(read('export async function listNotes(_i, c) { c.repository.getNote(); }')).toEqual(['getNote']);
    expect(
      read('const listNotes = (async (_i, c) => c.repository.getNote()) satisfies X; export { listNotes };'),
    ).toEqual(['getNote']);
    expect(read('export const listNotes = traced(async (_i, c) => c.repository.getNote());')).toEqual(['*']);
    expect(read("export { listNotes } from './other.js';")).toEqual(['*']);
  });
});
