import { isIdentifier } from '../contract/model/naming.js';

/** What the manifest says of one emitted file. */
export interface ManifestEntry {
  /** SHA-256 of the content, hex. */
  readonly hash: string;
  /** What in the contract it comes from. */
  readonly pointer: string;
  /** The family of artifacts it belongs to. */
  readonly family?: string;
  /** The slots it is wired to. */
  readonly slots?: readonly string[];
}

/** What the scan found in an override that fills a slot. */
export interface ManifestOverride {
  /** SHA-256 of the source, hex. */
  readonly hash: string;
  readonly exports: readonly string[];
  /** Of a service: the functions of its repository that it names. */
  readonly repository?: readonly string[];
}

/** The inputs of a run, hashed apart from each other so that `check` can say which of them moved. */
export interface InputHashes {
  readonly contract: string;
  readonly overrides: string;
  readonly settings: string;
  readonly templates: string;
}

/** The files of the inputs, each with the beginning of its hash: what `check` names when an input moved. */
export interface InputFiles {
  /** By path from the contract's folder. */
  readonly contract: Readonly<Record<string, string>>;
  /** By path below the overrides folder. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** `manifest.json`. It names every emitted file, and nothing outside of it is ever deleted. */
export interface Manifest {
  readonly generator: 'authwright';
  readonly inputs: InputHashes;
  readonly inputFiles: InputFiles;
  /** By the path of the slot. */
  readonly overrides: Readonly<Record<string, ManifestOverride>>;
  readonly files: Readonly<Record<string, ManifestEntry>>;
}

/** The manifest's own file name. */
export const manifestPath = 'manifest.json';

/** The manifest as it is written: stable order, one entry a line or more. */
export function printManifest(manifest: Manifest): string {
  const files = Object.fromEntries(Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ ...manifest, files }, undefined, 2);
  // Pointers hold keys of the contract: nothing in them may make the file look other than it is.
  return `${text.replaceAll(/[\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** Reads a manifest; undefined when the text is none. A path in it that leaves the folder makes it none. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    if (value?.generator !== 'authwright' || typeof value.files !== 'object' || value.files === null) return undefined;
    const safe = Object.entries(value.files).every(
      ([path, entry]) => isSafePath(path) && typeof entry?.hash === 'string',
    );
    return safe && typeof value.inputs === 'object' ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

/** The slots that were filled, with the pointer of what they belong to, as a manifest remembers them. */
export function rememberedSlots(manifest: Manifest | undefined): ReadonlyMap<string, string> {
  const filled = new Set(Object.keys(manifest?.overrides ?? {}));
  const wired = Object.values(manifest?.files ?? {}).flatMap(({ pointer, slots }) =>
    Array.isArray(slots) && typeof pointer === 'string' ? slots.map((slot: string) => [slot, pointer] as const) : [],
  );
  return new Map(wired.filter(([slot]) => filled.has(slot)));
}

/** The exports of overrides by the hash of their source, as a manifest remembers them. */
export function rememberedExports(manifest: Manifest | undefined): ReadonlyMap<string, readonly string[]> {
  const entries = Object.values(manifest?.overrides ?? {}).filter(
    (one) =>
      typeof one?.hash === 'string' &&
      Array.isArray(one.exports) &&
      one.exports.every((name) => isIdentifier(name) || name === '*' || name === 'default'),
  );
  return new Map(entries.map(({ hash, exports }) => [hash, exports]));
}

/** What services named of their repositories, as a manifest remembers it. */
export function rememberedRepositoryUses(
  manifest: Manifest | undefined,
): ReadonlyMap<string, { readonly hash: string; readonly names: readonly string[] }> {
  return new Map(
    Object.entries(manifest?.overrides ?? {}).flatMap(([slot, { hash, repository }]) =>
      typeof hash === 'string' && Array.isArray(repository) && repository.every((name) => typeof name === 'string')
        ? [[slot, { hash, names: repository }] as const]
        : [],
    ),
  );
}

/** Whether a path stays below the folder it is relative to. */
export function isSafePath(path: string): boolean {
  return (
    path !== '' &&
    !path.includes('\\') &&
    !path.includes('\0') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
