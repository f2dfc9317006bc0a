import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authwright, type TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { listNotesService, notes, notesWithoutDelete, projectWith } from './contracts.js';

/** What `generate --json` documents. */
interface Report {
  readonly ok: boolean;
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly created?: readonly string[];
  readonly updated?: readonly string[];
  readonly removed?: readonly string[];
  readonly kept?: readonly string[];
  readonly unchanged?: number;
  readonly handEdits?: readonly string[];
  readonly diagnostics: readonly { readonly code: string; readonly file: string; readonly line: number }[];
}

/** Runs `generate --json`; fails when stdout is anything but one JSON document. */
async function generateJson(project: TemporaryProject): Promise<Report & { code: number | null }> {
  const { code, stdout } = await command(project, 'generate', '--json');
  return { ...(JSON.parse(stdout) as Report), code };
}

function times(project: TemporaryProject): ReadonlyMap<string, number> {
  return new Map(
    [...project.files('generated').keys()].map((path) => [path, statSync(project.path('generated', path)).mtimeMs]),
  );
}

describe('one project over its life', () => {
  let project: TemporaryProject;
  beforeAll(() => {
    project = projectWith(notes, { 'operations/list-notes/service.ts': listNotesService });
  });
  afterAll(() => project.remove());

  test('a dry run says what would be created and writes nothing', async () => {
    const { code, stdout } = await authwright(project.folder, 'generate', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('create generated/operations/list-notes/handler.ts\n');
    expect(stdout).toMatch(/\ngenerated: \d+ would be created, 0 would be updated, 0 unchanged, 0 would be removed\n$/);
    expect(readdirSync(project.folder).sort()).toEqual(['contract', 'overrides']);
  });

  test('the first run creates every file, and the manifest names each but itself', async () => {
    const { code, stdout, stderr } = await authwright(project.folder, 'generate');
    const files = [...project.files('generated').keys()];
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.startsWith('create '))).toEqual(
      files.map((path) => `create generated/${path}`),
    );
    expect(stdout).toContain(`\ngenerated: ${files.length} created, 0 updated, 0 unchanged, 0 removed\n`);
    expect(stderr).toBe('1 slot not filled; "authwright check" lists them\n');
    const manifest = JSON.parse(project.read('generated/manifest.json')) as { files: Record<string, unknown> };
    expect([...Object.keys(manifest.files), 'manifest.json'].sort()).toEqual(files);
    expect(manifest.files['operations/list-notes/handler.ts']).toMatchObject({
      pointer: '#/paths/~1notes/get',
      slots: ['operations/list-notes/service'],
    });
  });

  test('a second run changes nothing and touches no file', async () => {
    const before = times(project);
    const { code, stdout } = await authwright(project.folder, 'generate');
    expect(code).toBe(0);
    expect(stdout).toBe(`generated: 0 created, 0 updated, ${before.size} unchanged, 0 removed\n`);
    expect(times(project)).toEqual(before);
  });

  test('an edit of the contract updates what it touches and leaves the rest untouched', async () => {
    const before = times(project);
    project.write('contract/openapi.yaml', notes.replace('summary: All notes', 'summary: Every note'));
    const { code, created, updated, removed, unchanged } = await generateJson(project);
    expect({ code, created, removed }).toEqual({ code: 0, created: [], removed: [] });
    expect(updated).toContain('operations/list-notes/README.md');
    for (const path of updated ?? []) {
      expect(path).toMatch(/^(manifest\.json|README\.md|operations\/README\.md|operations\/list-notes\/[a-z.]+)$/i);
    }
    expect(unchanged).toBe(before.size - (updated ?? []).length);
    const after = times(project);
    expect([...after].filter(([path, time]) => before.get(path) !== time).map(([path]) => path)).toEqual(updated);
  });

  test('files and folders that are no longer emitted go, and foreign files stay', async () => {
    project.write('generated/own-notes.txt', 'mine');
    project.write('generated/operations/own.ts', 'export const mine = 1;\n');
    project.write('contract/openapi.yaml', notesWithoutDelete);
    const { code, removed } = await generateJson(project);
    expect(code).toBe(0);
    expect(removed).toContain('operations/delete-note/handler.ts');
    expect(existsSync(project.path('generated/operations/delete-note'))).toBe(false);
    expect(project.read('generated/own-notes.txt')).toBe('mine');
    expect(project.read('generated/operations/own.ts')).toBe('export const mine = 1;\n');
  });

  test('a folder of removed files stays while it holds a foreign file', async () => {
    project.write('contract/openapi.yaml', notes);
    await command(project, 'generate');
    project.write('generated/operations/delete-note/mine.ts', 'export {};\n');
    project.write('contract/openapi.yaml', notesWithoutDelete);
    await command(project, 'generate');
    expect(readdirSync(project.path('generated/operations/delete-note'))).toEqual(['mine.ts']);
  });

  test('a foreign file where a new file belongs is not overwritten unless forced', async () => {
    project.write('contract/openapi.yaml', notes);
    project.write('generated/operations/delete-note/handler.ts', '// mine\n');
    const refused = await command(project, 'generate');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('generated/operations/delete-note/handler.ts');
    expect(project.read('generated/operations/delete-note/handler.ts')).toBe('// mine\n');
    expect(existsSync(project.path('generated/operations/delete-note/service.ts'))).toBe(false);
    expect((await command(project, 'generate', '--force')).code).toBe(0);
    expect(project.read('generated/operations/delete-note/handler.ts')).toContain('export const handler');
  });
});

