/**
 * Holds what the functions asked of AWS while the tests ran against the permissions that are derived for them, and
 * prints the table: `npm run permissions`, after `npm test` recorded it.
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
if (!(await permissionTable(process.argv[2] ?? join('tmp', 'uses.jsonl')))) process.exitCode = 1;
