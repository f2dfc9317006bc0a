import { rmSync } from 'node:fs';
import { applyPatch, parsePatch } from 'diff';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authwright, type TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { listNotesService, notes, projectWith } from './contracts.js';

interface CheckReport {
  readonly ok: boolean;
  readonly moved?: readonly string[];
  readonly files?: readonly { readonly path: string; readonly state: string; readonly diff: string }[];
  readonly unfilled?: readonly { readonly kind: string; readonly owner: string; readonly path: string }[];
  readonly diagnostics: readonly { readonly code: string }[];
}

/** A second path, with a schema of its own. */
const withMore = notes
  .replace('/notes/{noteId}:', '/memos/{noteId}:')
  .replace('operationId: deleteNote', 'operationId: deleteMemo')
  .replace('text: { type: string }', 'text: { type: string, maxLength: 80 }');

let project: TemporaryProject;
beforeAll(async () => {
  project = projectWith(notes, { 'operations/list-notes/service.ts': listNotesService });
  await command(project, 'generate');
});
afterAll(() => project.remove());

/** Puts the project back to where it was in sync. */
async function reset(): Promise<void> {
  project.write('contract/openapi.yaml', notes);
  project.write('overrides/operations/list-notes/service.ts', listNotesService);
  await command(project, 'generate', '--force');
}

async function checkJson(): Promise<CheckReport & { code: number | null }> {
  const { code, stdout } = await command(project, 'check', '--json');
  return { ...(JSON.parse(stdout) as CheckReport), code };
}

test('is 0 right after generate, names the slots that nothing fills, and has a JSON form', async () => {
  const { code, stdout, stderr } = await authwright(project.folder, 'check');
  expect([code, stdout]).toEqual([
    0,
    `generated is in sync with the contract: ${project.files('generated').size} files\n`,
  ]);
  expect(stderr).toBe('1 slot not filled:\n  AW503 deleteNote answers 501: no override fills its service\n');
  expect(await checkJson()).toEqual({
    code: 0,
    ok: true,
    unfinished: null,
    moved: [],
    movedFiles: [],
    files: [],
    unfilled: [{ kind: 'service', owner: 'deleteNote', path: 'operations/delete-note/service' }],
    diagnostics: [expect.objectContaining({ code: 'AW503', severity: 'warning', file: 'contract/openapi.yaml' })],
  });
});

