import type { Operation, ParameterPlace } from '../../contract/model/contract.js';

/** The parameter places the operation uses, in the order they are emitted. */
export function parameterGroups(operation: Operation): readonly ParameterPlace[] {
  return (['path', 'query', 'header', 'cookie'] as const).filter((place) => operation.parameters[place].length > 0);
}
