import { relative } from 'node:path';
import { styleText } from 'node:util';
import { catalogue, type DiagnosticCode, type Severity } from './catalogue.js';
import type { Diagnostic, Location, TypePair } from './diagnostic.js';
import { positionOf, type Position, type SourceLookUp } from './position.js';

/** How diagnostics are shown: where paths are relative to, and whether colour is wanted. */
export interface ReportOptions {
  readonly folder: string;
  readonly colour: boolean;
  readonly lookUp: SourceLookUp;
}

/** A diagnostic for machines: all of it, with its position resolved. */
export interface DiagnosticRecord {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  /** Of a compiler error: the types it holds against each other. */
  readonly expected?: string;
  readonly actual?: string;
  readonly cause: string;
  readonly fix: string;
  readonly related: readonly {
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/** The diagnostics as records: errors first, then by place. */
export function diagnosticRecords(diagnostics: readonly Diagnostic[], options: ReportOptions): DiagnosticRecord[] {
  return sorted(diagnostics, options).map(({ record }) => record);
}

interface Entry {
  readonly one: Diagnostic;
  readonly record: DiagnosticRecord;
}

function sorted(diagnostics: readonly Diagnostic[], options: ReportOptions): Entry[] {
  return diagnostics
    .map((one) => ({ one, record: recordOf(one, options) }))
    .sort((a, b) => byPlace(a.record, b.record));
}

function recordOf(one: Diagnostic, options: ReportOptions): DiagnosticRecord {
  return {
    code: one.code,
    severity: one.severity,
    title: catalogue[one.code].title,
    message: one.message,
    ...place(one.at, options),
    pointer: one.at.pointer,
    ...one.types,
    cause: catalogue[one.code].cause,
    fix: one.fix,
    related: one.related.map(({ message, at }) => ({ message, ...place(at, options) })),
  };
}

function byPlace(a: DiagnosticRecord, b: DiagnosticRecord): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1);
}

function place(at: Location, options: ReportOptions): { file: string; line: number; column: number } {
  const position = positionOf(at, options.lookUp);
  return { file: shortPath(at.file, options.folder), line: position?.line ?? 1, column: position?.column ?? 1 };
}

/** How many places of one cause are shown. */
const placesShown = 3;

/**
 * The diagnostics as text, each with the line it is about and a caret below it. A cause that repeats is one message with
 * its first places and their number, unless all are wanted.
 * @param most how many are shown; of the others only their number
 */
export function diagnosticText(
  diagnostics: readonly Diagnostic[],
  options: ReportOptions,
  most: number = Infinity,
): string {
  const all = most === Infinity;
  const entries = sorted(diagnostics, options);
  const groups = all ? entries.map((entry) => [entry]) : groupedByCause(entries);
  const blocks = groups.slice(0, most).map(([first, ...others]) => (first ? blockOfGroup(first, others, options) : ''));
  const more = groups.slice(most).flat().length;
  return [...blocks, ...(more > 0 ? [`and ${more} more; "authwright check --full" shows them all\n`] : [])].join('\n');
}

/** Warnings of one code have one cause, whatever they name; errors do if they say the same. */
function causeOf({ record: { code, severity, message } }: Entry): string {
  return severity === 'warning' ? code : `${code} ${message}`;
}

/** In the order of the first of each group. */
function groupedByCause(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const cause = causeOf(entry);
    groups.set(cause, [...(groups.get(cause) ?? []), entry]);
  }
  return [...groups.values()];
}

function blockOfGroup({ one }: Entry, others: readonly Entry[], options: ReportOptions): string {
  const shown = others.slice(0, placesShown - 1).map(({ record: { file, line, column, message } }) => {
    return `  also  ${oneLine(file)}:${line}:${column} ${oneLine(message)}\n`;
  });
  const left = others.length - shown.length;
  const rest = left > 0 ? [`  also  ${left} more places; "authwright check --full" shows them all\n`] : [];
  return [block(one, positionOf(one.at, options.lookUp), options), ...shown, ...rest].join('');
}

function block(one: Diagnostic, position: Position | undefined, options: ReportOptions): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
    options.colour ? styleText(style, text, { validateStream: false }) : text;
  const tone = one.severity === 'error' ? 'red' : 'yellow';
  const file = oneLine(shortPath(one.at.file, options.folder));
  const where = position ? `${file}:${position.line}:${position.column}` : file;
  const lines = [
    `${paint('bold', where)} ${paint(tone, `${one.severity} ${one.code}`)} ${paint('bold', catalogue[one.code].title)}: ${oneLine(one.message)}`,
    ...(position ? excerpt(position, (text) => paint(tone, text)) : []),
    ...(one.at.pointer === '#' ? [] : [`  at    ${oneLine(one.at.pointer)}`]),
    ...(one.types ? typeLines(one.types) : []),
    `  cause ${catalogue[one.code].cause}`,
    `  fix   ${oneLine(one.fix)}`,
    ...one.related.map(({ message, at }) => {
      const { file: other, line, column } = place(at, options);
      return `  see   ${oneLine(other)}:${line}:${column} ${oneLine(message)}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** Types of large schemas go on for pages. */
const longestType = 300;

function typeLines({ expected, actual }: TypePair): string[] {
  const shown = (type: string): string =>
    oneLine(type.length > longestType ? `${type.slice(0, longestType)}...` : type);
  return [`  expected ${shown(expected)}`, `  actual   ${shown(actual)}`];
}

/** Lines of minified documents are shown around the place only. */
const longestExcerpt = 120;

function excerpt(position: Position, paint: (text: string) => string): string[] {
  const start = position.text.length > longestExcerpt ? Math.max(0, position.column - 1 - 40) : 0;
  const shown = position.text.slice(start, start + longestExcerpt);
  const gutter = String(position.line);
  const offset = position.column - 1 - start;
  // Tabs before the caret are kept, so that it stands below its character whatever the width of a tab.
  const lead = shown.slice(0, offset).replaceAll(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(position.length, shown.length - offset)));
  return [`  ${gutter} | ${printable(shown)}`, `  ${' '.repeat(gutter.length)} | ${lead}${paint(carets)}`];
}

/** A contract's text cannot send control sequences to the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}

/** The same for a text that has one line to stand in: it cannot forge a second. */
export function oneLine(text: string): string {
  return printable(text).replaceAll(/[\t\n\u2028\u2029]/g, ' ');
}

/** A path as a user types it: relative where that is shorter. */
export function shortPath(file: string, folder: string): string {
  const short = relative(folder, file);
  return short === '' ? '.' : short.startsWith('../../..') ? file : short.replaceAll('\\', '/');
}
