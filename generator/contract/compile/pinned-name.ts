import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { isIdentifier } from '../model/naming.js';
import { child, type Cursor } from '../read/cursor.js';

/** The name that `x-authwright-name` pins for a thing of the contract, or the author's own. */
export function nameOf(
  cursor: Cursor,
  original: string,
  reporter: Reporter,
): { readonly original: string; readonly isPinned: boolean } {
  const pinned = child(cursor, 'x-authwright-name');
  if (!pinned) return { original, isPinned: false };
  if (typeof pinned.value === 'string' && isIdentifier(pinned.value)) return { original: pinned.value, isPinned: true };
  const message = `x-authwright-name is an identifier; ${JSON.stringify(pinned.value)} is none`;
  reporter.report(diagnostic('AW302', pinned.at, message));
  return { original, isPinned: false };
}
