import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, type FileSystem } from './file-system.js';
import { makeWorkFolder, type WorkFolder } from './work-folder.js';

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** Tells the holders of one process apart. */
  readonly id: string;
}

/** A lock that is held until it is released. */
export interface Lock {
  readonly release: () => void;
}

/** How long to wait for a lock, and what to say meanwhile. */
export interface Patience {
  readonly limitMs: number;
  readonly everyMs: number;
  readonly onWait: (holder: LockHolder | undefined) => void;
}

/** Writing takes seconds at most: a lock of this age was left behind, whatever its process number means today. */
const longestMs = 10 * 60_000;

/** A lock file without a holder is being written, unless it stays so for this long. */
const blankMs = 2000;

/** The locks that this process holds. */
const own = new Set<string>();

/**
 * Takes the lock of an output folder. One that a dead process left is taken over; for a live one it waits.
 * @returns the lock, or after `limitMs` who holds it
 * @throws errors of the file system
 */
export async function takeLock(
  fileSystem: FileSystem,
  work: WorkFolder,
  { limitMs, everyMs, onWait }: Patience,
): Promise<Lock | { readonly holder: LockHolder | undefined }> {
  const holder: LockHolder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    id: randomUUID(),
  };
  const start = performance.now();
  let blankSince: number | undefined;
  for (;;) {
    makeWorkFolder(fileSystem, work);
    if (create(fileSystem, work.lock, holder)) return held(fileSystem, work, holder);
    const text = readIfThere(fileSystem, work.lock);
    if (text === undefined) continue;
    const other = parseHolder(text);
    blankSince = other ? undefined : (blankSince ?? performance.now());
    const left = other ? isLeft(other) : performance.now() - (blankSince ?? 0) > blankMs;
    if (left && takeAway(fileSystem, work, text, holder)) continue;
    if (performance.now() - start > limitMs) return { holder: other };
    onWait(other);
    await sleep(everyMs);
  }
}

/** False when someone else's file is there, or the folder has just been removed by one who finished. */
function create(fileSystem: FileSystem, path: string, holder: LockHolder): boolean {
  try {
    own.add(holder.id);
    fileSystem.create(path, `${JSON.stringify(holder)}\n`);
    return true;
  } catch (error) {
    own.delete(holder.id);
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function held(fileSystem: FileSystem, work: WorkFolder, holder: LockHolder): Lock {
  return {
    release() {
      own.delete(holder.id);
      try {
        if (parseHolder(readIfThere(fileSystem, work.lock) ?? '')?.id === holder.id) fileSystem.remove(work.lock);
      } catch {
        // It is taken over by whoever comes next: this process does not own it any more.
      }
    },
  };
}

/**
 * Removes a lock that was left behind. Of several who saw it only one may: else the second would remove the lock that
 * the first has taken meanwhile. False when another one is at it.
 */
function takeAway(fileSystem: FileSystem, work: WorkFolder, seen: string, holder: LockHolder): boolean {
  const guard = work.path('lock.takeover');
  if (!create(fileSystem, guard, holder)) {
    const other = parseHolder(readIfThere(fileSystem, guard) ?? '');
    if (other && !isLeft(other)) return false;
    removeIfThere(fileSystem, guard);
    return true;
  }
  try {
    if (readIfThere(fileSystem, work.lock) === seen) removeIfThere(fileSystem, work.lock);
  } finally {
    removeIfThere(fileSystem, guard);
  }
  return true;
}

/** Whether the holder cannot be at work any more. */
function isLeft({ pid, host, since, id }: LockHolder): boolean {
  if (Date.now() - Date.parse(since) > longestMs) return true;
  if (host !== hostname()) return false;
  return pid === process.pid ? !own.has(id) : !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockHolder> | null;
    const sound =
      Number.isSafeInteger(value?.pid) &&
      Number(value?.pid) > 0 &&
      typeof value?.host === 'string' &&
      typeof value.id === 'string' &&
      !Number.isNaN(Date.parse(String(value.since)));
    return sound ? (value as LockHolder) : undefined;
  } catch {
    return undefined;
  }
}

function readIfThere(fileSystem: FileSystem, path: string): string | undefined {
  try {
    return fileSystem.read(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function removeIfThere(fileSystem: FileSystem, path: string): void {
  try {
    fileSystem.remove(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
