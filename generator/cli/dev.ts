import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  FolderUnavailable,
  InvalidContract,
  startBackend,
  statefulEngines,
  type AnswerRecord,
  type Backend,
} from '../aws-local/index.js';
import { inboxPath } from '../console/inbox.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { printable } from '../diagnostics/report.js';
import type { RunOptions } from '../plan/run.js';
import { exitCodes, printDiagnostics, type Io } from './io.js';
import { portHolder } from './port-holder.js';
import { watchInputs } from './watch.js';

/** What `dev` is asked to do. */
export interface DevOptions extends RunOptions {
  readonly port: number;
  readonly mock: boolean;
  readonly data: string;
  readonly inMemory: boolean;
  readonly reset: boolean;
  readonly inspect: boolean;
  readonly fastSdk: boolean;
  readonly unthrottled: boolean;
}

/** Serves until interrupted. Returns the exit code. */
export async function dev(options: DevOptions, io: Io): Promise<number> {
  if (options.inspect) (await import('node:inspector')).open();
  if (options.reset && !options.inMemory) resetData(resolve(options.data), io);
  let backend: Backend;
  try {
    backend = await startBackend({
      contract: options.contract,
      out: options.out,
      overrides: options.overrides,
      port: options.port,
      mock: options.mock,
      fastSdk: options.fastSdk,
      unthrottled: options.unthrottled,
      ...(options.inMemory ? {} : { data: resolve(options.data) }),
      logLevel: process.env['LOG_LEVEL'] ?? 'WARN',
      onAnswer: (record) => io.err(requestLine(record)),
      onLog: (line) => printLog(io, line),
    });
  } catch (error) {
    return startFailed(error, options, io);
  }
  printDiagnostics(io, backend.run.sources, backend.run.diagnostics);
  const watch = watchInputs(options, () => reload(backend, io));
  // Whoever reads that it is ready may change a file at once.
  await Promise.race([watch.ready, watch.untilInterrupted]);
  io.out(`ready ${backend.url}\n`);
  if (backend.services.engines.includes('ses')) io.out(`mails ${new URL(inboxPath, backend.url).href}\n`);
  await watch.untilInterrupted;
  await backend.close();
  return exitCodes.done;
}

/** Only what the engines made is deleted: the folder is the user's to name. */
function resetData(folder: string, io: Io): void {
  for (const state of statefulEngines.map((name) => join(folder, name))) {
    if (!existsSync(state)) continue;
    rmSync(state, { recursive: true, force: true });
    io.err(`deleted ${state}\n`);
  }
}

async function startFailed(error: unknown, options: DevOptions, io: Io): Promise<number> {
  if (error instanceof InvalidContract) {
    printDiagnostics(io, error.run.sources, error.diagnostics);
    return exitCodes.invalid;
  }
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    const holder = await portHolder(options.port);
    io.err(
      `Port ${options.port} is taken${holder === undefined ? '' : ` by ${holder}`}. Choose another one with --port, for example: npm start -- --port ${options.port + 1}\n`,
    );
    return exitCodes.failed;
  }
  if (error instanceof FolderUnavailable && error.inUse) {
    io.err(
      `${resolve(options.data)} is in use by another server. Stop it, or keep the state elsewhere with --data DIR or --in-memory.\n`,
    );
    return exitCodes.failed;
  }
  throw error;
}

async function reload(backend: Backend, io: Io): Promise<void> {
  const start = performance.now();
  try {
    const run = await backend.reload();
    const errors = hasErrors(run.diagnostics);
    if (errors) printDiagnostics(io, run.sources, run.diagnostics);
    io.err(
      errors
        ? 'not reloaded: the last good backend goes on answering\n'
        : `reloaded in ${Math.round(performance.now() - start)} ms\n`,
    );
  } catch (error) {
    io.err(`not reloaded: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function requestLine({ method, path, status, durationMs, operationId, requestId }: AnswerRecord): string {
  return `${status} ${method} ${printable(path)} ${operationId ?? '-'} ${Math.round(durationMs)} ms ${requestId}\n`;
}

/** Metrics are for CloudWatch; on a terminal they are noise. */
function printLog(io: Io, line: string): void {
  if (!line.includes('"_aws":')) io.err(`${line}\n`);
}
