import { hostname } from 'node:os';
import type { TemporaryProject } from '../../support/project.js';
import { contractPath, handler, note, orphan, readme } from './contracts.js';

/** A command that was run, and what it printed. */
export interface Run {
  readonly line: string;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The emitted files that transcripts name. What else is emitted, and how many files, is the templates' affair. */
const named: ReadonlySet<string> = new Set([handler, readme, orphan, note, 'generated/manifest.json', contractPath]);

/** Whether transcripts name a path; all that no template emits are. */
export function isNamed(path: string): boolean {
  const moved = /(?:\.authwright\/discarded\/[^/]+|^elsewhere)\/(.*)/.exec(path)?.[1];
  if (moved !== undefined)
    return isNamed(`generated/${moved}`) || named.has(`generated/operations/list-notes/${moved}`);
  return named.has(path) || /mine\.ts|guide\.md|\.authwright|^(?!generated\/)/.test(path);
}

/** A run as it is kept: without what changes from day to day, and without what other suites test. */
export function runText(project: TemporaryProject, run: Run): string {
  if (run.line.startsWith('check')) return `$ authwright check\nexit ${run.code}\n${checkText(run.stdout)}`;
  const json = run.line.includes('--json');
  const stream = (name: string, text: string): string => {
    const kept = json ? withoutDiagnostics(text) : essential(normalised(project, text));
    return kept === '' ? '' : `${name}:\n${kept.replaceAll(/^(?=.)/gm, '  ')}`;
  };
  return `$ authwright ${run.line}\nexit ${run.code}\n${stream('stdout', run.stdout)}${stream('stderr', run.stderr)}`;
}

/** Diagnostics are of other suites. */
function withoutDiagnostics(json: string): string {
  if (json === '') return '';
  const { diagnostics: _, ...rest } = JSON.parse(json) as { readonly diagnostics: unknown };
  return `${JSON.stringify(rest, undefined, 2)}\n`;
}

/** How the result of `check --json` speaks of the named files. */
function checkText(stdout: string): string {
  const { unfinished, files = [] } = JSON.parse(stdout) as {
    readonly unfinished?: object | null;
    readonly files?: readonly { readonly path: string; readonly state: string }[];
  };
  const lines = files
    .filter(({ path }) => isNamed(`generated/${path}`))
    .map(({ path, state }) => `  generated/${path}: ${state}\n`);
  return `${unfinished ? '  an earlier run is unfinished\n' : ''}${lines.join('')}`;
}

/** The one line of a run's output that says most: the last that is not advice, a diff or a list. */
export function summary(project: TemporaryProject, { line, stdout, stderr }: Run): string {
  if (line.startsWith('check')) return (JSON.parse(stdout) as { readonly ok: boolean }).ok ? 'in sync' : 'out of sync';
  if (line.includes('--json')) return 'the same, as `failure`';
  const telling = (text: string): string | undefined =>
    essential(normalised(project, text))
      .split('\n')
      .filter((one) => one !== '' && !/^ |^[-+@]|^\.\.\.|^(Move|Name|If|Run) /.test(one))
      .at(-1);
  return telling(stderr) ?? telling(stdout) ?? '';
}

/** What differs from run to run is replaced by its name. */
export function normalised(project: TemporaryProject, text: string): string {
  return text
    .replaceAll(project.folder, '<project>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d[.-]\d+Z/g, '<time>')
    .replaceAll(/staging-[0-9a-f]+\/\d+/g, 'staging-<id>/<n>')
    .replace(/(?<=The families are )[^.]*/, '<names>')
    .replaceAll(`process ${process.ppid} on ${hostname()}`, 'process <pid> on <host>');
}

/** Without slots, without the bodies of diffs but what someone wrote, without files and numbers that templates decide. */
function essential(text: string): string {
  let inDiff = false;
  const lines = text.split('\n').flatMap((line): string[] => {
    const path = /(generated\/[^ :"]+)/.exec(line)?.[1];
    const named = path === undefined || isNamed(path);
    inDiff = line.startsWith('--- ') || (inDiff && line !== '');
    if (inDiff) return named && /^(---|\+\+\+) |precious/.test(line) ? [line] : [];
    if (/slots? not filled;|^ {2}(cause|fix|at|see) |^ {2} *\d* *\|/.test(line)) return [];
    if (!named && /^(create|update|remove|keep) | {2}generated\//.test(line)) return [];
    return [/ error AW\d+ /.test(line) ? line.replace(/^.*( error AW\d+) .*$/, '<place>$1') : numberless(line)];
  });
  const full = lines.filter((line) => line !== '');
  return full.length === 0 ? '' : `${full.filter((line, index) => line !== full[index - 1]).join('\n')}\n`;
}

/** Numbers that the templates decide. None is none, though. */
function numberless(line: string): string {
  return line
    .replaceAll(/\b[1-9]\d*(?= (would be |)(created|updated|unchanged|removed|written)\b)/g, '<n>')
    .replace(/^([3-9]|\d\d+)(?= (files|emitted files|discarded files) )/, '<n>');
}
