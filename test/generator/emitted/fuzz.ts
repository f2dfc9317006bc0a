import { createRequire } from 'node:module';
import { build } from 'esbuild';
import type { ZodType } from 'zod';
import { sampleOf } from '../../../generator/artifacts/samples/sample.js';
import { createSchemaContext } from '../../../generator/artifacts/schema-compiler/context.js';
import type { Contract } from '../../../generator/contract/model/contract.js';
import { planRun } from '../../../generator/plan/run.js';
import type { TemporaryProject } from '../../support/project.js';

/** A model that is emitted, and a value that it accepts where one is known. */
export interface Model {
  /** The file and the name that it is exported under. */
  readonly name: string;
  readonly schema: ZodType;
  readonly sample: unknown;
}

/** Emits the models of a contract, those of components and those of operations, bundles and loads them. */
export async function loadModels(contract: string, project: TemporaryProject): Promise<readonly Model[]> {
  const run = await planRun({ contract, out: project.path('generated'), overrides: project.path('overrides') });
  const planned = [...(run.result?.plan.files ?? [])];
  const files = planned.map(([path]) => path).filter((path) => /^schemas\/index\.ts$|\/models\.ts$/.test(path));
  for (const [path, { content }] of planned) project.write(`generated/${path}`, content);
  const text = files.map((path, index) => `export * as m${index} from './generated/${path.replace(/ts$/, 'js')}';`);
  project.write('models.ts', text.join('\n'));
  const outfile = project.path('models.cjs');
  await build({
    entryPoints: [project.path('models.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  const modules = createRequire(import.meta.url)(outfile) as Record<string, Record<string, unknown>>;
  const samples = run.result ? samplesOf(run.result.contract) : new Map<string, unknown>();
  return Object.entries(modules).flatMap(([module, exported]) =>
    Object.entries(exported).flatMap(([name, schema]): Model[] => {
      const file = files[Number(module.slice(1))] ?? '';
      return isModel(schema) ? [{ name: `${file} ${name}`, schema, sample: samples.get(name) }] : [];
    }),
  );
}

function samplesOf(contract: Contract): ReadonlyMap<string, unknown> {
  const context = createSchemaContext(contract.schemas);
  return new Map(contract.schemas.map(({ name, schema }) => [name, sampleOf(schema, context)]));
}

function isModel(value: unknown): value is ZodType {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}

/** A source of pseudo-random numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const scalars: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  'x',
  'true',
  '1',
  'constructor',
  '2026-01-01',
  '\u0000',
  '😀',
  'a@b.example',
  'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  '2026-01-01T00:00:00Z',
  'https://example.com',
  '\uD800',
];

/** A hostile or nearly right value: random JSON whose keys and texts are words that the models know. */
export function randomValue(random: () => number, words: readonly string[], depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const kind = random();
  if (depth > 4 || kind < 0.35) return random() < 0.4 && words.length > 0 ? pick(words) : pick(scalars);
  const size = Math.floor(random() * 5);
  if (kind < 0.5) return Array.from({ length: size }, () => randomValue(random, words, depth + 1));
  const keys = Array.from({ length: size + 1 }, () =>
    random() < 0.9 && words.length > 0 ? pick(words) : pick(['constructor', 'toString', 'hasOwnProperty', 'x']),
  );
  return Object.fromEntries(keys.map((key) => [key, randomValue(random, words, depth + 1)]));
}

/** A value with one place replaced, removed or added to: most of what nearly fits a model. */
export function mutated(value: unknown, random: () => number, words: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return randomValue(random, words, 3);
  if (Array.isArray(value)) {
    const at = Math.floor(random() * value.length);
    return value.map((item: unknown, index) => (index === at ? mutated(item, random, words) : item));
  }
  const entries = Object.entries(value);
  const at = Math.floor(random() * (entries.length + 1));
  const key = words[Math.floor(random() * words.length)] ?? 'x';
  if (at === entries.length) return { ...value, [key]: randomValue(random, words, 3) };
  if (random() < 0.2) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([name, item], index) => [name, index === at ? mutated(item, random, words) : item]),
  );
}

/** The keys and short texts of some values. */
export function wordsOf(values: readonly unknown[]): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.length < 40) found.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      found.add(key);
      walk(item);
    }
  };
  for (const value of values) walk(value);
  return [...found];
}
