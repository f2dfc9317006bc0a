import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { promisify } from 'node:util';

/** The process that listens on a local port, as `node (pid 123)`; undefined where the system does not tell. */
export async function portHolder(port: number): Promise<string | undefined> {
  return process.platform === 'linux' ? holderFromProc(port) : holderFromLsof(port);
}

/** Linux: the listening socket's inode, and the process that has it open. */
function holderFromProc(port: number): string | undefined {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
      lines(table)
        .map((line) => line.trim().split(/\s+/))
        .filter((fields) => fields[1]?.endsWith(wanted) && fields[3] === '0A')
        .map((fields) => `socket:[${fields[9] ?? ''}]`),
    ),
  );
  const pid =
    inodes.size === 0
      ? undefined
      : list('/proc')
          .filter((name) => /^\d+$/.test(name))
          .find((name) => holdsSocket(name, inodes));
  return pid === undefined ? undefined : `${lines(`/proc/${pid}/comm`)[0] ?? 'a process'} (pid ${pid})`;
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  return list(`/proc/${pid}/fd`).some((descriptor) => {
    try {
      return inodes.has(readlinkSync(`/proc/${pid}/fd/${descriptor}`));
    } catch {
      return false;
    }
  });
}

async function holderFromLsof(port: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc']);
    const pid = /^p(\d+)$/m.exec(stdout)?.[1];
    const command = /^c(.+)$/m.exec(stdout)?.[1];
    return pid === undefined ? undefined : `${command ?? 'a process'} (pid ${pid})`;
  } catch {
    return undefined;
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
