import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository this suite tests. */
export const repository: string = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A folder of its own below the repository, so that emitted code finds its packages. */
export interface TemporaryProject {
  readonly folder: string;
  readonly path: (...parts: string[]) => string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** Every file below a folder of the project, by path with `/`. */
  readonly files: (folder: string) => ReadonlyMap<string, string>;
  readonly remove: () => void;
}

/** Makes an empty project. */
export function temporaryProject(name: string): TemporaryProject {
  const parent = join(repository, 'tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `${name}-`));
  const path = (...parts: string[]): string => join(folder, ...parts);
  return {
    folder,
    path,
    write(file, text) {
      mkdirSync(dirname(path(file)), { recursive: true });
      writeFileSync(path(file), text);
    },
    read: (file) => readFileSync(path(file), 'utf8'),
    files(below) {
      const root = path(below);
      return new Map(
        readdirSync(root, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((file) => [relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a finished command left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder, without colour and without this process's CI variables. */
export function authwright(folder: string, ...args: string[]): Promise<Finished> {
  return run(process.execPath, [join(repository, 'bin/authwright.js'), ...args], folder);
}

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], folder: string): Promise<Finished> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: folder, env: { ...process.env, NO_COLOR: '1', CI: '' } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** Compiles files the way a strict project would; returns the compiler's output, empty when all is well. */
export async function compile(folder: string, ...options: string[]): Promise<string> {
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2022',
        skipLibCheck: true,
        types: ['node'],
        noUncheckedIndexedAccess: true,
      },
      include: ['generated', 'overrides'],
    }),
  );
  const { stdout, stderr } = await run(
    process.execPath,
    // Two suites run at a time: one thread each, and more of them do some of the work twice.
    [join(repository, 'node_modules/typescript/bin/tsc'), '-p', folder, '--checkers', '1', ...options],
    folder,
  );
  return stdout + stderr;
}
