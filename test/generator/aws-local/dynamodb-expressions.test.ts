import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { remembering, type Context, type Parser } from '../../../generator/aws-local/dynamodb/expressions.js';

const require = createRequire(import.meta.url);
// dynalite's own parsers: nothing here starts an engine, which would let them remember.
const parsers = Object.fromEntries(
  ['condition', 'update', 'projection'].map((name) => [name, require(`dynalite/db/${name}Parser.js`) as Parser]),
);

type Values = Record<string, Record<string, unknown>>;
type Case = [parser: string, text: string, names: Record<string, string> | undefined, values: Values[]];

const texts = (...list: string[]): Values[] => list.map((text) => ({ ':a': { S: text } }));

const cases: Case[] = [
  ['condition', '#a = :a', { '#a': 'name' }, texts('one', 'two', '')],
  ['condition', 'attribute_not_exists(pk)', undefined, [{}, {}]],
  [
    'condition',
    '(#a = :a OR begins_with(#b, :a)) AND NOT size(#a) > :n',
    { '#a': 'a', '#b': 'b' },
    [
      { ':a': { S: 'x' }, ':n': { N: '1' } },
      { ':a': { S: 'y' }, ':n': { N: '22' } },
    ],
  ],
  ['condition', 'begins_with(a, :a)', undefined, [{ ':a': { S: 'x' } }, { ':a': { N: '1' } }, { ':a': { S: 'y' } }]],
  [
    'condition',
    'a BETWEEN :a AND :b',
    undefined,
    [
      { ':a': { N: '1' }, ':b': { N: '2' } },
      { ':a': { N: '3' }, ':b': { N: '2' } },
    ],
  ],
  ['condition', 'attribute_type(a, :a)', undefined, texts('S', 'no type', 'N')],
  [
    'condition',
    'a IN (:a, :b)',
    undefined,
    [
      { ':a': { S: 'same' }, ':b': { S: 'same' } },
      { ':a': { S: 'x' }, ':b': { S: 'y' } },
    ],
  ],
  ['condition', 'a = :missing', undefined, texts('x', 'y')],
  ['condition', 'a = ', undefined, texts('x', 'y')],
  ['condition', '#a = :a', { '#a': 'a', '#unused': 'b' }, [{ ':a': { S: 'x' }, ':more': { S: 'y' } }]],
  [
    'update',
    'SET #a = if_not_exists(#a, :a) + :a, b.c[2] = :b REMOVE d ADD e :a DELETE f :c',
    { '#a': 'constructor' },
    [
      { ':a': { N: '1' }, ':b': { M: { deep: { S: 'x' } } }, ':c': { SS: ['a'] } },
      { ':a': { N: '2' }, ':b': { M: { deep: { L: [] } } }, ':c': { SS: ['b', 'c'] } },
    ],
  ],
  ['update', 'SET a = list_append(a, :a)', undefined, [{ ':a': { L: [] } }, { ':a': { S: 'x' } }]],
  ['update', 'SET a = :a, a = :a', undefined, texts('x', 'y')],
  ['projection', 'a, #b.c[1]', { '#b': 'size' }, [{}, {}]],
];

const outcome = (parser: Parser, text: string, attrNames: Case[2], attrVals: Values) => {
  const keys = (record: object = {}) => Object.fromEntries(Object.keys(record).map((key) => [key, true] as const));
  const context: Context & Record<string, unknown> = {
    ...(attrNames && { attrNames }),
    attrVals,
    unusedAttrNames: keys(attrNames),
    unusedAttrVals: keys(attrVals),
    isReserved: (name: string) => name === 'size',
    compare: (_: string, x: { N: string }, y: { N: string }) => Number(x.N) > Number(y.N),
  };
  let result: unknown;
  try {
    result = parser.parse(text, { context });
  } catch (error) {
    result = { thrown: String(error) };
  }
  return { result, names: Object.keys(context.unusedAttrNames), values: Object.keys(context.unusedAttrVals) };
};

test.each(cases)('%s %s is the same remembered as parsed', (name, text, names, values) => {
  const parser = parsers[name]!;
  const again = remembering(parser);
  for (const given of [...values, ...values.toReversed()])
    expect(outcome(again, text, names, given)).toStrictEqual(outcome(parser, text, names, given));
});

test('an expression is parsed once for all values of the same types, and what is done to a result stays there', () => {
  let parsed = 0;
  const parse: Parser['parse'] = (...given) => ((parsed += 1), parsers['condition']!.parse(...given));
  const parser = remembering({ parse });
  const of = (text: string, values: Values) =>
    outcome(parser, text, undefined, values).result as { expression: { args: unknown[] } };
  const first = of('a = :a', { ':a': { S: 'x' } });
  first.expression.args.length = 0;
  expect(of('a = :a', { ':a': { S: 'y' } }).expression.args).toEqual([['a'], { S: 'y' }]);
  expect(parsed).toBe(1);
  of('a = :a', { ':a': { N: '1' } });
  of('b = :a', { ':a': { S: 'x' } });
  expect(parsed).toBe(3);
  const named = (name: string) => outcome(parser, '#a = :a', { '#a': name }, { ':a': { S: 'x' } }).result;
  expect([named('c'), named('d')]).toMatchObject([
    { expression: { args: [['c'], {}] } },
    { expression: { args: [['d'], {}] } },
  ]);
});

test('neither values nor expressions of any length are kept', () => {
  let parsed = 0;
  const seen: unknown[] = [];
  const parse: Parser['parse'] = (text, options) => {
    parsed += 1;
    seen.push(options.context.attrVals);
    return parsers['condition']!.parse(text, options);
  };
  const parser = remembering({ parse });
  const secret = { ':a': { S: 'secret' } };
  expect(outcome(parser, 'a = :a', undefined, secret).result).toMatchObject({
    expression: { args: [['a'], secret[':a']] },
  });
  expect(JSON.stringify(seen)).not.toContain('secret');
  const long = Array.from({ length: 600 }, () => 'a = :a').join(' OR ');
  for (let call = 0; call < 2; call += 1) outcome(parser, long, undefined, secret);
  expect(parsed).toBe(3);
});
