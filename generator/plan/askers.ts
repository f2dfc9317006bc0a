import type { Asker, Origin } from '../artifacts/artifact.js';
import type { Plan } from './plan.js';

/** A family of emitted files, and what in the contract and the overrides it is emitted for. */
export interface FamilyReasons {
  readonly name: string;
  readonly askedForBy: readonly Origin[];
  readonly files: readonly { readonly path: string; readonly askedForBy: Asker }[];
}

/**
 * What asked for each family of a plan, and for each of its files: families and files sorted by name.
 *
 * @param only the families that are meant; all when there are none
 */
export function familyReasons({ files }: Plan, only: readonly string[] = []): readonly FamilyReasons[] {
  const families = new Map<string, string[]>();
  for (const [path, { family }] of files) {
    if (only.length > 0 && !only.includes(family)) continue;
    const paths = families.get(family) ?? [];
    paths.push(path);
    families.set(family, paths);
  }
  return [...families]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, paths]) => ({
      name,
      askedForBy: distinct(paths.map((path) => rootOf(path, files))),
      files: paths.map((path) => ({ path, askedForBy: files.get(path)?.asker ?? { contract: '#' } })),
    }));
}

/** What the chain of imports that leads to a file begins with. */
function rootOf(path: string, files: Plan['files']): Origin {
  let asker: Asker = files.get(path)?.asker ?? { contract: '#' };
  // A file is asked for before those that it imports, so that no chain leads back to where it began.
  while ('file' in asker) asker = files.get(asker.file)?.asker ?? { contract: '#' };
  return asker;
}

function distinct(askers: readonly Origin[]): readonly Origin[] {
  const byText = new Map(askers.map((asker) => [JSON.stringify(asker), asker]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, asker]) => asker);
}
