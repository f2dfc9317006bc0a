import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { keyOf, type Cursor } from '../read/cursor.js';
import { closest } from '../resolve/references.js';

/** The misspelt vendor extensions of a mapping: everything that begins like ours and is none of them. */
export function reportExtension(key: string, cursor: Cursor, reporter: Reporter): void {
  if (!/^x-auth-?wri/i.test(key) || extensions.includes(key)) return;
  const close = closest(key, extensions);
  reporter.report(
    diagnostic(
      'AW301',
      keyOf(cursor),
      `"${key}" is no extension of this tool`,
      close ? { fix: `Did you mean "${close}"?` } : {},
    ),
  );
}

const extensions = [
  'x-authwright',
  'x-authwright-name',
  'x-authwright-entity',
  'x-authwright-repository',
  'x-authwright-rate-limit',
  'x-authwright-lambda',
  'x-authwright-captcha',
  'x-authwright-errors',
];
