import type { Contract, Job, SecurityScheme } from '../contract/model/contract.js';
import { fileName, valueName, words } from '../contract/model/naming.js';
import { pointerOf } from '../contract/read/pointer.js';
import type { Location } from '../diagnostics/diagnostic.js';

/** What holds for all slots of a kind. */
interface SlotKind {
  /** Below the overrides folder. */
  readonly folder: string;
  /** Whether all works as well when nothing fills the slot. */
  readonly isOptional: boolean;
  /** A slot of the kind in words. */
  readonly text: (owner: string) => string;
}

/** The kinds of slots. */
const slotKinds = {
  service: { folder: 'operations', isOptional: false, text: (owner) => `the service of ${owner}` },
  repository: { folder: 'operations', isOptional: true, text: (owner) => `the repository of ${owner}` },
  authorizer: { folder: 'security', isOptional: false, text: (owner) => `the authorizer of ${owner}` },
  job: { folder: 'jobs', isOptional: false, text: (owner) => `the job of ${owner}` },
  exemption: { folder: 'limits', isOptional: false, text: (owner) => `the exemption ${owner}` },
  infra: { folder: 'infra', isOptional: true, text: (owner) => `the extension ${owner}` },
  'contract-tests': { folder: 'contract-tests', isOptional: true, text: (owner) => `the contract-tests of ${owner}` },
} as const satisfies Readonly<Record<string, SlotKind>>;

/** The folders below the overrides whose files fill slots; all others are the team's own. */
export const slotFolders: readonly string[] = [...new Set(Object.values(slotKinds).map(({ folder }) => folder))];

/** A typed place that hand-written code fills. */
export interface Slot {
  readonly kind: keyof typeof slotKinds;
  /** The path of the file that fills it, below the overrides folder and without extension. Also its identity. */
  readonly path: string;
  /** What it belongs to: an operationId, the name of a security scheme, of a job or of an exemption. */
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
  return slotKinds[kind].text(owner);
}

/** Whether all works as well when nothing fills the slot. */
export function isOptional({ kind }: Slot): boolean {
  return slotKinds[kind].isOptional;
}

/** The path of an operation's slot. */
export function operationSlotPath(operationFile: string, slot: 'service' | 'repository'): string {
  return `${slotKinds[slot].folder}/${operationFile}/${slot}`;
}

/** The path of a security scheme's slot, and of the folder that is emitted for it. */
export function authorizerSlotPath({ file }: Pick<SecurityScheme, 'file'>): string {
  return `${slotKinds.authorizer.folder}/${file}`;
}

/** The path of a job's slot, and of the folder that is emitted for it. */
export function jobSlotPath({ name }: Pick<Job, 'name'>): string {
  return `${slotKinds.job.folder}/${fileName(name)}`;
}

/** The path of the slot of an exemption from rate limits. */
export function exemptionSlotPath(name: string): string {
  return `${slotKinds.exemption.folder}/${fileName(name)}`;
}

/** The exemptions that the limits of a contract name, each once, where it is named first. */
function exemptionSlots({ operations }: Contract): readonly Slot[] {
  const slots = new Map<string, Slot>();
  for (const { rateLimits, pointer, at } of operations) {
    for (const { unless: name } of rateLimits) {
      const path = name === undefined ? undefined : exemptionSlotPath(name);
      if (name === undefined || path === undefined || slots.has(path)) continue;
      slots.set(path, { kind: 'exemption', path, owner: name, exportName: valueName(name), pointer, at });
    }
  }
  return [...slots.values()];
}

/** The slot of what contract tests need before they can succeed. */
export const contractTestsSlot = `${slotKinds['contract-tests'].folder}/setup`;

/** The slot of an addition to the infrastructure, by the name of its file. */
export function infraSlot(name: string, { at }: Contract): Slot {
  const exportName = valueName(fileName(name));
  return { kind: 'infra', path: `${slotKinds.infra.folder}/${name}`, owner: name, exportName, at, pointer: '#' };
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
  for (const scheme of contract.securitySchemes) {
    const { name, exportName, at } = scheme;
    const pointer = pointerOf('components', 'securitySchemes', name);
    slots.push({ kind: 'authorizer', path: authorizerSlotPath(scheme), owner: name, exportName, pointer, at });
  }
  for (const { name, at } of contract.jobs) {
    const pointer = pointerOf('x-authwright', 'jobs', name);
    const path = jobSlotPath({ name });
    slots.push({ kind: 'job', path, owner: name, exportName: valueName(name), pointer, at });
  }
  slots.push(...exemptionSlots(contract));
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
