/**
 * Runs one of the commands in cli/: `node generated/infra/run.mjs synth`. It is compiled to CommonJS first, because the
 * CDK loads many times faster that way.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const infra = dirname(fileURLToPath(import.meta.url));
const emitted = dirname(infra);
let project = dirname(emitted);
while (!existsSync(join(project, 'package.json')) && dirname(project) !== project) project = dirname(project);

const [command = '', ...args] = process.argv.slice(2);
const entry = join(infra, 'cli', `${command}.ts`);
if (!/^[a-z]+$/.test(command) || !existsSync(entry)) {
  process.stderr.write(`There is no command "${command}".\n`);
  process.exit(1);
}
const compiled = join(project, 'tmp', 'infra', 'cli', `${command}.cjs`);
await build({
  entryPoints: [entry],
  outfile: compiled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  tsconfigRaw: '{}',
  sourcemap: 'inline',
});
try {
  process.exitCode = await createRequire(import.meta.url)(compiled).main(args, { project, emitted });
} catch (error) {
  process.stderr.write(`${process.env.DEBUG ? error.stack : error.message}\n`);
  process.exitCode = 1;
}
