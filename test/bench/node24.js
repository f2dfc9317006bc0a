/**
 * The Node.js that Lambda runs, from the registry, into the ignored tmp/ folder: what a bundle takes to load depends on
 * it. Fetched once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of a Node.js 24, or why there is none. */
export function node24() {
  if (process.version.startsWith('v24.')) return { path: process.execPath };
  const folder = resolve('tmp', 'node24');
  const path = resolve(folder, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const install = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', 'node@24'];
    spawnSync(npm, install, { stdio: 'ignore', shell: process.platform === 'win32' });
  }
  const works = existsSync(path) && spawnSync(path, ['--version']).status === 0;
  return works ? { path } : { reason: 'Node.js 24 could not be fetched (npm install node@24)' };
}
