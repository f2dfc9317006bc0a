import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../generator/cli/command.js';
import { startDev } from '../support/dev-server.js';
import { repository, run, type Finished, type TemporaryProject } from '../support/project.js';
import { copyOf, flagship, projects } from './projects.js';

describe.each(projects)('$name from the command line', (project) => {
  let copy: TemporaryProject;
  let generated: Finished;
  beforeAll(async () => {
    copy = copyOf(project);
    generated = await command(copy, 'generate');
  });
  afterAll(() => copy.remove());

  test('is generated without a warning', () => {
    expect([generated.code, generated.stderr]).toEqual([0, '']);
  });

  test('is the same when it is generated again from nothing', async () => {
    const first = copy.files('generated');
    rmSync(copy.path('generated'), { recursive: true });
    await command(copy, 'generate');
    expect(copy.files('generated')).toEqual(first);
  });

  test('is in sync, until somebody edits what is emitted', async () => {
    expect(await command(copy, 'check')).toMatchObject({ code: 0, stderr: '' });
    const file = 'generated/http/handler.ts';
    copy.write(file, `${copy.read(file)}// edited\n`);
    const { code, stdout } = await command(copy, 'check');
    expect([code, stdout]).toEqual([1, expect.stringContaining('http/handler.ts')]);
  });

  // The repository's own type check compiles the flagship, and a suite of its own serves it.
  if (project === flagship) return;

  test('is served below its base path, lets nobody in without credentials, and stops cleanly', async () => {
    const server = await startDev(copy.folder);
    expect(new URL(server.url).pathname).toBe(project.basePath);
    const statusOf = async (path: string, headers = {}): Promise<number> =>
      (await fetch(`${server.url}${path}`, { headers })).status;
    expect(await statusOf(project.open)).toBe(200);
    expect(await statusOf(project.secured)).toBe(401);
    expect(await statusOf(project.secured, project.forged)).toBe(401);
    expect(await statusOf('/nowhere')).toBe(404);
    expect(await server.stop('SIGINT')).toBe(0);
  });

  test('compiles as the project itself wants it', async () => {
    const tsc = join(repository, 'node_modules/.bin/tsc');
    expect((await run(tsc, ['-p', copy.folder], copy.folder)).stdout).toBe('');
  });
});
