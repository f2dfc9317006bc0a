import { relative, sep } from 'node:path';
import type { Asker, Surroundings } from '../artifacts/artifact.js';
import { families } from '../artifacts/families.js';
import type { Contract } from '../contract/model/contract.js';
import type { Overrides } from '../overrides/scan.js';
import { formatFile } from './format.js';
import { hashText } from '../encode/hash.js';
import {
  manifestPath,
  printManifest,
  type InputFiles,
  type InputHashes,
  type Manifest,
  type ManifestEntry,
} from './manifest.js';
import { collectFiles } from './collect.js';
import type { Templates } from './render.js';

/** One planned file. */
export interface PlannedFile {
  readonly content: string;
  readonly family: string;
  readonly pointer: string;
  readonly slots: readonly string[];
  /** What it is emitted for. */
  readonly asker: Asker;
}

/** The pure result of a run: what the output folder should hold. */
export interface Plan {
  /** By path below the output folder, sorted; the manifest is among them. */
  readonly files: ReadonlyMap<string, PlannedFile>;
  readonly manifest: Manifest;
}

/** Everything a plan is made of. */
export interface PlanInput {
  readonly contract: Contract;
  readonly overrides: Overrides;
  readonly templates: Templates;
  readonly surroundings: Surroundings;
  readonly inputs: InputHashes;
  readonly inputFiles: InputFiles;
}

/** Plans a run. Nothing is read or written. */
export async function makePlan({
  contract,
  overrides,
  templates,
  surroundings,
  inputs,
  inputFiles,
}: PlanInput): Promise<Plan> {
  const emitted = families.map((family) => ({
    name: family.name,
    artifacts: family.emit(contract, overrides, surroundings),
    entryPoints: family.entryPoints?.(contract) ?? [],
  }));
  assertWired(overrides, new Set(emitted.flatMap(({ artifacts }) => artifacts.flatMap(({ slots }) => slots))));
  const collected = await collectFiles(emitted, templates, overrides.imports.emitted);
  const files = await inTurn(collected, async ({ path, text, isStatic, ...facts }) => {
    // A static file is formatted where it stands.
    const content = isStatic ? text : await formatFile(path, text);
    return [path, { content, ...facts }] as const;
  });
  const sorted = files.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const manifest: Manifest = {
    generator: 'authwright',
    inputs,
    inputFiles,
    overrides: Object.fromEntries(
      [...overrides.filled.values()].map(({ slot, source, exports, repositoryUse }) => [
        slot.path,
        { hash: hashText(source), exports, ...(repositoryUse && { repository: repositoryUse }) },
      ]),
    ),
    files: Object.fromEntries(sorted.map(([path, file]) => [path, manifestEntry(file)])),
  };
  return withManifest(sorted, manifest);
}

/**
 * Holds the families to their word: an override that is found must be wired, or the team's code would never run.
 *
 * @throws Error for a slot that no artifact is wired to: a fault of this generator
 */
function assertWired({ filled }: Overrides, wired: ReadonlySet<string>): void {
  const left = [...filled.keys()].filter((path) => !wired.has(path));
  if (left.length > 0) throw new Error(`no family of artifacts wires what fills ${left.join(', ')}`);
}

/** How many files are formatted at a time. The formatter's threads gain nothing by more, and each costs memory. */
const atATime = 8;

/** Does the work for every item, a few at a time; the results stand in the order of the items. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    // Every worker takes the next item from the one iterator.
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return results;
}

/** The part of a plan that some families make. The manifest goes on naming the files of the others as it did. */
export function planOfFamilies(plan: Plan, names: ReadonlySet<string>, last: Manifest | undefined): Plan {
  const files = [...plan.files].filter(([, { family }]) => names.has(family));
  const others = Object.entries(last?.files ?? {}).filter(([, { family }]) => !names.has(family ?? ''));
  return withManifest(files, {
    ...plan.manifest,
    // What moved since the last run has still moved for the files that this one leaves alone.
    inputs: last?.inputs ?? plan.manifest.inputs,
    inputFiles: last?.inputFiles ?? plan.manifest.inputFiles,
    files: Object.fromEntries([...others, ...files.map(([path, file]) => [path, manifestEntry(file)] as const)]),
  });
}

function withManifest(files: Iterable<readonly [string, PlannedFile]>, manifest: Manifest): Plan {
  const file: PlannedFile = {
    content: printManifest(manifest),
    family: 'manifest',
    pointer: '#',
    slots: [],
    asker: { contract: '#' },
  };
  return { files: new Map([...files, [manifestPath, file]]), manifest };
}

function manifestEntry({ content, pointer, family, slots }: PlannedFile): ManifestEntry {
  return { hash: hashText(content), pointer, family, ...(slots.length > 0 ? { slots } : {}) };
}

/** Where the overrides lie as seen from the output folder, as import specifiers write it. */
export function surroundingsOf(
  outFolder: string,
  overridesFolder: string,
  functionStacks: Surroundings['functionStacks'] = new Map(),
): Surroundings {
  const path = relative(outFolder, overridesFolder).split(sep).join('/');
  return { overridesModule: path.startsWith('.') ? path : `./${path}`, functionStacks };
}
