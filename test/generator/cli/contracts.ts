import { mkdirSync } from 'node:fs';
import { temporaryProject, type TemporaryProject } from '../../support/project.js';

/** A small contract as text: two operations, a named schema and a setting. */
export const notes = `openapi: 3.1.0
info: { title: Notes API, version: 1.0.0 }
x-authwright:
  settings: { pageSize: 20 }
paths:
  /notes:
    get:
      operationId: listNotes
      summary: All notes
      responses:
        '200':
          description: The notes.
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Note' } }
  /notes/{noteId}:
    delete:
      operationId: deleteNote
      parameters:
        - { name: noteId, in: path, required: true, schema: { type: string } }
      responses:
        '204': { description: Gone. }
components:
  schemas:
    Note:
      type: object
      required: [id]
      properties:
        id: { type: string }
        text: { type: string }
`;

/** The notes contract without its second operation. */
export const notesWithoutDelete: string = notes.replace(/ {2}\/notes\/\{noteId\}:[^]*?(?=components:)/, '');

/** The service that fills the slot of `listNotes`. */
export const listNotesService = `export const listNotes = async () => ({ status: 200 as const, body: [] });\n`;

/** A project with a contract at its usual place, and an overrides folder if there are overrides. */
export function projectWith(
  contract: string,
  overrides: Readonly<Record<string, string>> = {},
  name = 'cli',
): TemporaryProject {
  const project = temporaryProject(name);
  mkdirSync(project.path('contract'));
  project.write('contract/openapi.yaml', contract);
  for (const [path, text] of Object.entries(overrides)) project.write(`overrides/${path}`, text);
  return project;
}
