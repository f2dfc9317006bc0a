import type { Contract } from './contract.js';

/** The least length of a new password: what the contract asks of a string of format `password`, where it asks anything. */
export function passwordMinimum({ schemas }: Contract): number {
  const lengths = schemas.flatMap(({ schema }) =>
    schema.kind === 'string' && schema.format === 'password' && (schema.minLength ?? 0) > 1
      ? [schema.minLength ?? 0]
      : [],
  );
  // Cognito's own least is 6, its greatest 99.
  return lengths.length === 0 ? 8 : Math.min(99, Math.max(6, Math.min(...lengths)));
}
