import { generate, type GenerateOptions } from './generate.js';
import type { Io } from './io.js';
import { watchInputs, type Watch } from './watch.js';

/**
 * Generates, and again after every change of an input. A run that fails says why, and the next change is another
 * chance: somebody may be in the middle of an edit.
 */
export async function generateWatching(options: GenerateOptions, io: Io): Promise<Watch> {
  const watch = watchInputs(options, async () => {
    try {
      await generate(options, io);
    } catch (error) {
      io.err(`authwright: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    io.err('Watching for changes; Ctrl+C ends it.\n');
  });
  // Only then does no change fall between the first run and the watch.
  await watch.ready;
  await watch.call();
  return watch;
}
