import type { Goal } from '../../generated/schemas/index.js';

const columns = ['goalId', 'title', 'team', 'state', 'dueOn'] as const;

/** Goals as a table of RFC 4180. */
export function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => columns.map((column) => cell(goal[column])));
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

function cell(value: string): string {
  // A spreadsheet takes what begins so for a formula.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
