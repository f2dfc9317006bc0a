import { join } from 'node:path';
import { hashText } from '../../../generator/encode/hash.js';
import { manifestPath, printManifest, type Manifest } from '../../../generator/plan/manifest.js';
import type { Plan, PlannedFile } from '../../../generator/plan/plan.js';
import { compareFolder } from '../../../generator/write/compare.js';
import { nodeFileSystem, type FileSystem } from '../../../generator/write/file-system.js';
import { lookPastUnfinished, openSession, rollForward } from '../../../generator/write/session.js';
import { writeFolder, type WriteFailure, type WriteReport } from '../../../generator/write/write.js';

/** A plan of given files, as if a contract had led to it. */
export function planOf(texts: Readonly<Record<string, string>>): Plan {
  const entries = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  const manifest: Manifest = {
    generator: 'authwright',
    inputs: { contract: hashText(JSON.stringify(texts)), overrides: '', settings: '', templates: '' },
    inputFiles: { contract: {}, overrides: {} },
    overrides: {},
    files: Object.fromEntries(
      entries.map(([path, text]) => [path, { hash: hashText(text), pointer: '#', family: 'x' }]),
    ),
  };
  const file = (content: string): PlannedFile => ({
    content,
    family: 'x',
    pointer: '#',
    slots: [],
    asker: { contract: '#' },
  });
  return {
    manifest,
    files: new Map([
      ...entries.map(([path, text]) => [path, file(text)] as const),
      [manifestPath, file(printManifest(manifest))],
    ]),
  };
}

/** What `generate` does once it has a plan: finish an earlier run, compare, write. */
export async function bring(
  out: string,
  plan: Plan,
  { force = false, fileSystem = nodeFileSystem }: { force?: boolean; fileSystem?: FileSystem } = {},
): Promise<WriteReport | WriteFailure> {
  const session = await openSession(out, { limitMs: 5000, everyMs: 1, onWait: () => undefined }, fileSystem);
  if ('holder' in session) throw new Error(`locked by ${JSON.stringify(session.holder)}`);
  try {
    rollForward(out, fileSystem);
    return writeFolder(out, compareFolder(out, plan, { fileSystem }), force, fileSystem);
  } finally {
    session.close();
  }
}

/** The paths of the files that are not as planned, an unfinished run counted as finished. */
export function differences(out: string, plan: Plan): readonly string[] {
  return compareFolder(out, plan, { look: lookPastUnfinished(out) })
    .files.filter(({ state }) => state !== 'unchanged')
    .map(({ path, state }) => `${path} ${state}`);
}

/** Every path below a folder, folders with a slash at the end. */
export function tree(folder: string, below = ''): readonly string[] {
  return nodeFileSystem.list(join(folder, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return nodeFileSystem.kind(join(folder, path)) === 'folder' ? [`${path}/`, ...tree(folder, path)] : [path];
  });
}
