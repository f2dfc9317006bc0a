import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Templates } from './render.js';

/** The templates this package ships, beside its compiled code. */
export const ownTemplates: string = packageFolder('templates');

function packageFolder(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, name);
}

/** All templates of a folder, by their path below it with `/`. */
export function readTemplates(folder: string = ownTemplates): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The look-up that the renderer wants. */
export function templateLookUp(templates: ReadonlyMap<string, string>): Templates {
  return (name) => {
    const text = templates.get(name);
    if (text === undefined) throw new Error(`no template is called ${name}`);
    return text;
  };
}
