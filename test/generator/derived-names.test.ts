import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { repository } from '../support/project.js';

/** The modules that spell names. */
const naming = ['derived-names.ts', 'naming.ts', 'name-registry.ts'].map((file) => `generator/contract/model/${file}`);
const folders = ['artifacts', 'contract', 'overrides', 'plan', 'types'];

/** `Service`, `CommandRules`: what makes another name of the one it follows. */
const isWord = (text: string): boolean => /^([A-Z][a-z]{2,})+$|^[PS]k$/.test(text);

/** The words that a file puts after a value without anything between: `${type}Service`, `type + 'Service'`. */
function wordsAfterValues(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) && isWord(node.text)) found.push(node.text);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      if (ts.isStringLiteral(node.right) && isWord(node.right.text)) found.push(node.right.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function pathOf(node: hbs.AST.Statement): string {
  const { path } = node as hbs.AST.MustacheStatement;
  return 'original' in path ? String(path.original) : '';
}

/** The same of a template: `{{type}}Service`, `create{{name}}`. */
function wordsBesideValues(text: string): readonly string[] {
  const found: string[] = [];
  const walk = (body: readonly hbs.AST.Statement[]): void =>
    body.forEach((node, index) => {
      if (node.type === 'BlockStatement') {
        const { program, inverse } = node as hbs.AST.BlockStatement;
        for (const part of [program, inverse]) walk(part?.body ?? []);
      }
      if (node.type !== 'MustacheStatement') return;
      const contents = [body[index - 1], body[index + 1]].map((one) =>
        one?.type === 'ContentStatement' ? (one as hbs.AST.ContentStatement).value : '',
      );
      const isName = ['name', 'type'].includes(pathOf(node).split('/').at(-1)?.split('.').at(-1) ?? '');
      const before = isName ? /[\p{L}\d_$]+$/u.exec(contents[0] ?? '')?.[0] : undefined;
      const word = `${before ?? ''}…${/^[\p{L}\d_$]+/u.exec(contents[1] ?? '')?.[0] ?? ''}`;
      if (word !== '…') found.push(word);
    });
  walk(Handlebars.parse(text).body);
  return found;
}

/** The files of a folder and those below it, with this ending. */
function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith(ending));
}

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

test('no module but those of naming makes a name of another one by a word', () => {
  const files = folders.flatMap((folder) => filesBelow(`generator/${folder}`, '.ts'));
  expect(files.length).toBeGreaterThan(100);
  const others = files.filter((file) => !naming.includes(file));
  expect(others.flatMap((file) => wordsAfterValues(file, read(file)).map((word) => `${file}: ${word}`))).toEqual([]);
});

test('no template of code makes a name of another one by a word', () => {
  const files = filesBelow('templates', '.ts.hbs');
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap((file) => wordsBesideValues(read(file)).map((word) => `${file}: ${word}`))).toEqual([]);
});

test('both look-ups find such words', () => {
  const text =
    "const a = `${type}Service`; const b = type + 'Service'; const c = `${a}Rules${b} Service`; const d = `${a} is`;";
  expect(wordsAfterValues('a.ts', text)).toEqual(['Service', 'Service', 'Rules']);
  expect(wordsBesideValues('{{#if a}}create{{../name}}(){{/if}} {{type}}Service {{b}}')).toEqual([
    'create…',
    '…Service',
  ]);
});
