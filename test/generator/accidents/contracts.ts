import { notes, notesWithoutDelete } from '../cli/contracts.js';

/** The contract that every project of this suite was generated from. */
export const contract: string = notes;

/** The same with another summary: some files differ. */
export const otherSummary: string = notes.replace('All notes', 'Every note');

/** A third one: the same files differ again. */
export const thirdSummary: string = notes.replace('All notes', 'The notes');

/** One operation less: its files go. */
export const withoutDelete: string = notesWithoutDelete;

/** One that cannot be read. */
export const broken: string = notes.replace('operationId: listNotes', 'operationId: [');

/** A file that every contract here has, and one that differs between them. */
export const handler = 'generated/operations/list-notes/handler.ts';
export const readme = 'generated/operations/list-notes/README.md';

/** A file of the component schemas. */
export const note = 'generated/schemas/note.ts';

/** A file that `withoutDelete` does not have. */
export const orphan = 'generated/operations/delete-note/handler.ts';

/** Where the contract is. */
export const contractPath = 'contract/openapi.yaml';
