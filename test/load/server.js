import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Starts `authwright dev` with a meter in it, a data folder of its own and no throttles. Its log goes nowhere.
 *
 * @param nodeOptions further options of Node, `--cpu-prof` for instance
 * @param args further arguments of `dev`
 */
export async function startServer({ nodeOptions = [], args = [] } = {}) {
  mkdirSync('tmp', { recursive: true });
  const data = mkdtempSync(resolve('tmp', 'load-'));
  const meter = new URL('meter.js', import.meta.url).href;
  const node = [...nodeOptions, '--no-warnings', '--import', meter];
  const dev = [join('bin', 'authwright.js'), 'dev', '--port', '0', '--data', data, '--unthrottled', ...args];
  const child = spawn(process.execPath, [...node, ...dev], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let output = '';
  const url = await new Promise((ready, failed) => {
    child.stdout.on('data', (chunk) => {
      const found = /^ready (\S+)$/m.exec((output += chunk))?.[1];
      if (found) ready(found);
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}\n${output}`)));
  });
  return {
    url,
    /** What it has used: CPU in milliseconds, memory in bytes. */
    async usage({ gc = false } = {}) {
      const answer = once(child, 'message');
      child.send({ gc });
      return (await answer)[0];
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
