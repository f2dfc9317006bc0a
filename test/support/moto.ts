import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A running `moto_server`, which emulates many services of AWS on one endpoint. */
export interface Moto {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Credentials that it takes, as it takes any. */
export const motoCredentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };

/**
 * Starts moto on a free port.
 *
 * @returns undefined where there is no `moto_server` on the path
 * @throws Error when it ends without having listened
 */
export async function startMoto(): Promise<Moto | undefined> {
  const child = spawn('moto_server', ['-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const listening = new Promise<string | undefined>((resolve, reject) => {
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve(undefined);
      else reject(error);
    });
    child.once('exit', (code) => reject(new Error(`moto_server ended with ${code}: ${lines.slice(-5).join('\n')}`)));
  });
  const endpoint = await listening;
  if (endpoint === undefined) return undefined;
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { endpoint, stop };
}
