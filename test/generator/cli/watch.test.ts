import { mkdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { generateWatching } from '../../../generator/cli/generate-watching.js';
import type { Watch } from '../../../generator/cli/watch.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { listNotesService, notes } from './contracts.js';

let project: TemporaryProject;
let watch: Watch;
let said: string;
beforeEach(async () => {
  // A folder above that is called like one that is ignored inside of a project must not matter.
  project = temporaryProject('watch');
  project.write('dist/contract/openapi.yaml', notes);
  said = '';
  watch = await generateWatching(
    {
      contract: project.path('dist/contract'),
      out: project.path('dist/generated'),
      overrides: project.path('dist/overrides'),
      dryRun: false,
      force: false,
      json: false,
    },
    { out: (text) => void (said += text), err: (text) => void (said += text), folder: project.folder, colour: false },
  );
});
afterEach(async () => {
  await watch.close();
  project.remove();
});

const readme = (): string => project.read('dist/generated/operations/list-notes/README.md');
const soon = { timeout: 20_000, interval: 20 };

test('generates at once, after a change, and goes on after a contract that is broken in between', async () => {
  expect(readme()).toContain('All notes');
  project.write('dist/contract/openapi.yaml', notes.replace('operationId: listNotes', 'operationId: ['));
  await vi.waitFor(() => expect(said).toContain('error AW102'), soon);
  expect(readme()).toContain('All notes');
  project.write('dist/contract/openapi.yaml', notes.replace('All notes', 'Every note'));
  await vi.waitFor(() => expect(readme()).toContain('Every note'), soon);
});

test('of two saves in a row the second one counts, whenever it comes', async () => {
  project.write('dist/contract/openapi.yaml', notes.replace('All notes', 'First'));
  await vi.waitFor(() => expect(readme()).toContain('First'), soon);
  project.write('dist/contract/openapi.yaml', notes.replace('All notes', 'Second'));
  project.write('dist/contract/openapi.yaml', notes.replace('All notes', 'Third'));
  await vi.waitFor(() => expect(readme()).toContain('Third'), soon);
});

test('sees the contract folder again after it was deleted and made anew', async () => {
  rmSync(project.path('dist/contract'), { recursive: true });
  await vi.waitFor(() => expect(said).toContain('error AW101'), soon);
  mkdirSync(project.path('dist/contract'));
  project.write('dist/contract/openapi.yaml', notes.replace('All notes', 'Anew'));
  await vi.waitFor(() => expect(readme()).toContain('Anew'), soon);
});

test('sees the overrides folder although there was none', async () => {
  project.write('dist/overrides/operations/list-notes/service.ts', listNotesService);
  const handler = (): string => project.read('dist/generated/operations/list-notes/handler.ts');
  await vi.waitFor(() => expect(handler()).toContain('overrides/operations/list-notes/service.js'), soon);
});
