import { readFileSync } from 'node:fs';
import type { Sources } from '../contract/sources.js';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourceLookUp } from '../diagnostics/position.js';
import { diagnosticText, oneLine, type ReportOptions } from '../diagnostics/report.js';

/** What a command writes to. Results go to `out`, diagnostics and progress to `err`. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The folder that paths are shown relative to. */
  readonly folder: string;
  readonly colour: boolean;
  /** What is of interest only while it lasts; there is nobody to tell unless a terminal listens. */
  readonly progress?: (text: string) => void;
}

/** Exit codes, the same for every command. */
export const exitCodes = { done: 0, failed: 1, invalid: 2 } as const;

/** The process's own streams. Colour only on a terminal, and never against `NO_COLOR` or in CI. */
export function processIo(): Io {
  const { NO_COLOR, CI } = process.env;
  const terminal = process.stderr.isTTY === true && !CI;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    folder: process.cwd(),
    colour: terminal && !NO_COLOR,
    ...(terminal ? { progress: (text: string) => void process.stderr.write(text) } : {}),
  };
}

/** How diagnostics of a run are shown. */
export function reportOptions(io: Io, sources: Sources): ReportOptions {
  return { folder: io.folder, colour: io.colour, lookUp: sourceLookUp(sources) };
}

function sourceLookUp(sources: Sources): SourceLookUp {
  return (file) => sources.documents.get(file) ?? readOther(file);
}

function readOther(file: string): { text: string } | undefined {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch {
    return undefined;
  }
}

/**
 * Prints diagnostics to `err`, each in full; of unfilled slots only their number, or with `list` a line each. Beside
 * errors they are left out: nobody writes a service for a contract that is wrong.
 */
export function printDiagnostics(
  io: Io,
  sources: Sources,
  diagnostics: readonly Diagnostic[],
  slots: 'count' | 'list' = 'count',
): void {
  const unfilled = diagnostics.filter((one) => slotCodes.has(one.code));
  const others = diagnostics.filter((one) => !slotCodes.has(one.code));
  if (others.length > 0) io.err(diagnosticText(others, reportOptions(io, sources)));
  if (unfilled.length === 0 || hasErrors(diagnostics)) return;
  const lines = unfilled.map((one) => `  ${one.code} ${oneLine(one.message)}`).sort();
  if (slots === 'list') io.err(`${counted(unfilled.length, 'slot')} not filled:\n${lines.join('\n')}\n`);
  else io.err(`${counted(unfilled.length, 'slot')} not filled; "authwright check" lists them\n`);
}

const slotCodes: ReadonlySet<string> = new Set(['AW503', 'AW505', 'AW506']);

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
