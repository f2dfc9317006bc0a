import type { SecurityScheme } from './contract.js';

/** Who may call an operation: everybody, whoever one scheme's authorizer lets in, or nobody. */
export type RouteAccess =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'authorized'; readonly scheme: string }
  | { readonly kind: 'nobody'; readonly reason: string };

/**
 * What of an operation's security a gateway can enforce. API Gateway asks one authorizer for a route, and only about a
 * credential that it can see. So of several alternatives the first one serves that is a single scheme whose authorizer is
 * there; the others are refused, as are callers without credentials where these are optional. A route is never more open
 * than the contract says. The gateway document, the local server and the contract tests all go by this decision.
 *
 * @param security alternatives, each a list of schemes that are all needed; none means public
 */
export function routeAccess(
  security: readonly (readonly string[])[],
  schemes: readonly SecurityScheme[],
  hasAuthorizer: (scheme: SecurityScheme) => boolean,
): RouteAccess {
  if (security.length === 0) return { kind: 'everybody' };
  const single = security.flatMap((names) => schemes.find(({ name }) => names.length === 1 && name === names[0]) ?? []);
  const askable = single.filter(({ credential }) => credential !== undefined);
  const served = askable.find(hasAuthorizer);
  if (served) return { kind: 'authorized', scheme: served.name };
  if (askable.length > 0) {
    const names = askable.map(({ name }) => name).join(' or ');
    return { kind: 'nobody', reason: `no override fills the authorizer of ${names}` };
  }
  return {
    kind: 'nobody',
    reason:
      single.length > 0 ? `a gateway cannot see the credential of ${single[0]?.name}` : 'no scheme is enough alone',
  };
}

/** Whether a gateway can enforce all that the security says, once its authorizer is written. */
export function isEnforceable(security: readonly (readonly string[])[], schemes: readonly SecurityScheme[]): boolean {
  if (security.length === 0) return true;
  const [names = []] = security;
  const scheme = schemes.find(({ name }) => name === names[0]);
  return security.length === 1 && names.length === 1 && scheme?.credential !== undefined;
}
