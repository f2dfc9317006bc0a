import type { SourceDocument } from './source-document.js';
import type { Location } from './diagnostic.js';

/** A place as an editor names it: line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** How many characters of the line are meant, at least 1. */
  readonly length: number;
  /** The line itself, without its end. */
  readonly text: string;
}

/** Gives the text of a file, for places whose file is not a source of the contract (overrides). */
export type SourceLookUp = (
  file: string,
) => (Pick<SourceDocument, 'text'> & Partial<Pick<SourceDocument, 'find'>>) | undefined;

/** The position of a location; undefined when its file is not known. */
export function positionOf(location: Location, lookUp: SourceLookUp): Position | undefined {
  const source = lookUp(location.file);
  if (!source) return undefined;
  const [start, end] = location.range ?? source.find?.(location.pointer, location.target ?? 'value') ?? [0, 1];
  return positionAt(source.text, start, end);
}

function positionAt(text: string, start: number, end: number): Position {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', start);
  const lineEnd = newline === -1 ? text.length : newline;
  const line = text.slice(0, lineStart).split('\n').length;
  const length = Math.max(1, Math.min(end, lineEnd) - start);
  return { line, column: start - lineStart + 1, length, text: text.slice(lineStart, lineEnd).replace(/\r$/, '') };
}
