import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleFunctions } from '../../generated/infra/bundling/bundle.js';
import { handlersOf } from '../../generated/infra/needs.js';
import { commandRules } from '../../generated/infra/permissions/commands.js';
import { compare, type Comparison, type Row } from './compare.js';
import type { Use } from './uses.js';

/**
 * Prints the permissions of every function beside what the recorded calls used of them.
 *
 * @param file the recorded uses
 * @param options whether only the counts are printed, with what is wrong
 * @returns how many uses would be denied and how many permissions nothing used; undefined when nothing is recorded
 */
export async function permissionTable(
  file: string,
  { brief = false }: { readonly brief?: boolean } = {},
): Promise<{ denied: number; unused: number } | undefined> {
  if (!existsSync(file)) {
    process.stdout.write(`nothing is recorded in ${file}: npm test records it\n`);
    return undefined;
  }
  const uses = [...new Set(readFileSync(file, 'utf8').trim().split('\n'))].map((line) => JSON.parse(line) as Use);
  const folders = { project: resolve('.'), emitted: resolve('generated') };
  const handlers = handlersOf(await bundleFunctions(join(folders.project, 'tmp', 'infra', 'permissions'), folders));
  const grants = new Map([...handlers].map(([entry, handler]) => [entry, handler.grants]));
  const comparison = compare({ grants, uses, isOpen });
  process.stdout.write(`${brief ? '' : rowsText(comparison)}${findings(comparison, grants.size)}`);
  return { denied: comparison.denied.length, unused: comparison.unused.length };
}

/** Calls to Cognito that prove themselves by a token or the client's secret are not IAM's business. */
function isOpen(action: string): boolean {
  const rule = commandRules[action.replace(/^cognito-idp:/, 'cognito-identity-provider:')];
  return rule !== undefined && rule.action === undefined;
}

function rowsText({ rows }: Comparison): string {
  const lines = rows.map((row) => cells(row, row.uses === undefined ? 'by the service' : String(row.uses)));
  return `${[['function', 'action', 'resource', 'partition keys', 'uses'], ...lines].map(line).join('\n')}\n\n`;
}

function findings({ rows, denied, unused }: Comparison, functions: number): string {
  return [
    `${functions} functions, ${rows.length} permissions, ${denied.length} uses that would be denied, ${unused.length} permissions unused`,
    ...denied.map((use) =>
      `would be denied: ${use.caller} ${use.action} on ${use.resource} ${use.key ?? ''}`.trimEnd(),
    ),
    ...unused.map((row) =>
      `granted in vain: ${row.caller} ${row.action} on ${row.resource} ${row.keys ?? ''}`.trimEnd(),
    ),
    '',
  ].join('\n');
}

function cells({ caller, action, resource, keys = '' }: Row, uses: string): readonly string[] {
  return [caller, action, resource, keys, uses];
}

const widths = [38, 38, 24, 30, 0];

function line(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd();
}
