import { readFileSync } from 'node:fs';
import type { Sources } from '../contract/read/sources.js';
import {
  annotationCommand,
  annotationOf,
  fenced,
  jsonWithoutCommands,
  withoutCommands,
} from '../diagnostics/actions.js';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceLookUp } from '../diagnostics/position.js';
import { diagnosticRecords, diagnosticText, oneLine, type ReportOptions } from '../diagnostics/report.js';
import { withoutMark } from '../overrides/files.js';

/** What a command writes to. Results go to `out`, diagnostics and progress to `err`. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The folder that paths are shown relative to. */
  readonly folder: string;
  readonly colour: boolean;
  /** What is of interest only while it lasts; there is nobody to tell unless a terminal listens. */
  readonly progress?: (text: string) => void;
  /** In GitHub Actions: the repository's folder, and where its commands are written, past all precautions. */
  readonly actions?: { readonly workspace: string; readonly write: (stream: 'out' | 'err', command: string) => void };
}

/** Exit codes, the same for every command. */
export const exitCodes = { done: 0, failed: 1, invalid: 2 } as const;

/** The process's own streams. Colour only on a terminal, and never against `NO_COLOR` or in CI. */
export function processIo(): Io {
  const { NO_COLOR, CI, GITHUB_ACTIONS, GITHUB_WORKSPACE } = process.env;
  const terminal = process.stderr.isTTY === true && !CI;
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    folder: process.cwd(),
    colour: terminal && !NO_COLOR,
    ...(terminal ? { progress: (text: string) => void process.stderr.write(text) } : {}),
  };
  return GITHUB_ACTIONS === 'true' ? actionsIo(io, GITHUB_WORKSPACE ?? io.folder) : io;
}

/** The same streams in GitHub Actions: nothing written to them is taken for a command, but what is meant as one. */
export function actionsIo(io: Io, workspace: string): Io {
  const write = (stream: 'out' | 'err', command: string): void => io[stream](command);
  return {
    ...io,
    out: (text) => io.out(fenced(text)),
    err: (text) => io.err(withoutCommands(text)),
    actions: { workspace, write },
  };
}

/** Prints the one JSON value that a command with `--json` has on stdout. */
export function printJson(io: Io, value: object): void {
  const text = JSON.stringify(value, undefined, 2);
  io.out(`${io.actions ? jsonWithoutCommands(text) : text}\n`);
}

/** GitHub shows no more of them for a step. */
const mostAnnotations = 10;

/**
 * In GitHub Actions, shows diagnostics beside the lines they are about; slots that nothing fills are no news there.
 * @param stream stdout, unless it holds JSON
 */
export function annotate(
  io: Io,
  sources: SourceTexts,
  diagnostics: readonly Diagnostic[],
  stream: 'out' | 'err',
): void {
  if (!io.actions) return;
  const shown = diagnostics.filter((one) => !slotCodes.has(one.code));
  const options = { ...reportOptions(io, sources), folder: io.actions.workspace };
  const records = diagnosticRecords(shown, options);
  for (const level of ['error', 'warning'] as const) {
    const some = records.filter(({ severity }) => severity === level).slice(0, mostAnnotations);
    for (const record of some) io.actions.write(stream, annotationCommand(annotationOf(record)));
  }
}

/** Where the lines of diagnostics come from: the contract's files, and texts that are on no disk. */
export type SourceTexts = Pick<Sources, 'documents'> & { readonly texts?: ReadonlyMap<string, string> };

/** How diagnostics of a run are shown. */
export function reportOptions(io: Io, sources: SourceTexts): ReportOptions {
  return { folder: io.folder, colour: io.colour, lookUp: sourceLookUp(sources) };
}

function sourceLookUp({ documents, texts }: SourceTexts): SourceLookUp {
  return (file) => {
    const text = texts?.get(file);
    return text === undefined ? (documents.get(file) ?? readOther(file)) : { text };
  };
}

function readOther(file: string): { text: string } | undefined {
  try {
    return { text: withoutMark(readFileSync(file, 'utf8')) };
  } catch {
    return undefined;
  }
}

/**
 * Prints diagnostics to `err`, each in full; of unfilled slots only their number, or with `list` a line each. Beside
 * errors they are left out: nobody writes a service for a contract that is wrong. Of hundreds, the first are printed,
 * unless `all` is asked for.
 */
export function printDiagnostics(
  io: Io,
  sources: SourceTexts,
  diagnostics: readonly Diagnostic[],
  slots: 'count' | 'list' | 'all' = 'count',
): void {
  const unfilled = diagnostics.filter((one) => slotCodes.has(one.code));
  const others = diagnostics.filter((one) => !slotCodes.has(one.code));
  annotate(io, sources, others, 'out');
  const most = slots === 'all' ? Infinity : mostPrinted;
  if (others.length > 0) io.err(diagnosticText(others, reportOptions(io, sources), most));
  if (unfilled.length === 0 || hasErrors(diagnostics)) return;
  const lines = unfilled.map((one) => `  ${one.code} ${oneLine(one.message)}`).sort();
  const shown = lines.slice(0, most);
  const more = lines.length > shown.length ? [`  and ${lines.length - shown.length} more; --full lists them`] : [];
  if (slots !== 'count') io.err(`${counted(unfilled.length, 'slot')} not filled:\n${[...shown, ...more].join('\n')}\n`);
  else io.err(`${counted(unfilled.length, 'slot')} not filled; "authwright check" lists them\n`);
}

/** What a reader can take in of one kind. */
const mostPrinted = 50;

const slotCodes: ReadonlySet<string> = new Set(['AW503', 'AW505', 'AW506']);

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
