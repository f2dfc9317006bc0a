import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './project.js';

/** A running `authwright dev`. */
export interface DevServer {
  /** What the ready line says. */
  readonly url: string;
  /** Everything on stderr so far. */
  readonly log: () => string;
  /** Settles when stderr matches. */
  readonly logged: (pattern: RegExp) => Promise<void>;
  /** Sends a signal and gives the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

const patienceMs = 120_000;

/** What the test runner sets for itself (`vitest.config.ts`) is not a server's. */
const asGiven = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: undefined };

/** Starts `authwright dev` in a folder, on a free port and in memory unless the arguments say otherwise. */
export function startDev(folder: string, ...args: string[]): Promise<DevServer> {
  const state = args.includes('--data') ? [] : ['--in-memory'];
  const command = [join(repository, 'bin/authwright.js'), 'dev', '--port', '0', ...state, ...args];
  return startServer(process.execPath, command, folder);
}

/** Starts a command that says `ready URL`, as `authwright dev` does. */
export async function startServer(command: string, args: readonly string[], folder: string): Promise<DevServer> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...asGiven, NO_COLOR: '1' } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const url = await until(
    () => /^ready (\S+)$/m.exec(stdout)?.[1],
    () => `no ready line\n${stdout}${stderr}`,
    child,
  );
  return {
    url,
    log: () => stderr,
    logged: async (pattern) =>
      void (await until(
        () => pattern.exec(stderr)?.[0],
        () => `no ${String(pattern)} in\n${stderr}`,
        child,
      )),
    stop: (signal = 'SIGTERM') =>
      new Promise((done) => {
        if (child.exitCode !== null) done(child.exitCode);
        child.once('close', done);
        child.kill(signal);
      }),
  };
}

async function until(read: () => string | undefined, complaint: () => string, child: ChildProcess): Promise<string> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await new Promise((wake) => setTimeout(wake, 25))) {
    const found = read();
    if (found !== undefined) return found;
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${complaint()}`);
  }
  throw new Error(complaint());
}
