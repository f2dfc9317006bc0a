import type { OperationFunction, SecurityScheme } from '../model.js';
import { securitySchemes } from '../project.js';

/** The scheme of what nobody may call yet. Should a contract's own scheme have this name, it is denied as well. */
export const deniedScheme = 'authwright-denied';

/**
 * Who may call an operation: everybody (undefined), whoever a scheme's authorizer lets in, or nobody. API Gateway asks one
 * authorizer for a route. Of several alternatives the first serves that is one scheme whose authorizer is there; what is
 * left is denied. So a route is never more open than the contract says.
 */
export function schemeOf(
  { security }: Pick<OperationFunction, 'security'>,
  schemes: Readonly<Record<string, SecurityScheme>> = securitySchemes,
): string | undefined {
  if (security.length === 0) return undefined;
  const served = security.find(([name, ...more]) => name !== undefined && more.length === 0 && isServed(schemes, name));
  return served?.[0] ?? deniedScheme;
}

function isServed(schemes: Readonly<Record<string, SecurityScheme>>, name: string): boolean {
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined;
  return scheme !== undefined && scheme.filled && scheme.credential !== undefined;
}
