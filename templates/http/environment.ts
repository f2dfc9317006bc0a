/// <reference types="node" />

/**
 * The value of an environment variable that the function cannot do without.
 * Called while a module loads, so that a missing one fails the start and not some request.
 *
 * @throws Error naming the variable, when it is absent or empty
 */
export function environment(name: string): string {
  // A fact that a bundle keeps: the variables of a function are those that it is called with.
  'authwright:environment';
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`The environment variable ${name} is missing or empty.`);
  }
  return value;
}

/** The stage that this function belongs to, e.g. `dev` or `prod`. */
export function stage(): string {
  return environment('ENVIRONMENT');
}
