import { format, type FormatOptions } from 'oxfmt';

/** The one style of emitted code. The formatter's version is pinned, so it is the same on every machine. */
const options: FormatOptions = {
  printWidth: 120,
  singleQuote: true,
  semi: true,
  trailingComma: 'all',
  endOfLine: 'lf',
  embeddedLanguageFormatting: 'off',
  insertFinalNewline: true,
};

/**
 * What emitted TypeScript became, the least recently used first. Most of what a process emits again, on a reload or for
 * another contract, is the same.
 */
const formatted = new Map<string, string>();
const mostFormatted = 1_000;

/**
 * Formats an emitted file. TypeScript goes through the formatter; other texts only get their blank lines put right.
 * @throws Error when emitted TypeScript does not parse, which is a fault of a template or an encoder
 */
export async function formatFile(path: string, text: string): Promise<string> {
  if (!path.endsWith('.ts'))
    return `${text
      .replaceAll(/[ \t]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()}\n`;
  const known = formatted.get(text);
  if (known !== undefined) return remember(text, known);
  const result = await format(path, text, options);
  const [fault] = result.errors;
  if (fault) throw new Error(`emitted file ${path} does not parse: ${fault.message}\n${fault.codeframe ?? ''}`);
  return remember(text, result.code);
}

function remember(text: string, code: string): string {
  formatted.delete(text);
  formatted.set(text, code);
  if (formatted.size > mostFormatted) formatted.delete(formatted.keys().next().value ?? '');
  return code;
}
