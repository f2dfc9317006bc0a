import { watch } from 'chokidar';
import { dirname, resolve } from 'node:path';
import { ownTemplates } from '../plan/templates.js';
import type { RunOptions } from '../plan/run.js';

/** A running watch. */
export interface Watch {
  /** Settles when the process is interrupted or `close` is called. */
  readonly untilInterrupted: Promise<void>;
  readonly close: () => Promise<void>;
}

/** Editors write a file in several steps, and a branch switch writes many: wait until it is quiet. */
const quietMs = 60;

/**
 * Calls back after every change of the contract's folder, the overrides or the templates. Changes during a call lead
 * to one more call after it; calls never overlap.
 */
export function watchInputs(options: RunOptions, onChange: () => Promise<void>): Watch {
  const contractFolder = dirname(resolve(options.contract));
  const out = resolve(options.out);
  const ignored = (path: string): boolean =>
    path.startsWith(out) || /(^|[\\/])(node_modules|\.git|\.authwright|dist)([\\/]|$)/.test(path);
  const watcher = watch([contractFolder, resolve(options.overrides), options.templates ?? ownTemplates], {
    ignored,
    ignoreInitial: true,
  });
  let settle = (): void => undefined;
  const untilInterrupted = new Promise<void>((resolvePromise) => {
    settle = resolvePromise;
  });
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    await onChange();
    running = false;
    if (again) {
      again = false;
      await run();
    }
  };
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), quietMs);
  });
  const close = async (): Promise<void> => {
    clearTimeout(timer);
    await watcher.close();
    settle();
  };
  process.once('SIGINT', () => void close());
  process.once('SIGTERM', () => void close());
  return { untilInterrupted, close };
}
