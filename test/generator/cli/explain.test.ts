import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { catalogue, type DiagnosticCode } from '../../../generator/diagnostics/catalogue.js';
import { examples, type ExampleFiles } from '../../../generator/diagnostics/examples/index.js';
import { cataloguePage } from '../../../generator/diagnostics/page.js';
import type { DiagnosticRecord } from '../../../generator/diagnostics/report.js';
import { explain } from '../../../generator/cli/explain.js';
import { authwright, type Finished, type TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { listNotesService, notes, projectWith } from './contracts.js';

/** The sections that every contract has; an example states those it is about. */
const sections: Readonly<Record<string, string>> = {
  openapi: 'openapi: 3.1.0\n',
  info: 'info: { title: Notes, version: 1.0.0 }\n',
  paths: `paths: { /notes: { get: { operationId: listNotes, responses: { '200': { description: The notes. } } } } }\n`,
};

function wholeContract(part: string): string {
  const missing = Object.entries(sections).filter(([key]) => !new RegExp(`^${key}:`, 'm').test(part));
  return part + missing.map(([, text]) => text).join('');
}

function projectOf(files: ExampleFiles): TemporaryProject {
  const { 'contract/openapi.yaml': part = '', ...others } = files;
  const project = projectWith(wholeContract(String(part)), {}, 'example');
  onTestFinished(() => project.remove());
  for (const [path, content] of Object.entries(others)) {
    mkdirSync(dirname(project.path(path)), { recursive: true });
    if (typeof content === 'string') project.write(path, content);
    else symlinkSync(content.linkTo, project.path(path));
  }
  return project;
}

// The compiler takes its time on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const slotCodes: readonly string[] = ['AW503', 'AW505', 'AW506', 'AW516'];
/** Reported by the compiler, which takes seconds. */
const compilerCodes: readonly string[] = ['AW508', 'AW512'];

/** The codes that are reported of files; of slots that nothing fills only those asked for. */
async function codesOf(files: ExampleFiles, code: string, ...flags: '--types'[]): Promise<readonly string[]> {
  const { stdout } = await command(projectOf(files), 'check', '--json', ...flags);
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly DiagnosticRecord[] };
  const codes = diagnostics.map((one) => one.code).filter((one) => one === code || !slotCodes.includes(one));
  return [...new Set(codes)].sort();
}

describe('The example of each diagnostic', () => {
  const codes = (Object.keys(examples) as DiagnosticCode[]).filter((code) => !compilerCodes.includes(code));

  test.each(codes)('%s: the bad one is reported with this code and no other, the good one is not', async (code) => {
    const { bad, good } = examples[code];
    const flags = code === 'AW513' ? (['--types'] as const) : [];
    expect(await codesOf(bad, code, ...flags)).toEqual([code]);
    // That the good one compiles is seen below, with others at once.
    expect(await codesOf(good, code)).toEqual([]);
  });

  test('is right of those that the compiler reports', async () => {
    const files = (which: 'bad' | 'good'): ExampleFiles => ({ ...examples.AW512[which], ...examples.AW508[which] });
    expect(await codesOf(files('bad'), '', '--types')).toEqual(compilerCodes);
    expect(await codesOf({ ...files('good'), ...examples.AW513.good, ...examples.AW508.good }, '', '--types')).toEqual(
      [],
    );
  });
});

test('the page that lists the diagnostics is what the catalogue says', async () => {
  await expect(cataloguePage()).toMatchFileSnapshot('../../../generator/diagnostics/README.md');
});

