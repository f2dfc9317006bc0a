import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as PlanRun from '../../../generator/plan/run.js';
import type { TemporaryProject } from '../../support/project.js';
import { goldenName } from './accident.js';
import { chapters } from './chapters.js';
import { contract } from './contracts.js';
import { record, template, type Recording } from './scene.js';

/** Most accidents happen with the same few contracts, and the plan of each is the same: it is made once. */
vi.mock('../../../generator/plan/run.js', async (importOriginal) => {
  const original = await importOriginal<typeof PlanRun>();
  const known = new Map<string, PlanRun.Run>();
  return {
    ...original,
    async planRun(options: PlanRun.RunOptions): Promise<PlanRun.Run> {
      const file = original.contractFile(options.contract);
      if (!existsSync(file) || existsSync(options.overrides)) return original.planRun(options);
      const key = `${relative(options.out, options.overrides)}\n${readFileSync(file, 'utf8')}`;
      const run = known.get(key) ?? (await original.planRun(options));
      if (run.result) known.set(key, run);
      return run;
    },
  };
});

const here = import.meta.dirname;
const accidents = chapters.flatMap((chapter) => chapter.accidents);
const recordings = new Map<string, Recording>();
let from: TemporaryProject;
beforeAll(async () => {
  from = await template(contract);
});
afterAll(() => from.remove());

test.each(accidents.map((accident) => [accident.what, accident] as const))('%s', async (_what, accident) => {
  const recording = await record(from, accident.act);
  recordings.set(accident.what, recording);
  const lost = [...recording.survivors].filter(([, place]) => place === undefined).map(([text]) => text);
  expect(lost, "texts of somebody's own that are nowhere any more").toEqual([]);
  await expect(recording.text).toMatchFileSnapshot(join(here, 'golden', goldenName(accident)));
});

test('there are at least forty, each with a golden file of its own, and no golden file without an accident', () => {
  const names = accidents.map(goldenName);
  expect(accidents.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
  expect(readdirSync(join(here, 'golden')).sort()).toEqual(names.sort());
});

test('the table in README.md says what happens', async ({ skip }) => {
  if (recordings.size < accidents.length) skip('only when every accident was run');
  await expect(tableText()).toMatchFileSnapshot(join(here, 'README.md'));
});

function tableText(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
  const rows = chapters.map(({ title, accidents: of }) => {
    const lines = of.map((accident) => {
      const { command, code, said, survivors } = recordings.get(accident.what) as Recording;
      const places = [...new Set(survivors.values())].map((place) => `\`${place ?? 'nowhere'}\``);
      const kept = places.length === 0 ? 'nothing by hand at stake' : places.join(', ');
      return `| [${accident.what}](golden/${goldenName(accident)}) | \`${command}\` | ${code} | ${cell(said)} | ${kept} |\n`;
    });
    return `## ${title}\n\n| accident | command | exit | said | hand-written text is in |\n| --- | --- | --- | --- | --- |\n${lines.join('')}`;
  });
  return `# Accidents

What can go wrong with an output folder, what the command line says, and where work done by hand is afterwards. Each row is a test; the whole of what was printed and the tree are in the linked file. This page is written by the suite, and a row that is not true any more fails it:

\`\`\`
npx vitest run test/generator/accidents      # compare
npx vitest run test/generator/accidents -u   # take what happens now as right, after reading the diff
\`\`\`

${rows.join('\n')}`;
}
