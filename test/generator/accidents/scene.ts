import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { check } from '../../../generator/cli/check.js';
import { generate, type GenerateOptions } from '../../../generator/cli/generate.js';
import { planRun } from '../../../generator/plan/run.js';
import type { FileSystem } from '../../../generator/write/file-system.js';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';
import { isNamed, normalised, runText, summary, type Run } from './transcript.js';

/** The first words of every text that stands for somebody's work. */
const mark = 'precious: ';
const byHand = 'written by hand';

/** One project in which something goes wrong. */
export interface Scene {
  readonly project: TemporaryProject;
  /** Writes a text of somebody's own into a file, at its end or in its place. It must survive, wherever. */
  readonly byHand: (path: string, how?: 'append' | 'replace') => void;
  /** Runs a command in this process; what it prints and its exit code go on record. */
  readonly run: (line: string, options?: Partial<GenerateOptions>, fileSystem?: FileSystem) => Promise<number>;
  /** The same off the record: for what leads to the accident. */
  readonly quietly: (options?: Partial<GenerateOptions>, fileSystem?: FileSystem) => Promise<number>;
  /** Puts something on record that happened between commands. */
  readonly note: (text: string) => void;
}

/** What is on record of a scene. */
export interface Recording {
  /** The whole, as it is kept in `golden/`. */
  readonly text: string;
  /** The first command, its exit code, and the line of its output that says most. */
  readonly command: string;
  readonly code: number;
  readonly said: string;
  /** Where each text of somebody's own is in the end; undefined for a lost one. */
  readonly survivors: ReadonlyMap<string, string | undefined>;
}

/** A project in sync with its contract, to be copied for each scene. */
export async function template(contract: string): Promise<TemporaryProject> {
  const project = temporaryProject('accidents');
  mkdirSync(project.path('project/contract'), { recursive: true });
  project.write('project/contract/openapi.yaml', contract);
  const io = { out: () => undefined, err: () => undefined, folder: project.path('project'), colour: false };
  const code = await generate(optionsIn(project.path('project')), io);
  if (code !== 0) throw new Error(`the template cannot be generated: exit ${code}`);
  return project;
}

function optionsIn(folder: string): GenerateOptions {
  const path = (name: string): string => join(folder, name);
  return {
    contract: path('contract'),
    out: path('generated'),
    overrides: path('overrides'),
    dryRun: false,
    force: false,
    json: false,
    waitMs: 0,
  };
}

/** Lets a scene happen in a copy of the template, and records it. */
export async function record(from: TemporaryProject, act: (scene: Scene) => void | Promise<void>): Promise<Recording> {
  const project = temporaryProject('scene');
  try {
    cpSync(from.path('project'), project.folder, { recursive: true, verbatimSymlinks: true });
    const runs: Run[] = [];
    const parts: string[] = [];
    const texts: string[] = [];
    await act({
      project,
      byHand(path, how = 'replace') {
        const text = `// ${mark}${path}\n`;
        texts.push(text);
        const before = how === 'append' && existsSync(project.path(path)) ? project.read(path) : '';
        project.write(path, before + text);
      },
      note: (text) => void parts.push(`(${text})\n`),
      quietly: async (options = {}, fileSystem) => (await runIn(project, 'generate', options, fileSystem)).code,
      async run(line, options = {}, fileSystem) {
        const run = await runIn(project, line, options, fileSystem);
        runs.push(run);
        parts.push(runText(project, run));
        return run.code;
      },
    });
    const telling = runs.find(({ line }) => line.startsWith('generate')) ?? runs[0];
    if (!telling) throw new Error('nothing was run');
    return {
      text: `${parts.join('\n')}\n${await treeText(project, from)}`,
      command: telling.line,
      code: telling.code,
      said: summary(project, telling),
      survivors: new Map(texts.map((text) => [text.trim(), whereabouts(project, text)])),
    };
  } finally {
    project.remove();
  }
}

async function runIn(
  project: TemporaryProject,
  line: string,
  options: Partial<GenerateOptions>,
  fileSystem?: FileSystem,
): Promise<Run> {
  const said = { stdout: '', stderr: '' };
  const io = {
    out: (text: string) => void (said.stdout += text),
    err: (text: string) => void (said.stderr += text),
    folder: project.folder,
    colour: false,
  };
  const all = { ...optionsIn(project.folder), ...options };
  const code = line.startsWith('check') ? await check({ ...all, json: true }, io) : await generate(all, io, fileSystem);
  return { line, code, ...said };
}

/** Where a text is: below the project, with `/`. */
function whereabouts(project: TemporaryProject, text: string): string | undefined {
  const found = [...project.files('.')]
    .filter(([, content]) => content.replaceAll('\r\n', '\n').includes(text))
    .map(([path]) => path);
  return found[0] === undefined ? undefined : normalised(project, found[0]);
}

/** Everything outside of contract and overrides that is not as planned for the contract as it is in the end. */
async function treeText(project: TemporaryProject, from: TemporaryProject): Promise<string> {
  const plan = await plannedFiles(project);
  // Of a contract that is wrong there is no plan: then what was there counts.
  const planned = plan.size > 0 ? plan : from.files('project/generated');
  const found = entries(project.folder).filter((path) => !/^(contract|overrides)\//.test(path));
  const lines: string[] = [];
  const others = new Set<string>();
  for (const path of found) {
    const content = planned.get(path.replace(/^generated\//, ''));
    const text = readText(project.path(path));
    const what = text === undefined ? linkText(project.path(path)) : describe(text, content, from, path);
    if (what === undefined) continue;
    if (what === byHand || isNamed(path) || (!isMoved(path) && !existsSync(from.path('project', path))))
      lines.push(`  ${normalised(project, path)}: ${what}\n`);
    else others.add(what);
  }
  const missing = [...planned.keys()].filter((name) => !existsSync(project.path('generated', name)));
  for (const name of missing.filter((one) => isNamed(`generated/${one}`)))
    lines.push(`  generated/${name}: not there\n`);
  const rest = [...others].sort().map((what) => `  other emitted files: ${what}\n`);
  return `tree:\n${[...new Set(lines)].sort().join('')}${rest.join('')}  everything else is as ${plan.size > 0 ? 'planned' : 'it was'}\n`;
}

/** Emitted files that the accident moved there. */
const isMoved = (path: string): boolean => /\.authwright\/discarded\/|^elsewhere\//.test(path);

/** What a run would emit; of a contract that is wrong nothing. */
async function plannedFiles(project: TemporaryProject): Promise<ReadonlyMap<string, string>> {
  const { result } = await planRun(optionsIn(project.folder));
  return new Map([...(result?.plan.files ?? [])].map(([path, { content }]) => [path, content]));
}

function describe(text: string, planned: string | undefined, from: TemporaryProject, path: string): string | undefined {
  if (planned !== undefined && text === planned) return undefined;
  if (planned !== undefined && text.replaceAll('\r\n', '\n') === planned) return 'as planned, with CRLF';
  if (text.includes(mark)) return byHand;
  const before = from.path('project', path);
  return existsSync(before) && readFileSync(before, 'utf8') === text ? 'of the earlier contract' : 'other';
}

function linkText(path: string): string {
  return `link to ${readlinkSync(path).split(sep).pop() ?? ''}`;
}

function readText(path: string): string | undefined {
  try {
    readlinkSync(path);
    return undefined;
  } catch {
    return readFileSync(path, 'utf8');
  }
}

function entries(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
