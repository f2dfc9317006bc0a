import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TemporaryProject } from '../../support/project.js';
import { command } from './command.js';
import { notes, projectWith } from './contracts.js';

/** A workflow command as the runner of GitHub Actions reads it. */
interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const unescapeData = (text: string): string =>
  text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
const unescapeProperty = (text: string): string => unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

/**
 * Reads a stream as the runner does: blanks before `::` do not count, the older form `##[` counts wherever it stands,
 * and after `stop-commands` nothing counts until its token comes back.
 */
function commandsOf(stream: string): WorkflowCommand[] {
  const found: WorkflowCommand[] = [];
  let token: string | undefined;
  for (const line of stream.split(/\r?\n/)) {
    const [, name = '', properties = '', data = ''] = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    if (token !== undefined) {
      if (name === token) token = undefined;
    } else if (name === 'stop-commands') token = data;
    else if (name !== '') {
      const entries = properties.split(',').map((one) => /^([^=]*)=?(.*)$/.exec(one) ?? []);
      const read = entries.map(([, key = '', value = '']) => [key, unescapeProperty(value)]);
      found.push({ name, properties: Object.fromEntries(read) as Record<string, string>, data: unescapeData(data) });
    } else if (/##\[[^\]]+\]/.test(line)) found.push({ name: 'old form', properties: {}, data: line });
  }
  if (token !== undefined) throw new Error('commands stay stopped');
  return found;
}

describe('In GitHub Actions', () => {
  let project: TemporaryProject;
  beforeAll(async () => {
    project = projectWith(notes);
    await command(project, 'generate');
  });
  afterAll(() => project.remove());

  test('a fault is an annotation at its line, with signs that mean something to GitHub escaped', async () => {
    project.write('contract/openapi.yaml', notes.replace('summary: All notes', '"100%, all: notes": 1'));
    const { code, stdout, stderr } = await command(project, 'check', '--in-actions');
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^::error file=contract\/openapi\.yaml,line=9,col=7,title=AW202 [^:,]+::"100%25, all: notes" is no field/,
    );
    expect(commandsOf(stdout)).toEqual([
      {
        name: 'error',
        properties: {
          file: 'contract/openapi.yaml',
          line: '9',
          col: '7',
          title: 'AW202 The OpenAPI document is not valid',
        },
        data: expect.stringMatching(/^"100%, all: notes" is no field of OpenAPI here\nCause: .+\nFix: .+$/) as string,
      },
    ]);
    expect(commandsOf(stderr)).toEqual([]);
  });

  test('a file may be called as it likes', async () => {
    const name = 'a,line=1::%0A.yaml';
    project.write('contract/openapi.yaml', `${notes}    Memo: { $ref: './${encodeURIComponent(name)}#/Memo' }\n`);
    project.write(`contract/${name}`, 'Memo: { type: strin }\n');
    const { stdout } = await command(project, 'check', '--in-actions');
    expect(commandsOf(stdout).map(({ properties }) => [properties['file'], properties['line']])).toEqual([
      [`contract/${name}`, '1'],
    ]);
    project.write('contract/openapi.yaml', notes);
    rmSync(project.path('contract', name));
  });

  test('an output folder that is out of sync is one, and each file that was edited', async () => {
    project.write('contract/openapi.yaml', notes);
    project.write('generated/schemas/note.ts', '// by hand\n');
    const { code, stdout } = await command(project, 'check', '--in-actions');
    expect(code).toBe(1);
    expect(commandsOf(stdout).map(({ properties }) => [properties['title'], properties['file']])).toEqual([
      ['Emitted code is out of sync', undefined],
      ['Emitted file was edited by hand', 'generated/schemas/note.ts'],
    ]);
    await command(project, 'generate', '--force');
  });

  test('JSON stays JSON, and annotations go to stderr', async () => {
    project.write('contract/openapi.yaml', notes.replace('summary: All notes', 'sumary: "##[error]x"'));
    const { stdout, stderr } = await command(project, 'check', '--in-actions', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
    expect([commandsOf(stdout), commandsOf(stderr).map(({ name }) => name)]).toEqual([[], ['error']]);
    project.write('contract/openapi.yaml', notes);
  });

  test('no more than ten of a kind are shown, and all are printed', async () => {
    const many = Array.from({ length: 14 }, (_, index) => `      sumary${index}: x\n`).join('');
    project.write('contract/openapi.yaml', notes.replace('      summary: All notes\n', many));
    const { stdout, stderr } = await command(project, 'check', '--in-actions');
    expect(commandsOf(stdout)).toHaveLength(10);
    expect(stderr.match(/error AW202/g)).toHaveLength(14);
    project.write('contract/openapi.yaml', notes);
  });

  describe('the text of a contract is never taken for a command:', () => {
    const hostile = '::error::forged\\n::set-output name=a::b\\n  ::add-mask::e\\n##[error]forged';

    test.each<[string, string]>([
      ['in a message', notes.replace('summary: All notes', `"${hostile}": 1`)],
      [
        'in an excerpt',
        notes.replace('summary: All notes', 'summary: |\n          ::error::forged\n      sumary: "##[error]x"'),
      ],
      ['in what is emitted', notes.replace('summary: All notes', `description: "${hostile}"`)],
      ['in an operationId', notes.replace('listNotes', `"list##[error]Notes"`)],
    ])('%s', async (_where, contract) => {
      project.write('contract/openapi.yaml', contract);
      const text = await command(project, 'check', '--in-actions', '--full');
      const json = await command(project, 'check', '--in-actions', '--json');
      const dry = await command(project, 'generate', '--in-actions', '--dry-run');
      project.write('contract/openapi.yaml', notes);
      for (const { stdout, stderr } of [text, json, dry]) {
        for (const { name, properties } of [...commandsOf(stdout), ...commandsOf(stderr)]) {
          expect(name).toMatch(/^(error|warning)$/);
          expect(properties['title']).toMatch(/^(AW\d{3} |Emitted )/);
        }
      }
      if (text.code === 1 && contract.includes('::error')) expect(text.stdout).toContain('::error::forged');
    });
  });
});
