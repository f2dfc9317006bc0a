/**
 * Holds what the functions asked of AWS while the tests ran against the permissions that are derived for them, and
 * prints the table: `npm run permissions`, after `npm test` recorded it. With --brief it prints the counts and what is wrong.
 * A use that would be denied is a failure, and so is a permission that no test used: it is granted in vain, or a branch
 * has no test.
 */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
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
const { values, positionals } = parseArgs({
  options: { brief: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file = join('tmp', 'uses.jsonl')] = positionals;
const found = await permissionTable(file, values);
if (!found || found.denied > 0 || found.unused > 0) process.exitCode = 1;
