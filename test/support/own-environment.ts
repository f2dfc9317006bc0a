import { afterAll } from 'vitest';

/*
 * Of suites that share a process: each finds the environment as the runner gave it, whatever the one before has set, and
 * also if that one failed before it began.
 */
const shared = globalThis as { givenEnvironment?: NodeJS.ProcessEnv };
const given = (shared.givenEnvironment ??= { ...process.env });

function restore(): void {
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  Object.assign(process.env, given);
}

restore();
afterAll(restore);