describe('a file edited by hand', () => {
  const edited = 'generated/operations/list-notes/handler.ts';
  let project: TemporaryProject;
  let original: string;
  beforeAll(async () => {
    project = projectWith(notes);
    await command(project, 'generate');
    original = project.read(edited);
  });
  afterAll(() => project.remove());

  test('stops the run with exit 1, the edit, its override and --force; nothing is written', async () => {
    project.write(edited, `${original}// by hand\n`);
    project.write('contract/openapi.yaml', notes.replace('description: Gone.', 'description: Deleted.'));
    const before = project.files('generated');
    const { code, stdout, stderr } = await authwright(project.folder, 'generate');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('\n+// by hand\n');
    expect(stderr).not.toMatch(/^-(?!--)/m);
    expect(stderr).toContain('1 emitted file edited by hand; nothing was written.\n');
    expect(stderr).toContain(`  ${edited}: overrides/operations/list-notes/service.ts`);
    expect(stderr).toContain('--force');
    expect(project.files('generated')).toEqual(before);
  });

  test('is named by --json and by a dry run, which has the exit code of the run', async () => {
    const report = await generateJson(project);
    expect(report).toMatchObject({ code: 1, ok: false, handEdits: ['operations/list-notes/handler.ts'] });
    const dry = await command(project, 'generate', '--dry-run');
    expect([dry.code, dry.stdout]).toEqual([1, '']);
    expect(dry.stderr).toContain(`  ${edited}: overrides/operations/list-notes/service.ts`);
    expect(project.read(edited)).toContain('// by hand');
  });

  test('is overwritten with --force', async () => {
    expect((await authwright(project.folder, 'generate', '--force')).code).toBe(0);
    expect(project.read(edited)).toBe(original);
  });

  test('is none when it equals the plan, whatever the manifest says: a merge brought both', async () => {
    project.write('contract/openapi.yaml', notes);
    await command(project, 'generate');
    const manifest = project.read('generated/manifest.json');
    project.write('contract/openapi.yaml', notes.replace('All notes', 'Each note'));
    await command(project, 'generate');
    const merged = project.files('generated');
    project.write('generated/manifest.json', manifest);
    const { code, updated } = await generateJson(project);
    expect({ code, updated }).toEqual({ code: 0, updated: ['manifest.json'] });
    expect(project.files('generated')).toEqual(merged);
  });

  test('is none when a checkout turned the line ends into CRLF', async () => {
    for (const [path, text] of project.files('generated')) {
      project.write(`generated/${path}`, text.replaceAll('\n', '\r\n'));
    }
    const { code, stdout } = await authwright(project.folder, 'check');
    expect([code, stdout]).toEqual([0, expect.stringContaining('in sync')]);
    const report = await generateJson(project);
    expect(report).toMatchObject({ code: 0, updated: [], created: [], removed: [] });
    project.write('contract/openapi.yaml', notes.replace('All notes', 'Some notes'));
    expect(await generateJson(project)).toMatchObject({ code: 0, removed: [], kept: [] });
    expect(project.read('generated/operations/list-notes/README.md')).toContain('Some notes');
  });

  test('stays when it is no longer emitted, and is reported', async () => {
    const kept = 'operations/delete-note/handler.ts';
    project.write(`generated/${kept}`, '// kept\n');
    project.write('contract/openapi.yaml', notesWithoutDelete);
    const { code, stdout, stderr } = await command(project, 'generate');
    expect(code).toBe(0);
    expect(stdout).toContain(`keep   generated/${kept}\n`);
    expect(stderr).toContain('1 file of an earlier run was edited by hand and stays; delete it or run with --force\n');
    expect(readdirSync(project.path('generated/operations/delete-note'))).toEqual(['handler.ts']);
  });
});

describe('the manifest', () => {
  let project: TemporaryProject;
  beforeAll(async () => {
    project = projectWith(notes);
    await command(project, 'generate');
  });
  afterAll(() => project.remove());

  test('is made anew after it was deleted, and nothing else is touched', async () => {
    const [before, all] = [times(project), project.files('generated')];
    rmSync(project.path('generated/manifest.json'));
    const { code, created, updated } = await generateJson(project);
    expect({ code, created, updated }).toEqual({ code: 0, created: ['manifest.json'], updated: [] });
    expect(project.files('generated')).toEqual(all);
    expect([...times(project)].filter(([path]) => path !== 'manifest.json')).toEqual(
      [...before].filter(([path]) => path !== 'manifest.json'),
    );
  });

  test('cannot name files outside of the output folder for removal', async () => {
    project.write('precious.txt', 'precious');
    const manifest = JSON.parse(project.read('generated/manifest.json')) as { files: Record<string, unknown> };
    const entry = { hash: 'c2eba7b82c2adfd2d8a2e0f6c5b9e6d8', pointer: '#' };
    for (const path of ['../precious.txt', project.path('precious.txt')]) {
      project.write('generated/manifest.json', JSON.stringify({ ...manifest, files: { [path]: entry } }));
      expect((await command(project, 'generate', '--force')).code).toBe(0);
      expect(project.read('precious.txt')).toBe('precious');
    }
  });
});

