import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DiagnosticCode } from '../../../generator/diagnostics/catalogue.js';
import type { Finished, TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { listNotesService, projectWith } from './contracts.js';
import { expectedText, marked } from './marked.js';

/** Two operations, one of them with an entity, a security scheme and a job. */
const contract = `openapi: 3.1.0
info: { title: Notes API, version: 1.0.0 }
x-authwright:
  jobs: { nightly-sweep: { schedule: rate(1 day) } }
  entities:
    Note:
      type: object
      required: [id]
      properties: { id: { type: string }, text: { type: string } }
      x-authwright-entity: { name: Note, pk: 'NOTE#{id}', sk: NOTE }
paths:
  /notes:
    get:
      operationId: listNotes
      x-authwright-repository: [Note]
      responses: { '200': { description: The notes. } }
  /notes/{noteId}:
    delete:
      operationId: deleteNote
      parameters: [{ name: noteId, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Gone. } }
components: { securitySchemes: { bearerAuth: { type: http, scheme: bearer } } }
`;

function projectOf(overrides: Readonly<Record<string, string>>): TemporaryProject {
  const texts = Object.entries(overrides).map(([path, text]) => [path, text.replaceAll(/[«»]/g, '')]);
  const project = projectWith(contract, Object.fromEntries(texts) as Record<string, string>, 'overrides');
  onTestFinished(() => project.remove());
  return project;
}

/** What is printed without the list of slots that nothing fills. */
function diagnosticsOf({ stderr }: Finished): string {
  return stderr.replace(/^\d+ slots? not filled(:\n( {2}AW50.*\n)+|; .*\n)/m, '');
}

interface Fault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly fix?: string;
  readonly pointer?: string;
  readonly see?: string;
}

const listNotes = '#/paths/~1notes/get';
const service = 'operations/list-notes/service.ts';
const repository = 'operations/list-notes/repository.ts';
const renameTo = (path: string): string => `Rename it to overrides/${path}.`;
const text = '«e»xport const listNotes = async () => ({ status: 200 as const });\n';

