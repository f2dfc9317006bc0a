import { mkdir } from 'node:fs/promises';
import db from 'dynalite/db/index.js';

/** The data folder cannot be opened. `cause` is LevelDB's error. */
export class FolderUnavailable extends Error {
  override readonly name = 'FolderUnavailable';
  constructor(
    readonly directory: string,
    /** Whether another engine has it open, in this or another process. */
    readonly inUse: boolean,
    cause: unknown,
  ) {
    super(inUse ? `The data folder ${directory} is in use.` : `The data folder ${directory} cannot be opened.`, {
      cause,
    });
  }
}

/**
 * Makes a data folder if it is missing and opens its store once, to see that it can be: dynalite
 * opens it in the background, where a failure is an uncaught exception that ends the process.
 *
 * @throws FolderUnavailable
 */
export async function prepareFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const store = db.create({ path: directory });
    await store.db.open();
    await store.db.close();
  } catch (error) {
    throw new FolderUnavailable(directory, causeCode(error) === 'LEVEL_LOCKED', error);
  }
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
