import { randomUUID } from 'node:crypto';
import type { DiagnosticRecord } from './report.js';

/**
 * GitHub Actions reads a job's output for commands of its own: lines that begin with `::`, whatever stands before
 * them in blanks, and `##[` anywhere (the older form). What comes from a contract must never be taken for one.
 */
const command = /^\s*::|##\[/m;

/** An annotation: shown beside the line of a pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  /** Relative to the repository. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

/** The annotation of a diagnostic. */
export function annotationOf(record: DiagnosticRecord): Annotation {
  const { severity, code, title, file, line, column, message, cause, fix } = record;
  const types = record.expected === undefined ? [] : [`Expected: ${record.expected}`, `Actual: ${record.actual ?? ''}`];
  return {
    level: severity,
    file,
    line,
    column,
    title: `${code} ${title}`,
    message: [message, ...types, `Cause: ${cause}`, `Fix: ${fix}`].join('\n'),
  };
}

/** The workflow command of an annotation, one line. */
export function annotationCommand({ level, file, line, column, title, message }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(',')}::${escapeData(message)}\n`;
}

/** GitHub's escapes of a command's text (its toolkit knows no others). */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** In a property, the signs that separate properties as well. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A text for people in which nothing is a command any more. */
export function withoutCommands(text: string): string {
  return command.test(text) ? text.replaceAll(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [') : text;
}

/**
 * A text that must stay as it is, a diff for example: where it could be taken for a command, GitHub is told to stop
 * reading commands until a token comes that the text cannot know.
 */
export function fenced(text: string): string {
  if (!command.test(text)) return text;
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`;
}

/** JSON in which nothing is a command, and which means the same. */
export function jsonWithoutCommands(json: string): string {
  return json.replaceAll('##[', '#\\u0023[');
}
