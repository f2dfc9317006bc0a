import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, QueueChange, QueueState } from './queue.js';

/** Where a queue's messages are kept. */
export interface QueueStore {
  readonly earlier: QueueState | undefined;
  /** When it returns, the changes survive the process. */
  readonly keep: (changes: readonly QueueChange[]) => void;
}

/** So many changes may stand in the file beside one for each message that is left. */
const staleChanges = 1_000;

/**
 * Opens the file of a queue, one line for each list of changes; without a folder, messages end with the process.
 *
 * @throws Error when the file holds something else: to begin anew would lose messages
 */
export function openQueueStore(name: string, directory: string | undefined): QueueStore {
  if (directory === undefined) return { earlier: undefined, keep: () => undefined };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${name}.jsonl`);
  const earlier = readChanges(file);
  const kept = keptState(earlier ?? []);
  let since = 0;
  let isTorn = false;
  // A rename replaces the file as a whole, so that a kill leaves the old list or the new one.
  const rewrite = (): void => {
    const { waiting, dead } = kept.state();
    const changes = [...waiting.map((waits) => ({ waits })), ...dead.map((died) => ({ died }))];
    writeFileSync(`${file}.new`, changes.length === 0 ? '' : lineOf(changes), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    since = 0;
    isTorn = false;
  };
  rewrite();
  return {
    earlier: earlier && kept.state(),
    keep(changes) {
      // After a write that failed in the middle of a line nothing may follow on it.
      if (isTorn) rewrite();
      isTorn = true;
      appendFileSync(file, lineOf(changes), { mode: 0o600 });
      isTorn = false;
      kept.apply(changes);
      since += changes.length;
      if (since >= staleChanges + kept.size()) attempt(rewrite);
    },
  };
}

/** The state that changes lead to. */
function keptState(earlier: readonly QueueChange[]) {
  const waiting = new Map<string, Message>();
  const dead = new Map<string, Message>();
  const apply = (changes: readonly QueueChange[]): void => {
    for (const change of changes) {
      // Copies: the queue goes on counting on its own.
      if ('waits' in change) waiting.set(change.waits.id, { ...change.waits });
      else waiting.delete('died' in change ? change.died.id : change.done);
      if ('died' in change) dead.set(change.died.id, { ...change.died });
    }
  };
  apply(earlier);
  return {
    apply,
    size: () => waiting.size + dead.size,
    state: (): QueueState => ({ waiting: [...waiting.values()], dead: [...dead.values()] }),
  };
}

/** The file is complete without it, so that the next change may try again. */
function attempt(rewrite: () => void): void {
  try {
    rewrite();
  } catch {
    // An indexer may hold the file.
  }
}

function lineOf(changes: readonly QueueChange[]): string {
  return `${JSON.stringify(changes)}\n`;
}

/** What follows the last line break was being written when the process ended, and was acknowledged to nobody. */
function readChanges(file: string): readonly QueueChange[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const lines = text.split('\n').slice(0, -1);
    return lines.flatMap((line) => changesIn(JSON.parse(line)));
  } catch (error) {
    throw new Error(`${file} holds no messages of a queue`, { cause: error });
  }
}

function changesIn(line: unknown): readonly QueueChange[] {
  if (!Array.isArray(line)) throw new Error('a line is no list of changes');
  return line as QueueChange[];
}
