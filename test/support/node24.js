/**
 * The Node.js that Lambda runs: this process's own, or that of the registry's package `node`, which is installed into
 * the ignored tmp/ folder once.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const isVersion24 = (version) => version.startsWith('v24.');

/** The path of a Node.js 24, or why there is none. */
export function node24() {
  if (isVersion24(process.version)) return { path: process.execPath };
  const folder = resolve('tmp', 'node24');
  const failure = existsSync(folder) ? '' : install(folder);
  const path = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (stdout && isVersion24(stdout)) return { path };
  return { reason: `Node.js 24 could not be had (npm install node@24)${failure}` };
}

/** Installs beside and then renames, so that another process finds all of it or nothing. Gives npm's complaint. */
function install(folder) {
  mkdirSync(resolve('tmp'), { recursive: true });
  const beside = mkdtempSync(`${folder}-`);
  // The package has a script that fetches the program for this platform.
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts=false', '--fetch-retries=1'];
  const { status, stderr, error } = spawnSync('npm', ['install', '--prefix', beside, ...options, 'node@24'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0 && !existsSync(folder)) renameSync(beside, folder);
  rmSync(beside, { recursive: true, force: true });
  if (status === 0) return '';
  const [complaint = error?.message] = (stderr ?? '').split('\n').filter((line) => line.startsWith('npm error'));
  return `: ${complaint}`;
}