describe('--json', () => {
  test('says what was created, where, and all diagnostics with their places', async () => {
    const project = projectWith(notes);
    const { code, stdout } = await authwright(project.folder, 'generate', '--json', '--out', 'backend');
    const paths = [...project.files('backend').keys()];
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      dryRun: false,
      out: 'backend',
      created: paths,
      updated: [],
      removed: [],
      kept: [],
      discarded: [],
      discardedTo: null,
      changedMeanwhile: [],
      unchanged: 0,
      families: expect.any(Array) as unknown,
      recovered: null,
      unfinished: null,
      diagnostics: [
        expect.objectContaining({ code: 'AW503', severity: 'warning', file: 'contract/openapi.yaml', line: 8 }),
        expect.objectContaining({ code: 'AW503', severity: 'warning', file: 'contract/openapi.yaml', line: 18 }),
      ],
    });
    project.remove();
  });

  test('says of each family and each file what asked for it', async () => {
    const mail = `import { SESv2Client } from '@aws-sdk/client-sesv2';\nexport const ses = new SESv2Client();\n`;
    const project = projectWith(notes, { 'operations/list-notes/service.ts': listNotesService, 'aws/ses.ts': mail });
    const { stdout } = await command(project, 'generate', '--json');
    const { families } = JSON.parse(stdout) as { families: readonly { name: string; files: readonly object[] }[] };
    const family = (name: string) => families.find((one) => one.name === name);
    expect(family('operations')).toMatchObject({
      askedForBy: [
        { contract: '#/paths' },
        { contract: '#/paths/~1notes/get' },
        { contract: '#/paths/~1notes~1{noteId}/delete' },
      ],
    });
    // Imported by the gateway's infrastructure, and by handlers, the first of which is that of the first operation.
    expect(family('http')).toMatchObject({
      askedForBy: [{ contract: '#/paths' }, { contract: '#/paths/~1notes~1{noteId}/delete' }],
    });
    expect(family('http')?.files).toContainEqual({
      path: 'http/handler.ts',
      askedForBy: { file: 'operations/delete-note/handler.ts' },
    });
    expect(family('infra')).toMatchObject({ askedForBy: [{ contract: '#/paths' }, { override: 'aws/ses.ts' }] });
    expect(family('infra')?.files).toContainEqual({
      path: 'infra/stacks/mail.ts',
      askedForBy: { override: 'aws/ses.ts' },
    });
    expect(families.map(({ name }) => name)).not.toContain('entities');
    project.remove();
  });

  test('emits what an override imports, although the contract does not ask for it', async () => {
    const counting = `import { rateLimits } from '../../generated/http/rate-limit.js';\nexport const limiter = rateLimits('x', []);\n`;
    const project = projectWith(notes, { 'own/limits.ts': counting });
    expect(await command(project, 'generate')).toMatchObject({ code: 0 });
    expect([...project.files('generated').keys()]).toContain('http/rate-limit.ts');
    rmSync(project.path('overrides/own/limits.ts'));
    expect(await command(project, 'generate')).toMatchObject({ code: 0 });
    expect([...project.files('generated').keys()]).not.toContain('http/rate-limit.ts');
    project.remove();
  });

  test('of a broken contract is exit 2, the diagnostics on stdout and nothing on stderr', async () => {
    const project = projectWith(notes.replace('operationId: listNotes', 'operationId: deleteNote'));
    const { code, stdout, stderr } = await authwright(project.folder, 'generate', '--json');
    const { ok, diagnostics } = JSON.parse(stdout) as Report;
    expect({ code, ok, stderr }).toEqual({ code: 2, ok: false, stderr: '' });
    expect(diagnostics.filter(({ code: one }) => one === 'AW204')).toEqual([
      {
        code: 'AW204',
        severity: 'error',
        title: 'operationId is used twice',
        message: '"deleteNote" names two operations',
        file: 'contract/openapi.yaml',
        line: 18,
        column: 20,
        pointer: '#/paths/~1notes~1{noteId}/delete/operationId',
        cause: expect.stringContaining('must be unique') as string,
        fix: 'Rename one of the two operations.',
        related: [{ message: 'the other one', file: 'contract/openapi.yaml', line: 8, column: 20 }],
      },
    ]);
    expect(existsSync(project.path('generated'))).toBe(false);
    project.remove();
  });
});

test('an output folder that is a file is exit 1 with a plain message', async () => {
  const project = projectWith(notes);
  mkdirSync(project.path('taken'));
  project.write('taken/file', 'mine');
  const { code, stderr } = await authwright(project.folder, 'generate', '--out', 'taken/file');
  expect(code).toBe(1);
  expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(project.read('taken/file')).toBe('mine');
  project.remove();
});
