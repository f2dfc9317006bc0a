import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { extensionFiles } from '../extensions.js';
import { jobs } from '../project.js';

/**
 * Hand-written code that nothing wires, and what nobody has written.
 *
 * @param emitted the emitted folder
 */
export function slotFaults(emitted: string): readonly string[] {
  const folder = resolve(emitted, extensionFiles.folder);
  const files = existsSync(folder) ? readdirSync(folder).filter(isModule) : [];
  return [
    ...files
      .filter((file) => !extensionFiles.names.includes(file))
      .map(
        (file) => `${extensionFiles.folder}/${file} adds to no stack, since nothing wires it: npx authwright generate`,
      ),
    ...Object.entries(jobs)
      .filter(([, { filled }]) => !filled)
      .map(([name]) => `The job ${name} is declared and nothing does its work, so that it is not deployed.`),
  ];
}

/** A module of TypeScript. `x.test.ts` and `x.d.ts` beside it do not count. */
function isModule(file: string): boolean {
  return file.endsWith('.ts') && !file.slice(0, -'.ts'.length).includes('.');
}
