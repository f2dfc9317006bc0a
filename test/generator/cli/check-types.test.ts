import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiagnosticRecord } from '../../../generator/diagnostics/report.js';
import { planRun } from '../../../generator/plan/run.js';
import { checkTypes } from '../../../generator/types/check.js';
import type { Finished, TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { projectWith } from './contracts.js';

const contract = `openapi: 3.1.0
info: { title: Notes API, version: 1.0.0 }
paths:
  /notes:
    get:
      operationId: listNotes
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses:
        '200':
          description: The notes.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Note' } } } }
    post:
      operationId: addNote
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses:
        '201': { description: Added., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
  /notes/{noteId}:
    delete:
      operationId: deleteNote
      parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Gone. } }
components:
  schemas:
    Note:
      type: object
      required: [id]
      properties: { id: { type: string }, text: { type: string } }
`;

const typed = (name: string, type: string, lines: string): string =>
  `import type { ${type} } from '../../../generated/operations/${name}/service.js';\n${lines}`;

const services = {
  'operations/list-notes/service.ts': typed(
    'list-notes',
    'ListNotesService',
    `export const listNotes: ListNotesService = async (input) => ({
  status: 200,
  body: [{ id: String(input.query.limit ?? 1) }],
});
`,
  ),
  'operations/add-note/service.ts': typed(
    'add-note',
    'AddNoteService',
    `export const addNote: AddNoteService = async ({ body }) => {
  return { status: 201, body };
};
`,
  ),
  // It does not name its type.
  'operations/delete-note/service.ts': `export const deleteNote = async () => ({ status: 204 as const });\n`,
};

/** The contract after a change that breaks all three. */
const changed = contract
  .replace('id: { type: string }', 'id: { type: integer }')
  .replace('name: limit, in: query', 'name: size, in: query')
  .replace("'201'", "'200'")
  .replace("'204': { description: Gone. }", "'202': { description: Accepted. }");

/** Three extensions of the infrastructure, the second of which is none. */
const extensions = {
  'infra/alarms.ts': 'export const alarms = () => {};\n',
  'infra/budget.ts': 'export const budget = (stacks: { readonly costs: number }) => void stacks.costs;\n',
  'infra/dashboards.ts': 'export const dashboards = () => {};\n',
};

function projectOf(overrides: Readonly<Record<string, string>>): TemporaryProject {
  return projectWith(contract, overrides, 'types');
}

test('An extension of the infrastructure that does not fit is told at its own file, whatever is wired beside it', async () => {
  const project = projectOf({ ...services, ...extensions });
  const out = project.path('generated');
  const { result } = await planRun({ contract: project.path('contract'), out, overrides: project.path('overrides') });
  if (!result) throw new Error('the contract does not plan');
  // The CDK's own types take the compiler longer than all the rest, and say nothing here.
  const content = 'export type InfraExtension = (stacks: { readonly stage: string }) => void;\n';
  const app = { content, family: 'infra', pointer: '#', slots: [], asker: { contract: '#' } };
  const plan = { ...result.plan, files: new Map([...result.plan.files, ['infra/app.ts', app]]) };
  const { diagnostics } = checkTypes({ ...result, plan }, out);
  project.remove();
  expect(diagnostics.map(({ code, message, at }) => [code, message.split(': ')[0], basename(at.file)])).toEqual([
    ['AW508', 'the extension budget', 'budget.ts'],
  ]);
});

describe('A contract change that breaks three overrides', () => {
  let project: TemporaryProject;
  let finished: Finished;
  let before: ReadonlyMap<string, string>;
  beforeAll(async () => {
    project = projectOf(services);
    await command(project, 'generate');
    project.write('contract/openapi.yaml', changed);
    before = project.files('.');
    finished = await command(project, 'check', '--types');
  }, 120_000);
  afterAll(() => project.remove());

  test('is exit 2, and one run names the three places, each with the type that is wanted and the one that is there', () => {
    expect(finished.code).toBe(2);
    const blocks = finished.stderr.split(/\n(?=\S)/).filter((block) => / AW508 /.test(block));
    expect(blocks.map((block) => block.split('\n')[0])).toEqual([
      'overrides/operations/add-note/service.ts:2:14 error AW508 Override does not fit its type: the service of addNote: the status 201 is not declared',
      'overrides/operations/delete-note/service.ts:1:14 error AW508 Override does not fit its type: the service of deleteNote: the status 204 is not declared',
      'overrides/operations/list-notes/service.ts:2:61 error AW508 Override does not fit its type: the service of listNotes: the types of body.id differ (TS2322)',
      "overrides/operations/list-notes/service.ts:4:35 error AW508 Override does not fit its type: the service of listNotes: Property 'limit' does not exist on type '{ size?: number | undefined; }' (TS2339)",
    ]);
    expect(blocks[0]).toBe(
      `overrides/operations/add-note/service.ts:2:14 error AW508 Override does not fit its type: the service of addNote: the status 201 is not declared
  2 | export const addNote: AddNoteService = async ({ body }) => {
    |              ^^^^^^^
  at    #/paths/~1notes/post
  expected 200
  actual   201
  cause The types of the emitted code come from the contract, and the override does not match them. The contract or the override has changed.
  fix   Answer a declared status, or declare 201 at POST /notes in the contract.
`,
    );
    expect(blocks[2]).toContain('the types of body.id differ');
    expect(blocks[2]).toContain('\n  expected number\n  actual   string\n');
  });

  test('is told from the folder on disk, which is out of date as well', () => {
    expect(finished.stderr).toContain('generated is out of sync: ');
    expect(finished.stderr).toContain('What moved since the last run: contract\n');
    expect(project.files('.')).toEqual(before);
  });

  test('is no error of types without --types', async () => {
    expect(await command(project, 'check')).toMatchObject({
      code: 1,
      stderr: expect.not.stringContaining('AW508') as string,
    });
  });
});

describe('The compiler looks', () => {
  test('at the plan and not at the disk: nothing is generated, a stale file is not seen, and all hand-written code counts', async () => {
    const project = projectOf({
      ...services,
      'operations/list-notes/service.ts': typed(
        'list-notes',
        'ListNotesService',
        `import { helper } from '../../helper.js';
import { Stale } from '../../../generated/schemas/stale.js';
export const listNotes: ListNotesService = async (input, context) => {
  const limit: string = input.query.limit;
  context.loger.info(Stale, limit);
  return { status: 200, body: [{ id: 'a', text: 7 }, { text: helper }] };
};
`,
      ),
      'helper.ts': `import type { Noet } from '../generated/schemas/index.js';\nexport const helper: number = 'x';\nexport type N = Noet;\n`,
    });
    project.write('generated/schemas/stale.ts', 'export const Stale = 1;\n');
    const { code, stdout } = await command(project, 'check', '--types', '--json');
    project.remove();
    expect(code).toBe(2);
    const report = JSON.parse(stdout) as { readonly ok: boolean; readonly diagnostics: readonly DiagnosticRecord[] };
    expect(report.ok).toBe(false);
    const found = report.diagnostics.map((one) => ({
      place: `${one.file}:${one.line}:${one.column}`,
      code: one.code,
      pointer: one.pointer,
      message: one.message,
      ...(one.expected === undefined ? {} : { expected: one.expected, actual: one.actual }),
      fix: one.fix,
    }));
    const slot = { code: 'AW508', pointer: '#/paths/~1notes/get' };
    const service = 'overrides/operations/list-notes/service.ts';
    const fix = 'Make the function what the contract says of GET /notes, or change the contract.';
    expect(found).toEqual([
      {
        place: 'overrides/helper.ts:1:15',
        code: 'AW512',
        pointer: '#',
        message: `Module '"../generated/schemas/index.js"' has no exported member 'Noet' (TS2305)`,
        fix: 'Import what is there; emitted code has only what the contract names.',
      },
      {
        place: 'overrides/helper.ts:2:14',
        code: 'AW512',
        pointer: '#',
        message: 'the types differ (TS2322)',
        expected: 'number',
        actual: 'string',
        fix: 'Correct the marked place.',
      },
      {
        ...slot,
        place: `${service}:3:23`,
        message: expect.stringContaining(
          "the service of listNotes: Cannot find module '../../../generated/schemas/stale.js'",
        ) as string,
        fix: 'Import what is there; emitted code has only what the contract names.',
      },
      {
        ...slot,
        place: `${service}:4:14`,
        message: 'the service of listNotes: the types of body.text differ (TS2322)',
        expected: 'string',
        actual: 'number',
        fix,
      },
      {
        ...slot,
        place: `${service}:5:9`,
        message: 'the service of listNotes: the types differ (TS2322)',
        expected: 'string',
        actual: 'number | undefined',
        fix,
      },
      {
        ...slot,
        place: `${service}:6:11`,
        message:
          "the service of listNotes: Property 'loger' does not exist on type 'ListNotesContext'. Did you mean 'logger'? (TS2551)",
        fix: 'Did you mean logger?',
      },
    ]);
  }, 120_000);

  test('through the options of the project, and says when they are at fault', async () => {
    const project = projectOf(services);
    project.write('overrides/tsconfig.json', `{ "compilerOptions": { "strict": true, "module": "nodenxt" } }\n`);
    const { code, stderr } = await command(project, 'check', '--types');
    project.remove();
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^overrides\/tsconfig\.json:1:50 error AW513 Types cannot be checked: Argument for '--module'/m,
    );
  }, 120_000);
});
