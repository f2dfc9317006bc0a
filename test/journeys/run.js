/** `npm run journey`: compiles the command, which shares its modules with the suites, and runs it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

// As deep below the repository as the sources are, which find it from where they lie.
const outfile = join('tmp', 'journey', 'command.mjs');
await build({
  entryPoints: [join('test', 'journeys', 'command.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  tsconfigRaw: '{}',
});
const { main } = await import(pathToFileURL(outfile).href);
process.exitCode = await main(process.argv.slice(2));