describe('explain', () => {
  test('prints a diagnostic with cause, fix and both examples', async () => {
    const project = projectWith(notes);
    onTestFinished(() => project.remove());
    const { code, stdout, stderr } = await authwright(project.folder, 'explain', 'aw502');
    const { title, severity, cause, fix } = catalogue.AW502;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`AW502 ${title} (${severity})

Cause: ${cause}
Fix:   ${fix}

Reported of:
  overrides/operations/list-notes/service.ts
    export default async () => ({ status: 200 as const });

Not of:
  overrides/operations/list-notes/service.ts
    export const listNotes = async () => ({ status: 200 as const });
`);
  });

  const run = async (subject: string | undefined, json = false, project?: TemporaryProject): Promise<Finished> => {
    let stdout = '';
    let stderr = '';
    const folder = project?.folder ?? process.cwd();
    const io = {
      out: (text: string) => void (stdout += text),
      err: (text: string) => void (stderr += text),
      folder,
      colour: false,
    };
    const paths = { contract: `${folder}/contract`, out: `${folder}/generated`, overrides: `${folder}/overrides` };
    const code = await explain({ ...paths, subject, json }, io);
    return { code, stdout, stderr };
  };

  test('lists the diagnostics without an argument', async () => {
    const { code, stdout } = await run(undefined);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, -1)).toHaveLength(Object.keys(catalogue).length);
    expect(stdout).toContain(`AW503  warning  ${catalogue.AW503.title}\n`);
    const { codes } = JSON.parse((await run(undefined, true)).stdout) as { readonly codes: readonly object[] };
    expect(codes).toContainEqual({ code: 'AW503', ...catalogue.AW503 });
  });

  test('has a JSON form of a diagnostic', async () => {
    expect(JSON.parse((await run('AW503', true)).stdout)).toEqual({
      code: 'AW503',
      ...catalogue.AW503,
      ...examples.AW503,
    });
  });

  test('of a code that there is not, is exit 1 and suggests one', async () => {
    const { code, stdout, stderr } = await run('AW593');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('No diagnostic has the code AW593. Did you mean AW503? "authwright explain" lists them.\n');
  });

  test('says where everything of an operation comes from', async () => {
    const project = projectWith(notes, { 'operations/list-notes/service.ts': listNotesService });
    onTestFinished(() => project.remove());
    const { code, stdout } = await run('listNotes', false, project);
    expect(code).toBe(0);
    expect(stdout).toBe(`listNotes: GET /notes

Contract:  contract/openapi.yaml:8:7
           #/paths/~1notes/get
Security:  none
Entities:  none
Slots:
  repository overrides/operations/list-notes/repository.ts (not filled)
  service    overrides/operations/list-notes/service.ts
Files:
  generated/contract-tests/list-notes.test.ts
  generated/operations/list-notes/README.md
  generated/operations/list-notes/handler.ts
  generated/operations/list-notes/models.ts
  generated/operations/list-notes/service.ts
Function:  unknown: the emitted files are not in sync; run "authwright generate"
`);
    const json = JSON.parse((await run('list-notes', true, project)).stdout) as object;
    expect(json).toMatchObject({ operationId: 'listNotes', method: 'GET', pointer: '#/paths/~1notes/get' });
  });

  test('says what becomes of an operation on AWS, with the reason for everything that it may do', async () => {
    const service = `import type { ListNotesService } from '../../../generated/operations/list-notes/service.js';
export const listNotes: ListNotesService = async (_input, context) => {
  await context.repository.getNote({ noteId: 'x' });
  return { status: 204 };
};
`;
    const project = projectWith(
      `openapi: 3.1.0
info: { title: Notes, version: 1.0.0 }
paths:
  /notes:
    get:
      operationId: listNotes
      x-authwright-repository: { Note: [get] }
      x-authwright-lambda: { memory: 256 }
      responses: { '204': { description: Read. } }
x-authwright:
  table: users
  stages: { dev: {} }
  entities:
    Note:
      type: object
      x-authwright-entity: { name: Note, pk: 'NOTE#{noteId}', sk: NOTE }
      required: [noteId]
      properties: { noteId: { type: string } }
`,
      { 'operations/list-notes/service.ts': service },
    );
    onTestFinished(() => project.remove());
    expect((await command(project, 'generate')).code).toBe(0);
    const { stdout } = await run('listNotes', false, project);
    expect(stdout.slice(stdout.indexOf('Function:'))).toContain(`Function:  notes-dev-list-notes (dev)
           256 MiB, 10 s
`);
    expect(stdout).toMatch(/\n {2}USERS_TABLE_NAME +needed by .*generated\/entities\/note\.ts\n/);
    expect(stdout).toContain(`Permissions:
  dynamodb:GetItem on table users, keys NOTE#*
    for getNote
  kms:Decrypt on storageKey dynamodb
    for the table is encrypted
Alarms:
  function-errors `);
    const readme = project.files('generated').get('operations/list-notes/README.md') ?? '';
    const [, told = ''] = /`npx authwright explain (\S+)` tells the function's environment/.exec(readme) ?? [];
    expect((await run(told, false, project)).stdout).toBe(stdout);
    expect(JSON.parse((await run('listNotes', true, project)).stdout)).toMatchObject({
      function: { memory: 256, permissions: [{ action: 'dynamodb:GetItem', keys: ['NOTE#*'], reason: 'getNote' }, {}] },
    });
  });

  test('of an operation that there is not, is exit 1 and suggests one; of a wrong contract, exit 2', async () => {
    const project = projectWith(notes);
    onTestFinished(() => project.remove());
    expect(await run('listNots', false, project)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The contract has no operation "listNots". Did you mean listNotes?\n',
    });
    project.write('contract/openapi.yaml', notes.replace('summary:', 'sumary:'));
    expect(await run('listNotes', false, project)).toMatchObject({ code: 2, stdout: '' });
  });
});
