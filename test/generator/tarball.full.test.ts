import { readdirSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository, run } from '../support/project.js';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
let folder: string;

/** What a user gets: the packed package, installed into an empty project. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'authwright-tarball-'));
  const packed = await run(npm, ['pack', '--pack-destination', folder], repository);
  expect(packed.code, packed.stderr).toBe(0);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), '{"name":"consumer","version":"1.0.0","type":"module"}');
  const installed = await run(
    npm,
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball ?? ''}`],
    folder,
  );
  expect(installed.code, installed.stderr).toBe(0);
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contract = `openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      operationId: listNotes
      responses:
        '200':
          description: All notes.
          content: { application/json: { schema: { type: array, items: { type: string } }, example: [one] } }
`;

test('the installed package generates, checks and serves', async () => {
  writeFileSync(join(folder, 'openapi.yaml'), contract);
  const bin = join(folder, 'node_modules/.bin/authwright');
  const generated = await run(bin, ['generate', '--contract', 'openapi.yaml'], folder);
  expect(generated.code, generated.stderr).toBe(0);
  const checked = await run(bin, ['check', '--contract', 'openapi.yaml'], folder);
  expect(checked.code, checked.stderr).toBe(0);
  const help = await run(bin, ['--help'], folder);
  for (const command of ['generate', 'check', 'dev']) expect(help.stdout).toContain(command);
}, 60_000);

test('the package holds no tests, no sources of the generator and no state', () => {
  const inside = new Set(readdirSync(join(folder, 'node_modules/authwright')));
  expect([...inside].sort()).toEqual(
    [
      'LICENSE',
      'README.md',
      'bin',
      'contract',
      'dist',
      'generated',
      'oclif.manifest.json',
      'overrides',
      'package.json',
      'templates',
    ].sort(),
  );
});
