import type { OperationFunction } from '../model.js';

/** The scheme of what nobody may call. Should a contract's own scheme have this name, it is denied as well. */
export const deniedScheme = 'authwright-denied';

/** The scheme that lets callers of an operation in; undefined where it is public. */
export function schemeOf({
  security,
  authorizer,
}: Pick<OperationFunction, 'security' | 'authorizer'>): string | undefined {
  return security.length === 0 ? undefined : (authorizer ?? deniedScheme);
}
