import { mkdir } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { groupedWriter } from '../grouped-writer.js';
import type { Identity } from './identity.js';
import type { Change } from './state.js';

/** The state's folder cannot be opened. `cause` is LevelDB's error, if it is one. */
export class StateUnavailable extends Error {
  override readonly name = 'StateUnavailable';
  constructor(
    readonly directory: string,
    /** Whether another engine has it open, in this or another process. */
    readonly inUse: boolean,
    cause: unknown,
  ) {
    super(inUse ? `The state folder ${directory} is in use.` : `The state folder ${directory} cannot be opened.`, {
      cause,
    });
  }
}

/** Where changes are kept. */
export interface Store {
  /** What was kept when the store was opened. */
  readonly loaded: { readonly identity: Identity | undefined; readonly changes: readonly Change[] };
  saveIdentity(identity: Identity): Promise<void>;
  /** All changes or none, also when the process is killed; in the order of the calls. */
  write(changes: readonly Change[]): Promise<void>;
  close(): Promise<void>;
}

/** A store that forgets. */
export function memoryStore(): Store {
  const nothing = (): Promise<void> => Promise.resolve();
  return { loaded: { identity: undefined, changes: [] }, saveIdentity: nothing, write: nothing, close: nothing };
}

const identityKey = 'identity';
const tables = ['users', 'grants', 'tokens'] as const;

/**
 * Opens a folder and reads all of it.
 *
 * @throws StateUnavailable
 */
export async function openStore(directory: string): Promise<Store> {
  const db = new ClassicLevel<string, unknown>(directory, { valueEncoding: 'json' });
  try {
    // It holds the signing key and the hashes of passwords and tokens.
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await db.open();
    const entries = await db.iterator().all();
    const write = groupedWriter((changes: readonly Change[]) => db.batch(changes.map(operation)), {
      stopsAtFailure: true,
    });
    return {
      loaded: readEntries(entries),
      saveIdentity: (identity) => db.put(identityKey, identity),
      write,
      close: async () => {
        await write([]).catch(() => {});
        await db.close();
      },
    };
  } catch (error) {
    await db.close().catch(() => {});
    throw new StateUnavailable(directory, causeCode(error) === 'LEVEL_LOCKED', error);
  }
}

function readEntries(entries: readonly (readonly [string, unknown])[]): Store['loaded'] {
  const changes = entries.flatMap(([name, value]) => {
    const mark = name.indexOf('!');
    const table = tables.find((table) => table === name.slice(0, mark));
    // Written by this module only, from the same types.
    return table === undefined ? [] : [{ table, key: name.slice(mark + 1), value } as Change];
  });
  const identity = entries.find(([name]) => name === identityKey)?.[1];
  return { identity: identity as Identity | undefined, changes };
}

function operation({
  table,
  key,
  value,
}: Change): { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string } {
  const name = `${table}!${key}`;
  return value === undefined ? { type: 'del', key: name } : { type: 'put', key: name, value };
}

function causeCode(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}
