import { basename } from 'node:path';
import type { Contract } from '../contract/model/contract.js';
import { closest } from '../contract/resolve/references.js';
import { diagnostic, type Diagnostic, type Location } from '../diagnostics/diagnostic.js';
import { meantSlot, modulePath } from './meant.js';
import { isOptional, slotText, type Slot } from './slots.js';

/** What the run before this one knew, as its manifest tells. */
export interface LastRun {
  /** What earlier scans found, by the hash of the source: a file that did not change is not parsed again. */
  readonly exports: ReadonlyMap<string, readonly string[]>;
  /** What services named of their repositories, by slot, with the hash of the source. */
  readonly repositoryUses: ReadonlyMap<string, { readonly hash: string; readonly names: readonly string[] }>;
  /** The slots that were filled, with the pointer of what they belonged to. */
  readonly slots: ReadonlyMap<string, string>;
}

/** What is needed to tell what a file that fills no slot was meant for. */
export interface Surroundings {
  readonly folder: string;
  readonly contract: Contract;
  readonly slots: readonly Slot[];
  /** The paths of the slots that are filled. */
  readonly filled: ReadonlySet<string>;
  readonly last: LastRun;
}

/** The fault of a file that fills no slot; undefined for the team's own files. */
export function misplaced(name: string, around: Surroundings): Diagnostic | undefined {
  const at: Location = { file: `${around.folder}/${name}`, pointer: '#', range: [0, 1] };
  const meant = meantSlot(name, around.slots, around.contract);
  if (!meant) return orphan(name, at, around);
  const { slot, how } = meant;
  const right = `${slot.path}.ts`;
  const fix = `Rename it to ${basename(around.folder)}/${right}.`;
  if (!around.filled.has(slot.path)) {
    const code = how === 'near' && isOptional(slot) ? 'AW511' : 'AW501';
    return diagnostic(code, at, `${name} fills no slot; ${right} would`, { fix });
  }
  if (how !== 'spelling') return undefined;
  return diagnostic('AW509', at, `${name} and ${right} both stand for ${slotText(slot)}`, {
    related: [{ message: 'the file that fills the slot', at: { ...at, file: `${around.folder}/${right}` } }],
    fix: `Keep ${right}, and remove the other one.`,
  });
}

const owners: Readonly<Record<string, string>> = {
  operations: 'operation',
  security: 'security scheme',
  jobs: 'job',
  limits: 'exemption',
};

/** The fault of a file that has the form of a slot file and names nothing of the contract. */
function orphan(name: string, at: Location, around: Surroundings): Diagnostic | undefined {
  const path = modulePath(name);
  const [folder = '', owner = '', kind = ''] = path?.split('/') ?? [];
  const depth = path?.split('/').length ?? 0;
  const what = owners[folder];
  if (folder === 'infra' && depth === 2) return nameless(name, at);
  const isSlotForm = folder === 'operations' ? depth === 3 && /^(service|repository)$/.test(kind) : depth === 2;
  if (!what || !isSlotForm || path === undefined) return undefined;
  return renamed(path, at, around) ?? unknown(path, { what, folder, owner }, at, around);
}

/** An extension that no function could be named after. */
function nameless(name: string, at: Location): Diagnostic {
  return diagnostic('AW501', at, `${name} fills no slot: its name holds no letter or digit`, {
    fix: 'Name the file after what it adds: infra/billing-alarms.ts exports billingAlarms.',
  });
}

/** The operation that had the name in the last run has another one now. */
function renamed(path: string, at: Location, { contract, last, folder }: Surroundings): Diagnostic | undefined {
  const pointer = last.slots.get(path);
  const operation = contract.operations.find((one) => one.pointer === pointer);
  if (!operation) return undefined;
  const [, owner = ''] = path.split('/');
  const { method, path: route, operationId, names } = operation;
  return diagnostic(
    'AW501',
    at,
    `the contract has no operation "${owner}" any more; ${method.toUpperCase()} ${route} is called ${operationId} now`,
    {
      fix: `Rename the folder to ${basename(folder)}/operations/${names.file}, and the exported function to ${names.value}.`,
      related: [{ message: `${operationId} is here`, at: operation.at }],
    },
  );
}

function unknown(
  path: string,
  { what, folder, owner }: { readonly what: string; readonly folder: string; readonly owner: string },
  at: Location,
  { slots, filled, last }: Surroundings,
): Diagnostic {
  const inFolder = slots.filter((slot) => slot.path.startsWith(`${folder}/`));
  const namesOf = (some: readonly Slot[]): string[] => [...new Set(some.map((slot) => slot.path.split('/')[1] ?? ''))];
  // One that nothing fills yet is the likelier one.
  const close =
    closest(owner, namesOf(inFolder.filter((slot) => !filled.has(slot.path) && !isOptional(slot)))) ??
    closest(owner, namesOf(inFolder));
  const isStale = last.slots.has(path);
  const message = isStale
    ? `the contract has no ${what} "${owner}" any more`
    : `no ${what} of the contract is called "${owner}"`;
  if (close) return diagnostic('AW501', at, message, { fix: `Did you mean ${folder}/${close}?` });
  return diagnostic('AW501', at, message, {
    fix: isStale
      ? `Remove the file, or bring the ${what} back into the contract.`
      : `Rename it after a ${what} of the contract, or move it out of ${folder}/ if it fills no slot.`,
  });
}
