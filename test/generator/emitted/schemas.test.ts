import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryProject } from '../../support/project.js';
import { createSchemaContext } from '../../../generator/artifacts/schema-compiler/context.js';
import { accepts } from '../../../generator/artifacts/schema-compiler/accepts.js';
import { sampleOf } from '../../../generator/artifacts/samples/sample.js';
import { buildContract } from '../../../generator/contract/compile/contract.js';
import { sourcesOfText } from '../../../generator/contract/read/sources.js';
import { createReporter } from '../../../generator/diagnostics/diagnostic.js';
import { emit, load } from './backend.js';
import { allRows as all, contractOf, Gives, nameOf, rows, type Row } from './schema-rows.js';

interface Model {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown; readonly error?: Error };
}

describe.each(['3.0', '3.1'] as const)('the models of an OpenAPI %s contract', (dialect) => {
  const project = temporaryProject(`schemas-${dialect}`);
  afterAll(project.remove);
  let models: Readonly<Record<string, Model>> = {};

  beforeAll(async () => {
    await emit(project, contractOf(dialect));
    models = await load(project, 'generated/schemas/index.ts');
  });

  describe.each(Object.entries(rows))('of %s', (_kind, rowsOfKind) => {
    const ofDialect = rowsOfKind.filter((row) => row.only === undefined || row.only === dialect);
    test.each(ofDialect.map((row) => [row.name, row] as const))('take %s', (_name, row) => {
      const model = models[nameOf(row)];
      for (const accepted of row.accept ?? []) {
        const { value, result } = accepted instanceof Gives ? accepted : { value: accepted, result: accepted };
        expect(model?.safeParse(value), `accepts ${show(value)}`).toEqual({ success: true, data: result });
      }
      for (const value of row.refuse ?? []) {
        expect(model?.safeParse(value).success, `refuses ${show(value)}`).toBe(false);
      }
    });
  });

  test('set no prototype by a property that is named __proto__', async () => {
    const schema = { type: 'object', properties: { __proto__x: { type: 'integer' } }, additionalProperties: true };
    const text = JSON.stringify({ ...contractOf(dialect), components: { schemas: { Hostile: schema } } });
    const hostile = temporaryProject('proto');
    await emit(hostile, text.replaceAll('__proto__x', '__proto__'));
    const { Hostile } = await load<{ Hostile: Model }>(hostile, 'generated/schemas/index.ts');
    hostile.remove();
    const { data } = Hostile.safeParse(JSON.parse('{"__proto__": {"polluted": true}, "b": 1}'));
    expect((data as { polluted?: unknown } | undefined)?.polluted).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Hostile.safeParse({ b: 1 })).toEqual({ success: true, data: { b: 1 } });
  });

  /** Values that only the models tell apart: formats in all their detail, and what JSON cannot say. */
  const finer = /the format|__proto__|inherits|-0|NaN/;

  test('and the generator, which picks examples by itself, agree on what is valid', async () => {
    const text = JSON.stringify(contractOf(dialect));
    const contract = await buildContract(sourcesOfText('rows.json', text, createReporter()), createReporter());
    const context = createSchemaContext(contract?.schemas ?? []);
    for (const row of all.filter(({ only, name }) => (only === undefined || only === dialect) && !finer.test(name))) {
      const schema = context.find(nameOf(row));
      if (!schema) throw new Error(`no schema of ${row.name}`);
      for (const one of row.accept ?? []) {
        const value = one instanceof Gives ? one.value : one;
        expect(accepts(schema, value, context), `${row.name} accepts ${show(value)}`).toBe(true);
      }
      for (const value of row.refuse ?? []) {
        expect(accepts(schema, value, context), `${row.name} refuses ${show(value)}`).toBe(false);
      }
      const sample = sampleOf(schema, context);
      const isValid = models[nameOf(row)]?.safeParse(sample).success;
      expect(accepts(schema, sample, context), `the sample of ${row.name}`).toBe(isValid);
      expect(isValid, `the sample of ${row.name}: ${show(sample)}`).toBe(true);
    }
  });

  test('give every value a default of its own', () => {
    const row = all.find(({ name }) => name.startsWith('a list that is left out')) as Row;
    const parse = (): { tags: string[] } => models[nameOf(row)]?.safeParse({}).data as { tags: string[] };
    parse().tags.push('y');
    expect(parse()).toEqual({ tags: ['x'] });
  });
});

test.each([
  ['a reference to itself', { $ref: '#/components/schemas/Loop' }],
  ['an allOf with itself', { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'object' }] }],
  ['a union with itself', { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Loop' }] }],
])('A schema that is nothing but %s is no model that never ends', async (_what, schema) => {
  const project = temporaryProject('loop');
  const emitted = emit(project, { ...contractOf('3.1'), components: { schemas: { Loop: schema } } });
  try {
    await expect(emitted).rejects.toThrow(/#\/components\/schemas\/Loop/);
  } finally {
    project.remove();
  }
});

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 60);
}
