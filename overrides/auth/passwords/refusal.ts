import type { FieldError } from '../../../generated/http/error-facts.js';

/** A password that may not be set, with the reasons: sentences for the user, which never repeat it. */
export interface PasswordRefused {
  readonly kind: 'password-refused';
  readonly faults: readonly string[];
}

/** A password that only the pool's own policy refuses. There should be none, so the words are general. */
export const refusedByPool: PasswordRefused = {
  kind: 'password-refused',
  faults: ['This password is not accepted.'],
};

/** A refusal as the contract words it, for the field with the password. */
export function passwordFieldErrors(field: string, { faults }: PasswordRefused): readonly FieldError[] {
  return faults.map((message) => ({ field, message }));
}
