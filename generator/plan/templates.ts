import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The templates this package ships, beside its compiled code. */
export const ownTemplates: string = packageFolder('templates');

function packageFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, name);
}

/** The file of a folder of templates that is about the folder, and is emitted nowhere. */
const aboutFolder = 'README.md';

/**
 * All templates of a folder, by their path below it with `/`. One that ends in `.hbs` has placeholders and is printed by
 * a family; any other one is a static file, emitted as it is.
 */
export function readTemplates(folder: string = ownTemplates): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), path] as const)
      .filter(([name]) => name !== aboutFolder && !name.endsWith('tsconfig.json'))
      .map(([name, path]) => [name, readFileSync(path, 'utf8')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
