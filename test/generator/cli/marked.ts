import { catalogue, type DiagnosticCode } from '../../../generator/diagnostics/catalogue.js';

/** A text without its marks, and the place between « and » that a diagnostic is expected to be about. */
export interface Marked {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Reads the first marked place of a text. */
export function marked(source: string): Marked {
  const start = source.indexOf('«');
  const end = source.indexOf('»') - 1;
  const text = source.replaceAll(/[«»]/g, '');
  const before = text.slice(0, start).split('\n');
  return { text, line: before.length, column: (before.at(-1) ?? '').length + 1, length: end - start };
}

/** The whole text of a diagnostic about the marked place, as it is printed without colour. */
export function expectedText(
  file: string,
  { text, line, column, length }: Marked,
  wanted: {
    readonly code: DiagnosticCode;
    readonly message: string;
    readonly fix?: string | undefined;
    readonly pointer?: string | undefined;
    readonly see?: string | undefined;
  },
): string {
  const { severity, title, cause, fix } = catalogue[wanted.code];
  const gutter = ' '.repeat(String(line).length);
  return [
    `${file}:${line}:${column} ${severity} ${wanted.code} ${title}: ${wanted.message}`,
    `  ${line} | ${text.split('\n')[line - 1] ?? ''}`,
    `  ${gutter} | ${' '.repeat(column - 1)}${'^'.repeat(length)}`,
    ...(wanted.pointer === undefined ? [] : [`  at    ${wanted.pointer}`]),
    `  cause ${cause}`,
    `  fix   ${wanted.fix ?? fix}`,
    ...(wanted.see === undefined ? [] : [`  see   ${wanted.see}`]),
    '',
  ].join('\n');
}
