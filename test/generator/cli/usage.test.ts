import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BaseCommand } from '../../../generator/cli/base-command.js';
import { authwright, repository, type Finished, type TemporaryProject } from '../../support/project.js';
import { notes, projectWith } from './contracts.js';

// Each test starts the command line as a process of its own, some of them several.
vi.setConfig({ testTimeout: 120_000 });

let project: TemporaryProject;
beforeAll(() => {
  project = projectWith(notes);
});
afterAll(() => project.remove());

test.each([
  ['an unknown flag', ['generate', '--frobnicate'], 'Nonexistent flag: --frobnicate'],
  ['an unknown command', ['frobnicate'], 'command frobnicate not found'],
  ['a misspelt command', ['generat'], 'Did you mean "generate"?'],
  ['a misspelt flag', ['check', '--jsno', '--typs'], 'Did you mean --json, --types?'],
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

test.each(['generate', 'check', 'explain', 'dev'])('%s --help has examples and its exit codes', async (name) => {
  const { code, stdout } = await authwright(project.folder, name, '--help');
  expect(code).toBe(0);
  expect(stdout).toMatch(new RegExp(`\nEXAMPLES\n  \\$ authwright ${name}\n`));
  expect(stdout).toMatch(/Exit code 0 /);
});

test.each(['generate', 'check', 'explain'])('%s --help has the form of its JSON', async (name) => {
  const { stdout } = await authwright(project.folder, name, '--help');
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/--json prints \{ \w/);
});

test('an unexpected error is one line without a stack, JSON where it was asked for, and a stack with --debug', async () => {
  class Unlucky extends BaseCommand {
    run(): Promise<void> {
      return Promise.reject(new Error('out of\nluck'));
    }
  }
  const run = async (...flags: string[]): Promise<Omit<Finished, 'code'> & { readonly error: unknown }> => {
    const err = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const out = vi.spyOn(process.stdout, 'write');
    out.mockImplementation((...args: readonly unknown[]) => {
      const done = args.at(-1);
      if (typeof done === 'function') (done as () => void)();
      return true;
    });
    const error: unknown = await Unlucky.run(flags, repository).catch((thrown: unknown) => thrown);
    const text = (calls: readonly (readonly unknown[])[]): string => calls.map(([one]) => String(one)).join('');
    const printed = { stdout: text(out.mock.calls), stderr: text(err.mock.calls), error };
    vi.restoreAllMocks();
    return printed;
  };
  const plain = await run();
  expect(plain).toMatchObject({
    stdout: '',
    stderr: 'authwright: out of luck\nRun again with --debug for the stack.',
    error: { oclif: { exit: 1 } },
  });
  expect(JSON.parse((await run('--json')).stdout)).toEqual({ ok: false, message: 'out of\nluck' });
  expect((await run('--debug')).stderr).toMatch(/^Error: out of\nluck\n\s+at .*:\d+:\d+/);
});

test('colour is for terminals that want it', async () => {
  const { stderr } = await authwright(project.folder, 'check', '--contract', 'nowhere.yaml');
  expect(stderr).toContain('error AW101');
  expect(stderr).not.toContain('\u001B[');
});
