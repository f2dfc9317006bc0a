import { appendFileSync } from 'node:fs';
import type { Row } from './play.js';

const headings = ['flow', '#', 'call', 'fault', 'answer', 'at once', 'after the reconciler', 'left, goes by itself'];

/** The table as text, with what is wrong below each row. */
export function report(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.flow,
    String(row.call),
    row.action,
    row.fault,
    row.answer === undefined ? '-' : String(row.answer),
    row.atOnce,
    row.settled,
    litterOf(row),
  ]);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const padded = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const body = lines.map((line, index) =>
    [padded(line), ...(rows[index]?.problems ?? []).map((problem) => `    WRONG: ${problem}`)].join('\n'),
  );
  const wrong = rows.filter(({ problems }) => problems.length > 0).length;
  return [padded(headings), ...body, '', `${rows.length} faults, ${wrong} of them with a wrong end`, ''].join('\n');
}

/** The rows in which something is wrong, as text; empty when there are none. */
export function wrong(rows: readonly Row[]): string {
  const bad = rows.filter(({ problems }) => problems.length > 0);
  return bad.length === 0 ? '' : report(bad);
}

/** Adds a table to the file that `npm run faults` prints in the end. */
export function publish(rows: readonly Row[]): void {
  const file = process.env['AUTHWRIGHT_FAULT_TABLE'];
  if (file !== undefined) appendFileSync(file, `${report(rows)}\n`);
}

/** How many of each kind. */
function litterOf({ litter }: Row): string {
  const kinds = litter.map((line) =>
    /^\d+ grant/.test(line) ? 'grant of the pool' : (line.split(' ')[0] ?? '').toLowerCase(),
  );
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
