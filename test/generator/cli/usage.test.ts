import { afterAll, beforeAll, expect, test } from 'vitest';
import { authwright, type TemporaryProject } from '../../support/project.js';
import { notes, projectWith } from './contracts.js';

let project: TemporaryProject;
beforeAll(() => {
  project = projectWith(notes);
});
afterAll(() => project.remove());

test.each([
  ['an unknown flag', ['generate', '--frobnicate'], 'Nonexistent flag: --frobnicate'],
  ['an unknown command', ['frobnicate'], 'command frobnicate not found'],
  ['a flag without its value', ['check', '--contract'], 'Flag --contract expects a value'],
])('%s is exit 1, says so on stderr without a stack, and writes nothing', async (_what, args, message) => {
  const { code, stdout, stderr } = await authwright(project.folder, ...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  expect([...project.files('.').keys()]).toEqual(['contract/openapi.yaml']);
});

test('a contract that does not exist is exit 2 and names the file', async () => {
  const { code, stdout, stderr } = await authwright(project.folder, 'generate', '--contract', 'api/nope.yaml');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^api\/nope\.yaml(:1:1)? error AW101 File cannot be read: .*\(ENOENT\)\n {2}cause .+\n {2}fix {3}.+\n$/,
  );
});

test('a folder as contract means the openapi.yaml in it, and is exit 2 where there is none', async () => {
  const found = await authwright(project.folder, 'generate', '--contract', 'contract', '--dry-run');
  expect(found.code).toBe(0);
  const { code, stderr } = await authwright(project.folder, 'generate', '--contract', '.');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^openapi\.yaml(:1:1)? error AW101 File cannot be read: /);
});

test.each(['generate', 'check'])('%s --help has examples and its exit codes', async (name) => {
  const { code, stdout } = await authwright(project.folder, name, '--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`\nEXAMPLES\n  \\$ authwright ${name}\n`));
  expect(stdout).toMatch(/Exit code 0 /);
});
