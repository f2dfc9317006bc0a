import { expect, test } from 'vitest';
import { planContract, withoutInputs } from './plan.js';

const operation = `
  get:
    operationId: listNotes
    parameters: [{ $ref: PAGE }]
    responses:
      '200':
        description: The notes.
        content: { application/json: { schema: { type: array, items: { $ref: NOTE } } } }
      '404': { $ref: MISSING }
`;
const note = `
  type: object
  required: [id]
  properties: { id: { type: string }, author: { $ref: AUTHOR }, parent: { $ref: NOTE } }
`;
const author = `\n  type: object\n  properties: { name: { type: string, maxLength: 40 } }\n`;
const page = `\n  name: page\n  in: query\n  schema: { type: integer }\n`;
const missing = `\n  description: No such note.\n`;

const head = 'openapi: 3.1.0\ninfo: { title: Notes, version: 1.0.0 }\n';
const indented = (text: string, by: string): string => text.replaceAll(/\n(?=.)/g, `\n${by}`);
const withReferences = (text: string, references: Readonly<Record<string, string>>): string =>
  Object.entries(references).reduce((done, [name, to]) => done.replaceAll(`$ref: ${name}`, `$ref: '${to}'`), text);

const single = withReferences(
  `${head}paths:
  /notes:${indented(operation, '  ')}components:
  parameters:
    Page:${indented(page, '    ')}  responses:
    Missing:${indented(missing, '    ')}  schemas:
    Note:${indented(note, '    ')}    Author:${indented(author, '    ')}`,
  {
    PAGE: '#/components/parameters/Page',
    MISSING: '#/components/responses/Missing',
    NOTE: '#/components/schemas/Note',
    AUTHOR: '#/components/schemas/Author',
  },
);

test('paths and schemas in files of their own give what one document gives', async () => {
  const expected = withoutInputs(await planContract({ 'openapi.yaml': single }));
  const split = await planContract({
    'openapi.yaml': `${head}paths:
  /notes: { $ref: './paths/notes.yaml#/notes' }
components:
  schemas:
    Note: { $ref: './schemas/notes/note.yaml#/Note' }
    Author: { $ref: './schemas/people.yaml#/Author' }
`,
    'paths/notes.yaml': withReferences(`notes:${operation}`, {
      PAGE: '../common/parameters.yaml#/Page',
      MISSING: '../common/responses.yaml#/Missing',
      NOTE: '../schemas/notes/note.yaml#/Note',
    }),
    'common/parameters.yaml': `Page:${page}`,
    'common/responses.yaml': `Missing:${missing}`,
    'schemas/notes/note.yaml': withReferences(`Note:${note}`, { NOTE: '#/Note', AUTHOR: '../people.yaml#/Author' }),
    'schemas/people.yaml': `Author:${author}`,
  });
  expect(withoutInputs(split)).toEqual(expected);
});

test('schemas that only other files name, one a file, are emitted under the names of their files', async () => {
  const { files, errors } = await planContract({
    'openapi.yaml': `${head}paths:\n  /notes: { $ref: './paths/notes.yaml' }\n`,
    'paths/notes.yaml': withReferences(operation.replaceAll(/\n {2}/g, '\n').trim(), {
      PAGE: '../common.yaml#/Page',
      MISSING: '../common.yaml#/Missing',
      NOTE: '../schemas/Note.yaml',
    }),
    'common.yaml': `Page:${page}Missing:${missing}`,
    'schemas/Note.yaml': withReferences(note.replaceAll(/\n {2}/g, '\n').trim(), {
      NOTE: './Note.yaml',
      AUTHOR: './Author.yaml',
    }),
    'schemas/Author.yaml': author.replaceAll(/\n {2}/g, '\n').trim(),
  });
  expect(errors).toEqual([]);
  const one = (await planContract({ 'openapi.yaml': single })).files;
  expect([...files.keys()]).toEqual([...one.keys()]);
  const withoutPointer = (text: string | undefined): string | undefined => text?.replace(/^\/\/ Contract: .*\n/, '');
  for (const path of ['schemas/note.ts', 'schemas/author.ts', 'operations/list-notes/models.ts']) {
    expect(withoutPointer(files.get(path))).toBe(withoutPointer(one.get(path)));
  }
});

test('the same file reached by different spellings of its path is one schema', async () => {
  const { files, errors } = await planContract({
    'openapi.yaml': `${head}paths:
  /notes:
    get:
      operationId: listNotes
      responses:
        '200':
          description: Notes.
          content: { application/json: { schema: { type: array, items: { $ref: './schemas/../schemas/note.yaml#/Note' } } } }
    post:
      operationId: addNote
      requestBody: { content: { application/json: { schema: { $ref: 'schemas/note.yaml#/Note' } } } }
      responses: { '204': { description: Added. } }
`,
    'schemas/note.yaml': 'Note: { type: object, properties: { id: { type: string } } }\n',
  });
  expect(errors).toEqual([]);
  expect([...files.keys()].filter((path) => path.startsWith('schemas/note'))).toEqual(['schemas/note.ts']);
});

test('a path item that stands in components.pathItems is as good as one in its place', async () => {
  const answers = `responses: { '204': { description: Done. } }`;
  const { files, errors } = await planContract({
    'openapi.yaml': `${head}paths:
  /notes: { $ref: '#/components/pathItems/Notes' }
components:
  pathItems:
    Notes: { get: { operationId: listNotes, ${answers} } }
`,
  });
  expect(errors.map(({ code, at, message }) => `${code} ${at.pointer} ${message}`)).toEqual([]);
  expect([...files.keys()]).toContain('operations/list-notes/handler.ts');
});
