import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, items, number, text, type Cursor } from '../read/cursor.js';
import { childPointer } from '../read/pointer.js';
import { typesOf } from './schema-keywords.js';

/**
 * Says where a contract means integers that a number of JavaScript does not hold exactly: those of 64 bits without
 * bounds, and values that are beyond 2^53 already. They are refused, since a changed one would be worse.
 */
export function reportWideIntegers(cursor: Cursor, reporter: Reporter): void {
  if (!typesOf(cursor).includes('integer')) return;
  const { file, pointer } = cursor.at;
  const isWide = /^u?int64$/.test(text(cursor, 'format') ?? '') && !isBounded(cursor);
  if (isWide) {
    const at = { file, pointer: childPointer(pointer, 'format') };
    reporter.report(diagnostic('AW240', at, 'an integer of 64 bits is refused beyond 2^53'));
  }
  const written = [child(cursor, 'const'), child(cursor, 'default'), ...items(child(cursor, 'enum'))];
  for (const entry of written) {
    if (entry && isUnsafe(entry.value)) {
      reporter.report(diagnostic('AW240', entry.at, `${String(entry.value)} is not exact`));
    }
  }
}

/** Whether no value within the bounds is beyond 2^53. A lower bound that nobody states is not meant to be so low. */
function isBounded(cursor: Cursor): boolean {
  const most = number(cursor, 'maximum') ?? number(cursor, 'exclusiveMaximum');
  const least = number(cursor, 'minimum') ?? number(cursor, 'exclusiveMinimum') ?? 0;
  return most !== undefined && Math.abs(most) <= 2 ** 53 && Math.abs(least) <= 2 ** 53;
}

function isUnsafe(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}
