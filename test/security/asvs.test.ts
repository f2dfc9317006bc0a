import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const folder = import.meta.dirname;

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; in all sections they come first. */
const sections: Readonly<Record<string, number>> = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
  '17.1': 1,
  '17.2': 4,
  '17.3': 2,
};

/** What the design goes by beyond its level. */
const beyond = ['6.3.8', '15.4.2'];

/** What the design names: all of these are shown by tests. */
const shownAtLeast = [
  '2.2.1 2.2.2 2.3.3 2.3.4 3.4.1 3.4.2 3.4.4 4.1.1 6.2.2 6.3.1 6.3.8 6.5.1 6.6.3 7.4.1 7.4.2 7.4.3 7.5.1 8.2.1',
  '8.2.2 8.2.3 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 14.3.2 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7 15.4.2',
  '16.5.1 16.5.2 16.5.3',
].flatMap((line) => line.split(' '));

const table = readFileSync(join(folder, 'asvs.md'), 'utf8');
const [shown = '', rest = ''] = table.split('\n## Not covered\n');

/** The requirements in the first column of a text's tables. */
function requirementsIn(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .flatMap((line) => line.split('|')[1]?.match(/\b\d+\.\d+\.\d+\b/g) ?? []);
}

/** Tests that a document names: the link's text is the name, its target the file. */
function citationsIn(file: string): readonly (readonly [name: string, path: string])[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/\[([^\]]+)\]\(([\w./-]+\.test\.ts)\)/g)].map(([, name = '', path = '']) => {
    return [name, join(dirname(file), path)] as const;
  });
}

test('every requirement of levels 1 and 2 is shown, listed as not covered, or said not to apply', () => {
  const all = Object.entries(sections).flatMap(([section, count]) => {
    return Array.from({ length: count }, (_, index) => `${section}.${index + 1}`);
  });
  const listed = new Set([...requirementsIn(shown), ...requirementsIn(rest)]);
  expect([...all, ...beyond].filter((requirement) => !listed.has(requirement))).toEqual([]);
});

test('what the design goes by is shown', () => {
  const listed = new Set(requirementsIn(shown));
  expect(shownAtLeast.filter((requirement) => !listed.has(requirement))).toEqual([]);
});

test('every row of what is shown names a test', () => {
  const rows = shown.split('\n').filter((line) => /^\| \d/.test(line));
  expect(rows.length).toBeGreaterThan(80);
  expect(rows.filter((row) => !row.includes('.test.ts)'))).toEqual([]);
});

test.each(['asvs.md', 'README.md'])('every test that %s names is in the file that it links to', (document) => {
  const citations = citationsIn(join(folder, document));
  expect(citations.length).toBeGreaterThan(10);
  const missing = citations.filter(([name, file]) => {
    if (!existsSync(file)) return true;
    const text = readFileSync(file, 'utf8');
    return ![`'${name}'`, `"${name}"`].some((quoted) => text.includes(quoted));
  });
  expect(missing).toEqual([]);
});
