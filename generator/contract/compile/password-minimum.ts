import type { NamedSchema } from '../model/contract.js';

/** What Cognito asks of a password where a pool says nothing, and the least and greatest that a pool may say. */
const cognito = { otherwise: 8, least: 6, greatest: 99 };

/** The least length of a password: what the contract's strings of format `password` ask for, where they ask anything. */
export function passwordMinimum(schemas: readonly NamedSchema[]): number {
  const lengths = schemas.flatMap(({ schema }) =>
    schema.kind === 'string' && schema.format === 'password' && (schema.minLength ?? 0) > 1
      ? [schema.minLength ?? 0]
      : [],
  );
  if (lengths.length === 0) return cognito.otherwise;
  return Math.min(cognito.greatest, Math.max(cognito.least, Math.min(...lengths)));
}
