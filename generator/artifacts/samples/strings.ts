import type { StringSchema } from '../../contract/model/schema.js';
import { wordsOf } from './pattern-words.js';

const number = (index: number): string => (index === 0 ? '' : String(index));
const two = (index: number): string => String(index % 60).padStart(2, '0');

/** A value of each format that is checked, and as many further ones as anybody asks for. */
const formats: Readonly<Record<string, (index: number) => string>> = {
  email: (index) => `user${number(index)}@example.com`,
  uuid: (index) => `3f2b8c1e-6d4a-4f7b-9a51-2c8e0d7f${(0x6b34 + index).toString(16).padStart(4, '0').slice(-4)}`,
  uri: (index) => `https://example.com/${number(index)}`,
  url: (index) => `https://example.com/${number(index)}`,
  date: (index) =>
    `${2026 + Math.trunc(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-31`
      .replace(/(0[469]|11)-31/, '$1-30')
      .replace('02-31', '02-28'),
  'date-time': (index) => `2026-01-31T12:${two(Math.trunc(index / 60))}:${two(index)}Z`,
  time: (index) => `12:${two(Math.trunc(index / 60))}:${two(index)}Z`,
  ipv4: (index) => `192.0.2.${(index % 254) + 1}`,
  ipv6: (index) => `2001:db8::${(index + 1).toString(16)}`,
  hostname: (index) => `example${number(index)}.com`,
  byte: (index) => (index === 0 ? 'ZXhhbXBsZQ==' : Buffer.from(`example${index}`).toString('base64')),
};

/** The shortest values of the formats that leave room for it. */
const short: Readonly<Record<string, readonly string[]>> = {
  email: ['a@example.com', 'a@b.co'],
  uri: ['https://a.co', 'a:b'],
  url: ['https://a.co', 'a:b'],
  hostname: ['a.co', 'a'],
  ipv4: ['1.1.1.1'],
  ipv6: ['::1', '::'],
  byte: ['YQ==', ''],
};

/** Texts that most patterns are met by. */
const everyday = [
  'example',
  'Example',
  'example-1',
  'example.com',
  '/example',
  'https://example.com/',
  '+12025550123',
  '#a1b2c3',
  '1.0.0',
  '2026-01-31',
];

/** How many different texts of one kind are offered. */
const most = 300;

/**
 * Texts for a string, readable ones first; some may break a rule of the schema.
 * @param patterns all that the text must match
 */
export function* stringsOf(schema: StringSchema, patterns: readonly string[]): Iterable<string> {
  const { format, minLength = 0, maxLength = Infinity } = schema;
  const formatted = format !== undefined && Object.hasOwn(formats, format) ? formats[format] : undefined;
  const texts = formatted ?? ((index: number) => `string${number(index)}`);
  for (let index = 0; index < most; index += 1) {
    yield texts(index).padEnd(minLength, 'x');
    if (!formatted && maxLength < 6) yield texts(index).padEnd(minLength, 'x').slice(0, maxLength);
    // One that does not match will hardly be followed by one that does.
    if (patterns.length > 0 && index === 0) break;
    // The shortest and the longest may be what other rules leave.
    if (index === 2 && !formatted) yield* extremes(minLength, maxLength);
  }
  if (formatted && minLength > 0) yield* padded(texts, minLength);
  if (format !== undefined && Object.hasOwn(short, format)) yield* short[format] ?? [];
  if (patterns.length > 0) {
    yield* everyday;
    yield* runs();
    yield* wordsOf(patterns, minLength, maxLength);
    if (formatted) for (let index = 1; index < most; index += 1) yield texts(index);
  }
  if (!formatted) yield* wordsOf(['^[a-z0-9]*$'], minLength, maxLength);
}

/** Texts as short and as long as the bounds allow. */
function* extremes(minLength: number, maxLength: number): Iterable<string> {
  yield 'a'.repeat(minLength);
  yield 'a'.repeat(Math.max(1, minLength));
  if (maxLength < 10_000) yield 'a'.repeat(maxLength);
}

/** Texts of a format whose shape leaves room for more characters within. */
function* padded(texts: (index: number) => string, length: number): Iterable<string> {
  const text = texts(0);
  const more = 'x'.repeat(Math.max(0, length - text.length));
  yield more + text;
  yield text + more;
  yield `${'example/'}${more}`;
}

/** One character again and again. */
function* runs(): Iterable<string> {
  for (const length of [
    ...Array.from({ length: 64 }, (_, index) => index + 1),
    100,
    128,
    255,
    256,
    500,
    512,
    1000,
    1024,
  ]) {
    for (const one of ['a', 'A', '1', '0']) yield one.repeat(length);
  }
}
