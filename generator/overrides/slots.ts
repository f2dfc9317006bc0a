import type { Contract } from '../contract/model/contract.js';
import { fileName, valueName, words } from '../contract/model/naming.js';
import { pointerOf } from '../contract/read/pointer.js';
import type { Location } from '../diagnostics/diagnostic.js';

/** A typed place that hand-written code fills. */
export interface Slot {
  readonly kind: 'service' | 'repository' | 'authorizer' | 'job' | 'contract-tests' | 'infra';
  /** The path of the file that fills it, below the overrides folder and without extension. Also its identity. */
  readonly path: string;
  /** What it belongs to: an operationId, the name of a security scheme or of a job. */
  readonly owner: string;
  /** The name the file must export; undefined for a repository, which exports any functions. */
  readonly exportName: string | undefined;
  /** Its pointer in the contract, whatever file it stands in. */
  readonly pointer: string;
  /** The place in the contract that asks for it. */
  readonly at: Location;
}

/** A slot in words: `the service of listOrders`. */
export function slotText({ kind, owner }: Slot): string {
  return kind === 'infra' ? `the extension ${owner}` : `the ${kind} of ${owner}`;
}

/** Whether all works as well when nothing fills the slot. */
export function isOptional({ kind }: Slot): boolean {
  return kind === 'repository' || kind === 'contract-tests' || kind === 'infra';
}

/** The path of an operation's slot. */
export function operationSlotPath(operationFile: string, slot: 'service' | 'repository'): string {
  return `operations/${operationFile}/${slot}`;
}

/** The slot of what contract tests need before they can succeed. */
export const contractTestsSlot = 'contract-tests/setup';

/** The slot of an addition to the infrastructure, by the name of its file. */
export function infraSlot(name: string, { at }: Contract): Slot {
  const exportName = valueName(fileName(name));
  return { kind: 'infra', path: `infra/${name}`, owner: name, exportName, at, pointer: '#' };
}

/** The slots that files make by being there: every module in `infra/` itself. Folders below it hold helpers. */
export function infraSlots(contract: Contract, files: Iterable<string>): readonly Slot[] {
  return [...files].flatMap((file) => {
    const [, name = ''] = /^infra\/([^/.]+)\.ts$/.exec(file) ?? [];
    return words(name).length > 0 ? [infraSlot(name, contract)] : [];
  });
}

/** The slots that a contract asks for, in the order of their paths. */
export function slotsOf(contract: Contract): readonly Slot[] {
  const slots: Slot[] = [];
  for (const { operationId, names, pointer, at } of contract.operations) {
    slots.push({
      kind: 'repository',
      path: operationSlotPath(names.file, 'repository'),
      owner: operationId,
      exportName: undefined,
      pointer,
      at,
    });
    slots.push({
      kind: 'service',
      path: operationSlotPath(names.file, 'service'),
      owner: operationId,
      exportName: names.value,
      pointer,
      at,
    });
  }
  for (const { name, file, exportName, at } of contract.securitySchemes) {
    const pointer = pointerOf('components', 'securitySchemes', name);
    slots.push({ kind: 'authorizer', path: `security/${file}`, owner: name, exportName, pointer, at });
  }
  for (const { name, at } of contract.jobs) {
    const pointer = pointerOf('x-authwright', 'jobs', name);
    const path = `jobs/${fileName(name)}`;
    slots.push({ kind: 'job', path, owner: name, exportName: valueName(name), pointer, at });
  }
  slots.push({
    kind: 'contract-tests',
    path: contractTestsSlot,
    owner: 'contract tests',
    exportName: 'setup',
    pointer: '#',
    at: contract.at,
  });
  return slots.sort((a, b) => (a.path < b.path ? -1 : 1));
}
