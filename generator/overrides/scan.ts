import { basename } from 'node:path';
import { diagnostic, type Reporter } from '../diagnostics/diagnostic.js';
import type { Contract } from '../contract/model.js';
import { closest } from '../contract/references.js';
import { hashText } from '../plan/hash.js';
import { readExports } from './exports.js';
import type { OverrideFiles } from './files.js';
import { slotsOf, type Slot } from './slots.js';

/** A hand-written file that fills a slot. */
export interface Override {
  readonly slot: Slot;
  /** Absolute. */
  readonly file: string;
  /** The names it exports, as far as its syntax tells. */
  readonly exports: readonly string[];
  readonly source: string;
}

/** Which slots are filled, by which files. */
export interface Overrides {
  /** By the slot's path. */
  readonly filled: ReadonlyMap<string, Override>;
  readonly unfilled: readonly Slot[];
}

/** What earlier scans found, by the hash of the source: a file that did not change is not parsed again. */
export type KnownExports = ReadonlyMap<string, readonly string[]>;

/** The kinds of slots that work as well when nothing fills them. */
const optionalKinds: ReadonlySet<Slot['kind']> = new Set(['repository', 'contract-tests']);

/** The folders below overrides whose files fill slots; all others are the team's own. */
const slotFolders = ['operations', 'security', 'jobs', 'contract-tests'];

/**
 * Decides which slots are filled. Only the syntax of the files is read: types are the compiler's affair, and loading
 * a type checker would cost seconds at each run.
 */
export function scanOverrides(
  contract: Contract,
  { folder, files }: OverrideFiles,
  reporter: Reporter,
  known: KnownExports = new Map(),
): Overrides {
  const slots = slotsOf(contract);
  const byPath = new Map(slots.map((slot) => [slot.path, slot]));
  const filled = new Map<string, Override>();
  for (const [name, source] of files) {
    if (!isSlotFile(name)) continue;
    const file = `${folder}/${name}`;
    const path = name.replace(/\.ts$/, '');
    const slot = byPath.get(path);
    if (!slot) {
      reporter.report(orphan(path, file, slots));
      continue;
    }
    const exports = known.get(hashText(source)) ?? readExports(file, source, reporter);
    const override = { slot, file, exports, source };
    filled.set(path, override);
    reportExports(override, reporter);
  }
  return { filled, unfilled: slots.filter((slot) => !filled.has(slot.path) && !optionalKinds.has(slot.kind)) };
}

/** The warnings for slots that nothing fills. */
export function unfilledDiagnostics({ unfilled }: Overrides, folder: string): ReturnType<typeof diagnostic>[] {
  return unfilled.map((slot) => {
    const fix = `Write ${basename(folder)}/${slot.path}.ts with an export named ${slot.exportName ?? ''}.`;
    if (slot.kind === 'service')
      return diagnostic('AW503', slot.at, `${slot.owner} answers 501: no override fills its service`, { fix });
    if (slot.kind === 'job')
      return diagnostic('AW506', slot.at, `the job ${slot.owner} does not run: no override fills it`, { fix });
    return diagnostic(
      'AW505',
      slot.at,
      `routes secured by ${slot.owner} are denied: no override fills its authorizer`,
      { fix },
    );
  });
}

/** In an operation's folder only the slot files count; helpers may stand beside them. */
function isSlotFile(name: string): boolean {
  const parts = name.split('/');
  if (!name.endsWith('.ts') || name.endsWith('.d.ts') || !slotFolders.includes(parts[0] ?? '')) return false;
  return parts[0] === 'operations'
    ? parts.length === 3 && /^(service|repository)\.ts$/.test(parts[2] ?? '')
    : parts.length === 2;
}

function orphan(path: string, file: string, slots: readonly Slot[]): ReturnType<typeof diagnostic> {
  const [folder = '', owner = ''] = path.split('/');
  const candidates = slots
    .filter((slot) => slot.path.startsWith(`${folder}/`))
    .map((slot) => slot.path.split('/')[1] ?? '');
  const close = closest(owner, [...new Set(candidates)]);
  const what = folder === 'operations' ? 'operation' : folder === 'security' ? 'security scheme' : 'job';
  const fix = close ? { fix: `Did you mean ${folder}/${close}?` } : {};
  return diagnostic(
    'AW501',
    { file, pointer: '#', range: [0, 1] },
    `no ${what} of the contract is called "${owner}"`,
    fix,
  );
}

function reportExports({ slot, file, exports }: Override, reporter: Reporter): void {
  if (slot.exportName === undefined || exports.includes(slot.exportName) || exports.includes('*')) return;
  const close = closest(slot.exportName, exports) ?? exports[0];
  const found = exports.length === 0 ? 'it exports nothing' : `it exports ${exports.join(', ')}`;
  reporter.report(
    diagnostic('AW502', { file, pointer: '#', range: [0, 1] }, `no export is named ${slot.exportName}; ${found}`, {
      fix: close ? `Rename ${close} to ${slot.exportName}.` : `Add "export const ${slot.exportName} = ...".`,
    }),
  );
}
