import type { Contract, Operation } from '../contract/model/contract.js';
import { isEnforceable, routeAccess, type RouteAccess } from '../contract/model/route-access.js';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Overrides } from './scan.js';
import { authorizerSlotPath } from './slots.js';

/** Who may call an operation, given the authorizers that are there. */
export function accessOf({ security }: Operation, { securitySchemes }: Contract, { filled }: Overrides): RouteAccess {
  return routeAccess(security, securitySchemes, (scheme) => filled.has(authorizerSlotPath(scheme)));
}

/**
 * The warnings for security of which a gateway can enforce a part only. What stands at the root is reported once; a
 * scheme that is not defined is an error of its own.
 */
export function accessDiagnostics(contract: Contract, overrides: Overrides): readonly Diagnostic[] {
  const defined = new Set(contract.securitySchemes.map(({ name }) => name));
  return contract.operations
    .filter(({ security }) => security.flat().every((name) => defined.has(name)))
    .filter(({ security }) => !isEnforceable(security, contract.securitySchemes))
    .map((operation) => diagnostic('AW222', operation.securityAt, accessText(operation, contract, overrides)));
}

function accessText(operation: Operation, contract: Contract, overrides: Overrides): string {
  const access = accessOf(operation, contract, overrides);
  if (access.kind !== 'authorized') return `nobody is let in: ${access.kind === 'nobody' ? access.reason : ''}`;
  const refused = operation.security
    .filter((names) => names.join() !== access.scheme)
    .map((names) => (names.length === 0 ? 'callers without credentials' : names.join(' with ')));
  return `${access.scheme} alone lets callers in; refused: ${refused.join(', ')}`;
}
