import { afterAll } from 'vitest';

/*
 * Of suites that share a process: each finds the environment as the runner gave it, whatever the one before has set.
 */
const given = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  Object.assign(process.env, given);
});
