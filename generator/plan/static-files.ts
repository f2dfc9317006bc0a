import { posix } from 'node:path';
import { init, parse } from 'es-module-lexer';

/** Must be awaited once before `importedFiles`. */
export const lexerReady: Promise<void> = init;

/**
 * The emitted files that a static file imports, types among them, by their path below the output folder. Packages and
 * what lies above the output folder are left out.
 *
 * @throws Error when a template does not parse
 */
export function importedFiles(path: string, text: string): readonly string[] {
  if (!/\.m?ts$/.test(path)) return [];
  const [imports] = parse(text, path);
  return imports
    .flatMap(({ n: name }) => (name?.startsWith('.') ? [posix.join(posix.dirname(path), name)] : []))
    .filter((file) => !file.startsWith('..'))
    .map((file) => file.replace(/\.js$/, '.ts'));
}
