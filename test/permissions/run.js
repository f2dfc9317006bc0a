/**
 * Holds what the functions asked of AWS while the tests ran against the permissions that are derived for them, and
 * prints the table: `npm run permissions`, after `npm test` recorded it. A use that would be denied is a failure; so is a
 * permission that no test used, unless `--allow-unused` is given.
 */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const compiled = resolve('tmp', 'permissions', 'table.cjs');
await build({
  entryPoints: [join('test', 'permissions', 'table.ts')],
  outfile: compiled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  tsconfigRaw: '{}',
});
const { permissionTable } = createRequire(import.meta.url)(compiled);
const args = process.argv.slice(2);
const allowsUnused = args.includes('--allow-unused');
const [file = join('tmp', 'uses.jsonl')] = args.filter((arg) => !arg.startsWith('--'));
const found = await permissionTable(file);
if (!found || found.denied > 0 || (found.unused > 0 && !allowsUnused)) process.exitCode = 1;
