import { join, trusted, type Fragment } from './code.js';

/** Encoders for Markdown and for shell words inside of it. */

/** Text in a paragraph, a heading or a table cell, on one line: nothing in it is markup but code spans. */
export function markdownText(value: string): Fragment {
  const pieces = visible(value)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]+`)/);
  return join(
    pieces.map((piece) => (/^`[^`]+`$/.test(piece) ? codeSpan(piece.slice(1, -1)) : plainText(piece))),
    '',
  );
}

function plainText(line: string): Fragment {
  return trusted(
    line.replaceAll(/[\\`*_{}[\]<>#|~!]/g, (character) => `\\${character}`).replace(/^([-+]|\d+\.)/, '\\$1'),
  );
}

/** A paragraph of the author's Markdown: it may hold emphasis and code, but no HTML and no heading. */
export function markdownBlock(value: string): Fragment {
  const lines = visible(value)
    .trim()
    .split('\n')
    .map((line) => line.trimEnd());
  return trusted(lines.map((line) => line.replaceAll('<', '\\<').replace(/^\s*#/, '\\#')).join('\n'));
}

/** A code span; its fence is longer than any run of backticks inside. */
export function codeSpan(value: string): Fragment {
  const text = visible(value).replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return trusted(`${fence}${space}${text}${space}${fence}`);
}

/** A word of a POSIX shell, in single quotes. It stands in a fenced block, so a line of backticks must not come about. */
export function shellWord(value: string): Fragment {
  return trusted(`'${visible(value).replaceAll('\n', ' ').replaceAll("'", `'\\''`)}'`);
}

function visible(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, '\uFFFD');
}
