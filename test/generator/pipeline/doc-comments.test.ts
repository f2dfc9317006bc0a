import { expect, it } from 'vitest';
import { planContract } from './plan.js';

/** The doc comment of a service whose operation has this description. */
async function commentOf(description: string): Promise<readonly string[]> {
  const { files } = await planContract({
    'openapi.json': {
      openapi: '3.1.0',
      info: { title: 'Comments', version: '1' },
      paths: {
        '/': { get: { operationId: 'op', description, security: [], responses: { 204: { description: 'x' } } } },
      },
    },
  });
  const [, comment = ''] =
    /(\/\*\*(?:(?!\/\*\*)[^])*)export type OpService/.exec(files.get('operations/op/service.ts') ?? '') ?? [];
  return comment.trim().split('\n');
}

it('breaks a long line between words, within 120 columns', async () => {
  const lines = await commentOf('word '.repeat(100));
  expect(lines.length).toBeGreaterThan(5);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.join(' ').match(/\bword\b/g)).toHaveLength(100);
});

it('breaks neither code spans nor addresses', async () => {
  const span = '`one two three four five six seven`';
  const address = `https://example.com/${'a'.repeat(150)}`;
  const text = (await commentOf(`${`${span} and `.repeat(8)}${address} end`)).join('\n');
  expect(text.split(span)).toHaveLength(9);
  expect(text).toContain(address);
});

it('goes on with an item of a list under its text', async () => {
  const lines = await commentOf(`- ${'word '.repeat(40)}\n- short`);
  expect(lines.filter((line) => line.startsWith(' *   word'))).toHaveLength(1);
  expect(lines).toContain(' * - short');
});

it.each(['| a | '.repeat(40), `# ${'word '.repeat(40)}`, `\`\`\`\n${'word '.repeat(40)}\n\`\`\``])(
  'leaves a line alone that means something by itself: case %#',
  async (text) => {
    const long = text.split('\n').find((line) => line.length > 120) ?? '';
    expect(await commentOf(`x\n\n${text}`)).toContain(` * ${long.trimEnd()}`);
  },
);

it('begins no line with what would be a tag or a list there', async () => {
  const lines = await commentOf('@deprecated - 1. '.repeat(40).trim().replace('@', 'x @'));
  expect(lines.filter((line) => /^ \* (@|-|1\.)/.test(line))).toEqual([]);
});