/** A file that is at fault (the first one), others beside it, and what is said. */
const faults: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, fault: Fault]>> = {
  'an operation that does not exist': [
    { 'operations/list-note/service.ts': text },
    {
      code: 'AW501',
      message: 'no operation of the contract is called "list-note"',
      fix: 'Did you mean operations/list-notes?',
    },
  ],
  'a name that is like none': [
    { 'jobs/unheard-of.ts': '«e»xport const unheardOf = 1;\n' },
    {
      code: 'AW501',
      message: 'no job of the contract is called "unheard-of"',
      fix: 'Rename it after a job of the contract, or move it out of jobs/ if it fills no slot.',
    },
  ],
  'a misspelt security scheme': [
    { 'security/baerer-auth.ts': '«e»xport const bearerAuth = async () => undefined;\n' },
    {
      code: 'AW501',
      message: 'no security scheme of the contract is called "baerer-auth"',
      fix: 'Did you mean security/bearer-auth?',
    },
  ],
  'a misspelt file name': [
    { 'operations/list-notes/services.ts': text },
    {
      code: 'AW501',
      message: 'operations/list-notes/services.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'a file name in the wrong case': [
    { 'operations/list-notes/Service.ts': text },
    {
      code: 'AW501',
      message: 'operations/list-notes/Service.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'a folder called as the operationId': [
    { 'operations/listNotes/service.ts': text },
    {
      code: 'AW501',
      message: 'operations/listNotes/service.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'an index file': [
    { 'operations/list-notes/index.ts': text },
    {
      code: 'AW501',
      message: 'operations/list-notes/index.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'a folder with an index in the place of the file': [
    { 'operations/list-notes/service/index.ts': text },
    {
      code: 'AW501',
      message: 'operations/list-notes/service/index.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'a file in the place of the folder': [
    { 'operations/list-notes.ts': text },
    {
      code: 'AW501',
      message: 'operations/list-notes.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'operations sorted into folders': [
    { 'operations/notes/list-notes/service.ts': text },
    {
      code: 'AW501',
      message: 'operations/notes/list-notes/service.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'a misspelt top folder': [
    { 'operation/list-notes/service.ts': text },
    {
      code: 'AW501',
      message: 'operation/list-notes/service.ts fills no slot; operations/list-notes/service.ts would',
      fix: renameTo(service),
    },
  ],
  'an override in JavaScript': [
    { 'jobs/nightly-sweep.js': '«e»xport const nightlySweep = async () => {};\n' },
    {
      code: 'AW501',
      message: 'jobs/nightly-sweep.js fills no slot; jobs/nightly-sweep.ts would',
      fix: renameTo('jobs/nightly-sweep.ts'),
    },
  ],
  'an extension of the infrastructure without its function': [
    { 'infra/billing-alarms.ts': 'export const «alarms» = () => {};\n' },
    {
      code: 'AW502',
      message: 'no export is named billingAlarms; it exports alarms',
      fix: 'Rename alarms to billingAlarms. A helper of extensions belongs into a folder below infra/.',
    },
  ],
  'an extension of the infrastructure that is no function': [
    { 'infra/billing-alarms.ts': 'export const «billingAlarms» = [];\n' },
    {
      code: 'AW502',
      message: 'billingAlarms is no function',
      fix: 'Make it a function: "export const billingAlarms = (stacks) => ...".',
    },
  ],
  'an extension of the infrastructure in JavaScript': [
    { 'infra/billing-alarms.js': '«e»xport const billingAlarms = () => {};\n' },
    {
      code: 'AW501',
      message: 'infra/billing-alarms.js fills no slot; infra/billing-alarms.ts would',
      fix: renameTo('infra/billing-alarms.ts'),
    },
  ],
  'an extension of the infrastructure in a folder in the wrong case': [
    { 'Infra/billing-alarms.ts': '«e»xport const billingAlarms = () => {};\n' },
    {
      code: 'AW501',
      message: 'Infra/billing-alarms.ts fills no slot; infra/billing-alarms.ts would',
      fix: renameTo('infra/billing-alarms.ts'),
    },
  ],
  'an extension of the infrastructure that no function can be named after': [
    { 'infra/--.ts': '«e»xport const alarms = () => {};\n' },
    {
      code: 'AW501',
      message: 'infra/--.ts fills no slot: its name holds no letter or digit',
      fix: 'Name the file after what it adds: infra/billing-alarms.ts exports billingAlarms.',
    },
  ],
  'a repository whose name is nearly right, which may be a helper': [
    { 'operations/list-notes/repositories.ts': '«e»xport const a = 1;\n', [service]: listNotesService },
    {
      code: 'AW511',
      message: 'operations/list-notes/repositories.ts fills no slot; operations/list-notes/repository.ts would',
      fix: renameTo(repository),
    },
  ],
  'compiled JavaScript beside the override, which a bundler may prefer': [
    { 'operations/list-notes/service.js': '«e»xport const listNotes = 1;\n', [service]: listNotesService },
    {
      code: 'AW509',
      message:
        'operations/list-notes/service.js and operations/list-notes/service.ts both stand for the service of listNotes',
      fix: 'Keep operations/list-notes/service.ts, and remove the other one.',
      see: 'overrides/operations/list-notes/service.ts:1:1 the file that fills the slot',
    },
  ],
  'a folder with an index beside the override': [
    { 'operations/list-notes/service/index.ts': text, [service]: listNotesService },
    {
      code: 'AW509',
      message:
        'operations/list-notes/service/index.ts and operations/list-notes/service.ts both stand for the service of listNotes',
      fix: 'Keep operations/list-notes/service.ts, and remove the other one.',
      see: 'overrides/operations/list-notes/service.ts:1:1 the file that fills the slot',
    },
  ],
  'an export in the wrong case': [
    { [service]: 'export const «listnotes» = async () => ({ status: 200 as const });\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'no export is named listNotes; it exports listnotes',
      fix: 'Rename listnotes to listNotes.',
    },
  ],
  'a default export': [
    { [service]: 'const answer = { status: 200 as const };\n«export default »async () => answer;\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'no export is named listNotes; it exports default',
      fix: 'Export it by name instead of by default: "export const listNotes = ...".',
    },
  ],
  'a function exported by default, although it has the name': [
    { [service]: '«export default» async function listNotes() {}\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'no export is named listNotes; it exports default',
      fix: 'Export it by name instead of by default: "export const listNotes = ...".',
    },
  ],
  'a function that is not exported': [
    { [service]: 'const «listNotes» = async () => ({ status: 200 as const });\nvoid listNotes;\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'listNotes is declared and not exported',
      fix: 'Write "export" before the declaration of listNotes.',
    },
  ],
  'no export at all': [
    { [service]: '«/»/ to be written\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'no export is named listNotes; it exports nothing',
      fix: 'Add "export const listNotes = ...".',
    },
  ],
  'an export that is a type': [
    { [service]: 'export type «listNotes» = () => void;\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'listNotes is a type, which is gone at run time',
      fix: 'Export the function itself: "export const listNotes = ...".',
    },
  ],
  'an export list of types': [
    { [service]: 'interface listNotes {}\nexport { type «listNotes» };\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'listNotes is a type, which is gone at run time',
      fix: 'Export the function itself: "export const listNotes = ...".',
    },
  ],
  'an export that is only declared': [
    { [service]: 'export declare const «listNotes»: () => Promise<void>;\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'listNotes is only declared, and has no body',
      fix: 'Write the function, or remove "declare".',
    },
  ],
  'an export that is no function': [
    { [service]: 'export const «listNotes» = { status: 200 };\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'listNotes is no function',
      fix: 'Make it a function: "export const listNotes = async (input, context) => ...".',
    },
  ],
  'a list that exports what is no function': [
    { [service]: 'class listNotes {}\nexport { «listNotes» };\n' },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'listNotes is no function',
      fix: 'Make it a function: "export const listNotes = async (input, context) => ...".',
    },
  ],
  'everything of a file that does not have it': [
    {
      [service]: "«e»xport * from '../../notes.js';\n",
      'notes.ts': 'export const other = 1;\nexport type listNotes = 1;\n',
    },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'no export is named listNotes; it exports other',
      fix: 'Rename other to listNotes.',
    },
  ],
  'a repository with a default export only': [
    { [repository]: '«export default »{ getNote: async () => undefined };\n', [service]: listNotesService },
    {
      code: 'AW502',
      pointer: listNotes,
      message: 'it exports nothing but a default',
      fix: 'Export each function under the name it has in the repository.',
    },
  ],
  'a repository function that replaces nothing': [
    {
      [repository]:
        'export const getNote = async () => undefined;\nexport const «delteNote» = async () => undefined;\n',
      [service]: listNotesService,
    },
    {
      code: 'AW510',
      pointer: listNotes,
      message: 'delteNote replaces nothing and is added beside deleteNote',
      fix: 'Did you mean deleteNote? If not, give it a name that is less like it.',
    },
  ],
};

describe('A faulty override is reported at its place, with what would be right:', () => {
  test.each(Object.entries(faults))('%s', async (_title, [files, wanted]) => {
    const [[path = '', source = ''] = []] = Object.entries(files);
    const finished = await command(projectOf(files), 'generate');
    expect(diagnosticsOf(finished)).toBe(expectedText(`overrides/${path}`, marked(source), wanted));
    expect(finished.code).toBe(['AW510', 'AW511'].includes(wanted.code) ? 0 : 2);
  });

  test('several are reported in one run, sorted by file', async () => {
    const files = Object.fromEntries(
      Object.entries(faults)
        .filter(([, [, { code }]]) => code === 'AW501')
        .flatMap(([, [made]]) => Object.entries(made)),
    );
    const { stderr, code } = await command(projectOf(files), 'generate');
    const places = [...stderr.matchAll(/^(overrides\/\S+):1:1 error AW501 /gm)].map(([, file]) => file);
    expect(places).toEqual(
      Object.keys(files)
        .map((file) => `overrides/${file}`)
        .sort(),
    );
    expect(code).toBe(2);
  });
});

describe('An override is taken as it is', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['re-exported under its name', { [service]: "export { all as listNotes } from '../../notes.js';\n" }],
    [
      'passed on with everything of another file',
      { [service]: "export * from '../../notes.js';\n", 'notes.ts': listNotesService },
    ],
    [
      'passed on twice, in a circle',
      {
        [service]: "export * from '../../notes.js';\n",
        'notes.ts': `export * from './operations/list-notes/service.js';\n${listNotesService}`,
      },
    ],
    ['passed on by a package, which is not read', { [service]: "export * from 'our-notes';\n" }],
    ['a function made by another one', { [service]: 'export const listNotes = cached(async () => ({}));\n' }],
    [
      'an overloaded function',
      { [service]: 'export function listNotes(a: 1): 1;\nexport function listNotes(a: 1) { return a; }\n' },
    ],
    [
      'the set-up of the contract tests, which is an object',
      { 'contract-tests/setup.ts': 'export const setup = {};\n' },
    ],
    ['bound by destructuring', { [service]: 'export const { listNotes } = services;\n' }],
    ['with a byte order mark', { [service]: `\uFEFF${listNotesService}` }],
    ['with the line ends of Windows', { [service]: `// notes\r\n${listNotesService.replaceAll('\n', '\r\n')}` }],
    [
      'with tests and helpers beside it',
      {
        [service]: listNotesService,
        'operations/list-notes/service.test.ts': '',
        'operations/list-notes/services.ts': '',
        'operations/list-notes/index.ts': '',
        'operations/list-notes/list-notes.ts': '',
        'security/bearer-auth.test.ts': '',
        'docs/notes.ts': '',
      },
    ],
    [
      'a repository that adds functions with names of their own',
      {
        [repository]: 'export const findNotes = 1;\nexport const getNoteById = 2;\nexport const getNotes = 3;\n',
        [service]: listNotesService,
      },
    ],
  ])('%s', async (_title, files) => {
    const finished = await command(projectOf(files), 'generate');
    expect([finished.code, diagnosticsOf(finished)]).toEqual([0, '']);
  });

  test('and what a repository passes on is wired', async () => {
    const project = projectOf({
      [repository]: "export * from '../../notes.js';\n",
      'notes.ts': 'export const getNote = async () => undefined;\nexport const countNotes = async () => 1;\n',
    });
    await command(project, 'generate');
    const emitted = project.read('generated/operations/list-notes/repository.ts');
    expect(emitted).toMatch(
      /import \{ countNotes, getNote \} from '.*overrides\/operations\/list-notes\/repository\.js'/,
    );
  });

  test('and extensions of the infrastructure are wired in the order of their names, helpers are not', async () => {
    const project = projectOf({
      'infra/dashboards.ts': 'export const dashboards = () => {};\n',
      'infra/Billing_alarms.ts': 'export function billingAlarms() {}\n',
      'infra/dashboards.test.ts': '',
      'infra/README.md': '',
      'infra/widgets/index.ts': 'export const widgets = 1;\n',
    });
    const finished = await command(project, 'generate');
    expect([finished.code, diagnosticsOf(finished)]).toEqual([0, '']);
    const emitted = project.read('generated/infra/extensions.ts');
    expect(emitted).toContain("from '../../overrides/infra/Billing_alarms.js'");
    expect(emitted).toContain('extensions: readonly InfraExtension[] = [billingAlarms, dashboards];');
  });

  test('and named as no identifier can be, it does not reach the emitted code', async () => {
    const project = projectOf({ [repository]: "const a = 1;\nexport { a as 'no name', a as getNote };\n" });
    expect((await command(project, 'generate')).code).toBe(0);
    expect(project.read('generated/operations/list-notes/repository.ts')).not.toContain('no name');
  });
});

describe('The place of a fault', () => {
  test('is where the editor shows it, with a byte order mark and the line ends of Windows', async () => {
    const source = '\uFEFFexport const listnotes = 1;\r\nexport const x = (;\r\n';
    const { stderr } = await command(projectOf({ [service]: source }), 'generate');
    expect(stderr).toMatch(/^overrides\/operations\/list-notes\/service\.ts:2:19 error AW504 /);
    const first = await command(projectOf({ [service]: '\uFEFFexport const listnotes = 1;\r\n' }), 'generate');
    expect(first.stderr).toMatch(/^overrides\/operations\/list-notes\/service\.ts:1:14 error AW502 /);
  });
});

describe('An override of an operation that the contract renamed or dropped', () => {
  const inSync = async (): Promise<TemporaryProject> => {
    const project = projectOf({
      [service]: listNotesService,
      'operations/delete-note/service.ts': 'export const deleteNote = async () => ({ status: 204 as const });\n',
    });
    expect((await command(project, 'generate')).code).toBe(0);
    return project;
  };

  test('is told the new name, whatever it is', async () => {
    const project = await inSync();
    project.write('contract/openapi.yaml', contract.replace('operationId: listNotes', 'operationId: everything'));
    const { code, stderr } = await command(project, 'check');
    expect(code).toBe(2);
    expect(stderr).toContain(
      'the contract has no operation "list-notes" any more; GET /notes is called everything now\n',
    );
    expect(stderr).toContain(
      '  fix   Rename the folder to overrides/operations/everything, and the exported function to everything.\n',
    );
    expect(stderr).toContain('  see   contract/openapi.yaml:14:7 everything is here\n');
  });

  test('is told that it is gone', async () => {
    const project = await inSync();
    project.write('contract/openapi.yaml', contract.replace(/ {2}\/notes\/\{noteId\}:[^]*?(?=components:)/, ''));
    const { code, stderr } = await command(project, 'check');
    expect(code).toBe(2);
    expect(stderr).toContain('the contract has no operation "delete-note" any more\n');
    expect(stderr).toContain('  fix   Remove the file, or bring the operation back into the contract.\n');
  });
});

describe('What cannot be read is reported and not taken for missing:', () => {
  const faultOf = async (make: (project: TemporaryProject) => void): Promise<string> => {
    const project = projectOf({ 'auth/real.ts': listNotesService });
    mkdirSync(project.path('overrides/operations/list-notes'), { recursive: true });
    make(project);
    const { code, stderr } = await command(project, 'generate');
    expect(code).toBe(2);
    return stderr.split('\n')[0] ?? '';
  };
  const link = (to: string) => (project: TemporaryProject) => symlinkSync(to, project.path('overrides', service));

  test('a link that leads nowhere', async () => {
    expect(await faultOf(link('nowhere.ts'))).toContain(
      'error AW101 File cannot be read: cannot read operations/list-notes/service.ts (a link that leads nowhere)',
    );
  });

  test('a link out of the folder', async () => {
    const outside = `${tmpdir()}/authwright-override-${process.pid}.ts`;
    onTestFinished(() => rmSync(outside, { force: true }));
    writeFileSync(outside, listNotesService);
    expect(await faultOf(link(outside))).toContain(
      'AW507 Override is a link: operations/list-notes/service.ts is a link that leads out of the overrides folder',
    );
  });

  test('a link to another folder', async () => {
    const line = await faultOf((project) => symlinkSync('../auth', project.path('overrides/operations/delete-note')));
    expect(line).toContain('AW507 Override is a link: operations/delete-note is a link to another folder');
  });

  test('a folder with the name of the file', async () => {
    const project = projectOf({ [`${service}/index.ts`]: listNotesService });
    const { stderr } = await command(project, 'generate');
    expect(stderr).toContain(`${service}/index.ts fills no slot; ${service} would`);
  });

  test('a text that is not UTF-8', async () => {
    const line = await faultOf((project) =>
      writeFileSync(project.path('overrides', service), Buffer.from(`\uFEFF${listNotesService}`, 'utf16le')),
    );
    expect(line).toContain('AW101 File cannot be read: cannot read operations/list-notes/service.ts (not UTF-8)');
  });

  test('but a link to a file inside of the folder is that file', async () => {
    const project = projectOf({ 'auth/real.ts': listNotesService });
    mkdirSync(project.path('overrides/operations/list-notes'), { recursive: true });
    link('../../auth/real.ts')(project);
    expect((await command(project, 'generate')).code).toBe(0);
  });
});
