import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { init, parse } from 'es-module-lexer';
import { beforeAll, expect, test } from 'vitest';
import { repository } from '../support/project.js';

/** The folders of the generator, the highest first. A folder imports from its own layer and from lower ones only. */
const layers: readonly (readonly string[])[] = [
  ['index.ts', 'cli', 'aws-local'],
  ['console', 'types', 'write', 'projects'],
  ['plan', 'artifacts'],
  ['overrides', 'encode'],
  ['contract'],
  ['diagnostics'],
];

/** The same within the folder of the contract: a later stage imports from earlier ones. */
const stages: readonly (readonly string[])[] = [['compile'], ['validate'], ['resolve'], ['read'], ['model']];

interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The file that imports. */
  readonly file: string;
}

beforeAll(() => init);

test('folders import from folders of their own layer or below', () => {
  const found = arrows(join(repository, 'generator'));
  expect(found.length).toBeGreaterThan(100);
  expect(upward(found, layers)).toEqual([]);
});

test('stages of the contract import from earlier ones', () => {
  expect(upward(arrows(join(repository, 'generator/contract')), stages)).toEqual([]);
});

test('no two folders import from each other', () => {
  for (const folder of ['generator', 'generator/contract']) {
    const found = arrows(join(repository, folder));
    const circles = found.filter(({ from, to }) => found.some((back) => back.from === to && back.to === from));
    expect(circles.map(({ from, to, file }) => `${file}: ${from} -> ${to}`)).toEqual([]);
  }
});

/** The imports that leave one folder below a root for another one. */
function arrows(root: string): readonly Arrow[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => {
      const [imports] = parse(readFileSync(path, 'utf8'), path);
      const file = relative(root, path);
      return imports
        .flatMap(({ n: name }) => (name?.startsWith('.') ? [relative(root, join(dirname(path), name))] : []))
        .filter((target) => !target.startsWith('..'))
        .map((target) => ({ from: topOf(file), to: topOf(target), file }));
    })
    .filter(({ from, to }) => from !== to);
}

function topOf(path: string): string {
  return path.split(sep)[0] ?? path;
}

/** The imports that lead to a higher layer, or to a folder that no layer names. */
function upward(found: readonly Arrow[], order: readonly (readonly string[])[]): readonly string[] {
  const layerOf = (name: string): number => order.findIndex((layer) => layer.includes(name));
  return found
    .filter(({ from, to }) => layerOf(to) < layerOf(from) || layerOf(from) < 0)
    .map(({ from, to, file }) => `${file}: ${from} -> ${to}`);
}
