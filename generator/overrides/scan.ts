import { basename } from 'node:path';
import { diagnostic, type Reporter } from '../diagnostics/diagnostic.js';
import type { Contract } from '../contract/model/contract.js';
import { hashText } from '../encode/hash.js';
import { exportFaults, isFaultless } from './export-faults.js';
import { exportedValues, readExports, type ModuleExports } from './exports.js';
import type { OverrideFiles } from './files.js';
import { noImports, type OverrideImports } from './imports.js';
import { misplaced, type LastRun } from './misplaced.js';
import { readRepositoryUse, type RepositoryUse } from './repository-use.js';
import { infraSlots, isOptional, slotsOf, type Slot } from './slots.js';

/** A hand-written file that fills a slot. */
export interface Override {
  readonly slot: Slot;
  /** Absolute. */
  readonly file: string;
  /** The names it exports, as far as its syntax tells. */
  readonly exports: readonly string[];
  /** Of a service whose operation has a repository: the functions of it that it names. */
  readonly repositoryUse?: RepositoryUse;
  readonly source: string;
}

/** Which slots are filled, by which files. */
export interface Overrides {
  /** By the slot's path. */
  readonly filled: ReadonlyMap<string, Override>;
  readonly unfilled: readonly Slot[];
  readonly imports: OverrideImports;
}

const noLastRun: LastRun = { exports: new Map(), repositoryUses: new Map(), slots: new Map() };

/**
 * Decides which slots are filled. Only the syntax of the files is read: types are the compiler's affair, and loading
 * a type checker would cost seconds at each run.
 */
export function scanOverrides(
  contract: Contract,
  { folder, files, others }: OverrideFiles,
  reporter: Reporter,
  last: LastRun = noLastRun,
  imports: OverrideImports = noImports,
): Overrides {
  const slots = [...slotsOf(contract), ...infraSlots(contract, files.keys())];
  const filled = new Map<string, Override>();
  for (const slot of slots) {
    const source = files.get(`${slot.path}.ts`);
    if (source === undefined) continue;
    const override = { slot, file: `${folder}/${slot.path}.ts`, source };
    filled.set(slot.path, {
      ...override,
      exports: exportsOf(override, { contract, files, folder, reporter, last }),
      ...repositoryUseOf(override, contract, last),
    });
  }
  const around = { folder, contract, slots, filled: new Set(filled.keys()), last };
  for (const name of [...files.keys(), ...others]) {
    const fault = filled.has(name.replace(/\.ts$/, '')) ? undefined : misplaced(name, around);
    if (fault) reporter.report(fault);
  }
  return { filled, unfilled: slots.filter((slot) => !filled.has(slot.path) && !isOptional(slot)), imports };
}

interface Scan {
  readonly contract: Contract;
  readonly files: ReadonlyMap<string, string>;
  readonly folder: string;
  readonly reporter: Reporter;
  readonly last: LastRun;
}

/** What an override exports; its faults are reported. */
function exportsOf(
  { slot, file, source }: Omit<Override, 'exports'>,
  { contract, files, folder, reporter, last }: Scan,
): readonly string[] {
  const known = last.exports.get(hashText(source));
  // What a file passes on with `export *` may have changed although the file itself has not.
  if (known && !/\bexport\s*\*/.test(source) && isFaultless(slot, known, contract)) return known;
  const module = readExports(file, source, reporter);
  const read = (path: string): ModuleExports | undefined => {
    const text = files.get(path);
    return text === undefined ? undefined : readExports(`${folder}/${path}`, text, reporter);
  };
  const exports = exportedValues(`${slot.path}.ts`, module, read);
  for (const fault of exportFaults(slot, file, module, exports, contract)) reporter.report(fault);
  return exports;
}

/** What a service names of its repository; nothing where the operation has none. */
function repositoryUseOf(
  { slot, file, source }: Omit<Override, 'exports'>,
  { operations }: Contract,
  last: LastRun,
): Pick<Override, 'repositoryUse'> {
  const { kind, owner, path, exportName } = slot;
  const operation = kind === 'service' ? operations.find(({ operationId }) => operationId === owner) : undefined;
  if (exportName === undefined || !operation || operation.repository.length === 0) return {};
  const known = last.repositoryUses.get(path);
  const isKnown = known?.hash === hashText(source);
  return { repositoryUse: isKnown ? known.names : readRepositoryUse(file, source, exportName) };
}

/** The warnings for slots that nothing fills. */
export function unfilledDiagnostics({ unfilled }: Overrides, folder: string): ReturnType<typeof diagnostic>[] {
  return unfilled.map((slot) => {
    const fix = `Write ${basename(folder)}/${slot.path}.ts with an export named ${slot.exportName ?? ''}.`;
    if (slot.kind === 'service')
      return diagnostic('AW503', slot.at, `${slot.owner} answers 501: no override fills its service`, { fix });
    if (slot.kind === 'job')
      return diagnostic('AW506', slot.at, `the job ${slot.owner} does not run: no override fills it`, { fix });
    if (slot.kind === 'exemption')
      return diagnostic('AW516', slot.at, `limits spare nobody for ${slot.owner}: no override fills it`, { fix });
    return diagnostic(
      'AW505',
      slot.at,
      `routes secured by ${slot.owner} are denied: no override fills its authorizer`,
      { fix },
    );
  });
}