test('is 1 after an edit of the contract, and its diff applied is what generate then writes', async () => {
  project.write('contract/openapi.yaml', withMore);
  const before = project.files('generated');
  const { code, stdout, stderr } = await authwright(project.folder, 'check', '--full');
  expect(code).toBe(1);
  expect(stderr).toContain('generated/schemas/note.ts: out of date\n');
  expect(stderr).toContain('generated/operations/delete-note/handler.ts: no longer emitted\n');
  expect(stderr).toContain('generated/operations/delete-memo/handler.ts: missing\n');
  expect(stderr).toContain('What moved since the last run: contract\n  contract: openapi.yaml\n');
  expect(project.files('generated')).toEqual(before);

  const applied = new Map(before);
  for (const patch of parsePatch(stdout)) {
    const path = [patch.newFileName, patch.oldFileName]
      .find((name) => name !== undefined && name !== '/dev/null')
      ?.replace(/^[ab]\/generated\//, '');
    const text = applyPatch(applied.get(path ?? '') ?? '', patch);
    if (patch.newFileName === '/dev/null') applied.delete(path ?? '');
    else applied.set(path ?? '', text || 'the patch does not apply');
  }
  await command(project, 'generate');
  const after = project.files('generated');
  for (const files of [applied, after] as Map<string, string>[]) files.delete('manifest.json');
  expect(applied).toEqual(after);
  await reset();
});

test('tells a hand edit, a deleted file and an edited orphan apart', async () => {
  project.write('generated/schemas/note.ts', `${project.read('generated/schemas/note.ts')}// by hand\n`);
  project.write('generated/operations/delete-note/handler.ts', '// by hand\n');
  project.write('contract/openapi.yaml', withMore.replace('text: { type: string, maxLength: 80 }', 'text: {}'));
  const { code, stderr } = await command(project, 'check');
  expect(code).toBe(1);
  expect(stderr).toContain('  generated/schemas/note.ts: edited by hand\n');
  expect(stderr).toContain('  generated/operations/delete-note/handler.ts: no longer emitted, and edited by hand\n');
  await reset();
});

test.each([
  ['contract', ['contract'], () => project.write('contract/openapi.yaml', `${notes}# a comment\n`)],
  [
    'overrides',
    ['overrides'],
    () => project.write('overrides/operations/list-notes/service.ts', `${listNotesService}// more\n`),
  ],
  [
    'settings, which stand in the contract',
    ['contract', 'settings'],
    () => project.write('contract/openapi.yaml', notes.replace('pageSize: 20', 'pageSize: 50')),
  ],
  [
    'templates, as after an update of the tool',
    ['templates'],
    () => {
      const manifest = project.read('generated/manifest.json');
      project.write('generated/manifest.json', manifest.replace(/("templates": ")[0-9a-f]+/, '$1older'));
    },
  ],
])('names what moved: %s', async (_what, moved, change) => {
  change();
  expect(await checkJson()).toMatchObject({ code: 1, ok: false, moved });
  await reset();
});

test('JSON has each file with its state and its diff', async () => {
  project.write('contract/openapi.yaml', withMore);
  const { code, files = [] } = await checkJson();
  expect(code).toBe(1);
  expect(files.find(({ path }) => path === 'schemas/note.ts')).toEqual({
    path: 'schemas/note.ts',
    state: 'outdated',
    diff: expect.stringContaining('--- a/generated/schemas/note.ts\n+++ b/generated/schemas/note.ts\n@@ ') as string,
  });
  expect(new Set(files.map(({ state }) => state))).toEqual(new Set(['outdated', 'missing', 'orphaned']));
  await reset();
});

test('is 2 for a broken contract and for a wrong override, and writes nothing', async () => {
  const before = project.files('.');
  project.write('contract/openapi.yaml', notes.replace('description: Gone.', 'descripton: Gone.'));
  const broken = await authwright(project.folder, 'check');
  expect([broken.code, broken.stdout]).toEqual([2, '']);
  expect(broken.stderr).toMatch(/^contract\/openapi\.yaml:22:\d+ error AW202 /);
  expect(await checkJson()).toMatchObject({ code: 2, ok: false });
  project.write('contract/openapi.yaml', notes);
  expect(project.files('.')).toEqual(before);
});

test('is 1 and creates nothing where nothing was generated yet', async () => {
  const empty = projectWith(notes);
  const { code, stderr } = await command(empty, 'check', '--full');
  expect(code).toBe(1);
  expect(stderr).toContain('generated/manifest.json: missing\n');
  expect([...empty.files('.').keys()]).toEqual(['contract/openapi.yaml']);
  empty.remove();
});

test('names the files that moved, changed, new and gone', async () => {
  project.write('contract/openapi.yaml', `${notes}# a comment\n`);
  project.write('overrides/clock.ts', 'export const now = 1;\n');
  project.write('overrides/README.md', 'Ours.\n');
  await command(project, 'generate');
  project.write('contract/openapi.yaml', notes);
  project.write('overrides/operations/list-notes/service.ts', `${listNotesService}// more\n`);
  project.write('overrides/timer.ts', 'export const now = 1;\n');
  project.write('overrides/README.md', 'Ours, and it says more: no code is made of it.\n');
  rmSync(project.path('overrides/clock.ts'));
  const { stderr } = await command(project, 'check');
  expect(stderr).toContain(
    `What moved since the last run: contract, overrides
  contract: openapi.yaml
  overrides: clock.ts (removed), operations/list-notes/service.ts, timer.ts (added)
`,
  );
  expect(await checkJson()).toMatchObject({
    moved: ['contract', 'overrides'],
    movedFiles: [
      { input: 'contract', path: 'openapi.yaml', change: 'changed' },
      { input: 'overrides', path: 'clock.ts', change: 'removed' },
      { input: 'overrides', path: 'operations/list-notes/service.ts', change: 'changed' },
      { input: 'overrides', path: 'timer.ts', change: 'added' },
    ],
  });
  rmSync(project.path('overrides/timer.ts'));
  rmSync(project.path('overrides/README.md'));
  await reset();
});

describe('with a thousand changed files', () => {
  const paths = Array.from(
    { length: 170 },
    (_, index) =>
      `  /n${index}:\n    get:\n      operationId: get${index}\n      responses: { '200': { description: OK, content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } }\n`,
  ).join('');
  const large = `openapi: 3.1.0\ninfo: { title: Large, version: 1.0.0 }\npaths:\n${paths}`;
  let many: TemporaryProject;
  beforeAll(() => {
    many = projectWith(large);
  });
  afterAll(() => many.remove());

  test('stays readable: the number first, then some files and whole diffs, and what was left out', async () => {
    const { code, stdout, stderr } = await command(many, 'check');
    expect(stderr).toMatch(/^170 slots not filled:\n( {2}AW503 .*\n){50} {2}and 120 more; --full lists them\n/);
    const lines = stderr.replace(/^\d+ slots not filled:\n( {2}.*\n)+/, '').split('\n');
    const count = Number(/^generated is out of sync: (\d+) files \(\1 missing\)$/.exec(lines[0] ?? '')?.[1]);
    expect(code).toBe(1);
    expect(count).toBeGreaterThan(850);
    expect(lines.slice(1, 41).every((line) => /^ {2}generated\/\S+: missing$/.test(line))).toBe(true);
    expect(lines.slice(41)).toEqual([
      `  and ${count - 40} more files`,
      `The diffs of ${count - parsePatch(stdout).length} files are left out; --full prints them all, --json too.`,
      'Run "authwright generate" and commit the result.',
      '',
    ]);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(1100);
  });

  test('shows the first of many faults, and how many more there are', async () => {
    const faulty = projectWith(large.replaceAll('description: OK', 'descripton: OK'));
    const [some, all] = [await command(faulty, 'check'), await command(faulty, 'check', '--full')];
    faulty.remove();
    const { length } = all.stderr.match(/error AW202/g) ?? [];
    expect(length).toBeGreaterThanOrEqual(170);
    // One cause that repeats is one message with its first places.
    expect(some.stderr.match(/^\S+ error AW202.*descripton/gm)).toHaveLength(1);
    expect(some.stderr).toMatch(/\n( {2}also {2}contract\/openapi\.yaml:\d+:\d+ "descripton" .*\n){2}/);
    expect(some.stderr).toMatch(/\n {2}also {2}\d+ more places; "authwright check --full" shows them all\n/);
  });

  test('shows the first of many different faults, and how many more there are', async () => {
    let number = 0;
    const faulty = projectWith(large.replaceAll('description: OK', () => `descripton${(number += 1)}: OK`));
    const [some, all] = [await command(faulty, 'check'), await command(faulty, 'check', '--full')];
    faulty.remove();
    const total = all.stderr.match(/^\S+ (error|warning) AW/gm)?.length ?? 0;
    const [, more] = /\nand (\d+) more; "authwright check --full" shows them all\n$/.exec(some.stderr) ?? [];
    const also = [...some.stderr.matchAll(/^ {2}also {2}(?:(\d+) more places)?/gm)].map(([, count]) =>
      Number(count ?? 1),
    );
    expect(some.stderr.match(/^\S+ (error|warning) AW/gm)).toHaveLength(50);
    expect(50 + Number(more) + also.reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  test('has all of it with --full and in JSON', async () => {
    const { stdout, stderr } = await command(many, 'check', '--full');
    const report = JSON.parse((await command(many, 'check', '--json')).stdout) as CheckReport;
    const { length } = report.files ?? [];
    expect(stderr).toContain(`generated is out of sync: ${length} files (${length} missing)\n`);
    expect([...stderr.matchAll(/^ {2}generated\/\S+: missing$/gm)]).toHaveLength(length);
    expect(parsePatch(stdout)).toHaveLength(length);
  });

  test('puts what was edited by hand first, and never hides it behind the rest', async () => {
    const only = projectWith(notes);
    await command(only, 'generate');
    only.write('contract/openapi.yaml', large);
    only.write('generated/settings.ts', '// by hand\n');
    const { stdout, stderr } = await command(only, 'check');
    only.remove();
    expect(stderr).toMatch(/^generated is out of sync: \d+ files \(1 edited by hand; /m);
    expect(stderr).toMatch(/^generated is out of sync: .*\n {2}generated\/settings\.ts: edited by hand\n/m);
    expect(stdout).toMatch(/^--- a\/generated\/settings\.ts\n/);
  });
});
