import { watch } from 'chokidar';
import { existsSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { contractFile, type RunOptions } from '../plan/run.js';
import { ownTemplates } from '../plan/templates.js';

/** A running watch. */
export interface Watch {
  /** Settles when every change from now on is seen. */
  readonly ready: Promise<void>;
  /** Calls back as after a change. Settles after that call, and the one that a change meanwhile asks for. */
  readonly call: () => Promise<void>;
  /** Settles when the process is interrupted or `close` is called. */
  readonly untilInterrupted: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Editors write a file in several steps, and a branch switch writes many: wait until it is quiet. */
const quietMs = 60;

/**
 * Calls back after every change of the contract's folder, the overrides or the templates, also when one of them is
 * deleted and made anew. Changes during a call lead to one more call after it; calls never overlap. The callback
 * reports its own failures: one that throws ends the process, as anywhere else.
 */
export function watchInputs(options: RunOptions, onChange: () => Promise<void>): Watch {
  const call = oneAtATime(onChange);
  const roots = [
    dirname(resolve(contractFile(options.contract))),
    resolve(options.overrides),
    options.templates === undefined ? ownTemplates : resolve(options.templates),
  ];
  // A folder that is deleted takes its watch along, so the one above it is watched.
  const watcher = watch([...new Set(roots.map(existingAbove))], {
    ignored: (path) => !concerns(resolve(path), roots, resolve(options.out)),
    ignoreInitial: true,
  });
  const ready = new Promise<void>((settle) => void watcher.once('ready', settle));
  let settle = (): void => undefined;
  const untilInterrupted = new Promise<void>((resolvePromise) => {
    settle = resolvePromise;
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void call(), quietMs);
  });
  const interrupt = (): void => void close();
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await watcher.close();
    settle();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  return { ready, call, untilInterrupted, close };
}

/** Runs an action so that calls of it never overlap: those made during one are one call after it. */
function oneAtATime(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const loop = async (): Promise<void> => {
    do {
      again = false;
      await action();
    } while (again);
  };
  return () => {
    again = true;
    running ??= loop().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** The nearest folder above that exists. */
function existingAbove(folder: string): string {
  const above = dirname(folder);
  return existsSync(above) || above === folder ? above : existingAbove(above);
}

/** Whether a path belongs to a root or leads to one. What is emitted or installed is no input. */
function concerns(path: string, roots: readonly string[], out: string): boolean {
  if (isWithin(path, out)) return false;
  return roots.some((root) => {
    if (isWithin(root, path)) return true;
    return (
      isWithin(path, root) && !/(^|[\\/])(node_modules|\.git|\.authwright|dist)([\\/]|$)/.test(relative(root, path))
    );
  });
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
