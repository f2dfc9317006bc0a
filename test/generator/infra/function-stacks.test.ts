import { afterAll, describe, expect, it } from 'vitest';
import {
  functionStacksPath,
  parseFunctionStacks,
  placeFunctions,
} from '../../../generator/artifacts/infra/function-stacks.js';
import type { Operation } from '../../../generator/contract/model/contract.js';
import { planRun } from '../../../generator/plan/run.js';
import { temporaryProject } from '../../support/project.js';

/** Functions keep the stack in which they once were, whatever becomes of the others. */
const project = temporaryProject('function-stacks');
afterAll(() => project.remove());

const named = (tag: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${tag}${String(index).padStart(3, '0')}`);

/** As far as placing looks at them; the tag is the first letter. */
const operationsOf = (ids: readonly string[]): readonly Operation[] =>
  ids.map((id) => ({ operationId: id, tags: [id.charAt(0)], names: { file: id } }) as unknown as Operation);

const place = (ids: readonly string[], placed: ReadonlyMap<string, number> = new Map()) =>
  placeFunctions(operationsOf(ids), placed);

const sizes = (placed: ReadonlyMap<string, number>): readonly number[] => {
  const counts: number[] = [];
  for (const stack of placed.values()) counts[stack - 1] = (counts[stack - 1] ?? 0) + 1;
  return counts;
};

describe('the stacks of functions', () => {
  const first = [...named('b', 100), ...named('c', 50), ...named('d', 90), ...named('e', 160)];

  it('are cut by tag, and hold no more than fit into 450 resources', () => {
    const placed = place(first);
    expect(sizes(placed)).toEqual([100, 140, 146, 14]);
    expect(new Set([...named('c', 50), ...named('d', 90)].map((id) => placed.get(id)))).toEqual(new Set([2]));
  });

  it('keep their functions when operations are added before them and others are removed', () => {
    const before = place(first);
    const more = [...named('a', 30), ...first.filter((id) => !/^[bd]00/.test(id)), 'c900', 'e900'];
    const after = place(more, before);
    expect([...after.keys()].sort()).toEqual([...more].sort());
    expect([...after].filter(([id, stack]) => before.has(id) && before.get(id) !== stack)).toEqual([]);
    // To their tag where it has room, else behind all.
    expect(['c900', 'e900', 'a000'].map((id) => after.get(id))).toEqual([2, 4, 4]);
    expect(Math.max(...sizes(after))).toBeLessThanOrEqual(146);
  });

  it('are read from nothing but whole numbers', () => {
    const text = '{"a":1,"b":0,"c":1.5,"d":"2","e":[3],"f":1000}';
    expect([...(parseFunctionStacks(text) ?? [])]).toEqual([['a', 1]]);
    expect(parseFunctionStacks('not JSON')).toBeUndefined();
  });
});

describe('a run', () => {
  const contractOf = (ids: readonly string[]): object => ({
    openapi: '3.1.0',
    info: { title: 'Many', version: '1' },
    servers: [{ url: 'http://localhost:4000/v1' }],
    paths: Object.fromEntries(
      ids.map((id) => {
        const responses = { 204: { description: 'Done.' } };
        return [`/${id}`, { get: { operationId: id, tags: [id.charAt(0)], responses } }];
      }),
    ),
  });

  /** What a run makes of the file that the last one left. */
  async function run(ids: readonly string[], left?: string): Promise<string> {
    project.write('contract/openapi.json', JSON.stringify(contractOf(ids)));
    if (left !== undefined) project.write(`generated/${functionStacksPath}`, left);
    const options = { out: project.path('generated'), overrides: project.path('overrides') };
    const { result } = await planRun({ contract: project.path('contract/openapi.json'), ...options });
    const file = (path: string): string => result?.plan.files.get(path)?.content ?? expect.fail(path);
    const text = file(functionStacksPath);
    for (const [id, stack] of parseFunctionStacks(text) ?? [])
      expect(file('infra/operations.ts')).toMatch(new RegExp(`file: '${id}',\\s+stack: ${stack},`));
    return text;
  }

  it('leaves functions where the last one placed them', async () => {
    const text = await run(['b000', 'c000']);
    expect(JSON.parse(text)).toEqual({ b000: 1, c000: 1 });
    expect(JSON.parse(await run(['a000', 'c000'], text.replace('"c000": 1', '"c000": 2')))).toEqual({
      a000: 2,
      c000: 2,
    });
  });

  it('refuses to place functions anew because the file is broken', async () => {
    project.write('contract/openapi.json', JSON.stringify(contractOf(['b000'])));
    project.write(`generated/${functionStacksPath}`, '{\n  "b000": 2\n  "c000": 1\n}\n');
    const options = { out: project.path('generated'), overrides: project.path('overrides') };
    const { diagnostics, result } = await planRun({ contract: project.path('contract/openapi.json'), ...options });
    expect(result).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ code: 'AW102', message: 'which stack each function is in is not valid JSON' }),
    ]);
  });

  it('takes both sides of a merge with conflicts', async () => {
    const merged = '{\n  "b000": 2,\n<<<<<<< ours\n  "f000": 3\n=======\n  "g000": 2\n>>>>>>> theirs\n}\n';
    expect(JSON.parse(await run(['b000', 'f000', 'g000'], merged))).toEqual({ b000: 2, f000: 3, g000: 2 });
  });
});
