import type { Contract, Operation } from '../../contract/model/contract.js';
import type { Override, Overrides } from '../../overrides/scan.js';
import { operationSlotPath } from '../../overrides/slots.js';
import type { Surroundings } from '../artifact.js';
import type { SchemaContext } from '../schema-compiler/context.js';
import type { CommonResponses } from './common-responses.js';

/** What the modules of this family are given. */
export interface OperationInput {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly schemas: SchemaContext;
  readonly overrides: Overrides;
  readonly surroundings: Surroundings;
  readonly commonResponses: CommonResponses;
}

/** The module of the responses that operations share, as imports name it. */
export const commonResponsesModule = './http/common-responses';

/** The override of one of the operation's slots. */
export function overrideOf(
  { operation, overrides }: OperationInput,
  slot: 'service' | 'repository',
): Override | undefined {
  return overrides.filled.get(operationSlotPath(operation.names.file, slot));
}

/** The module of one of the operation's files, as imports name it. */
export function operationModule(operation: Operation, file: string): string {
  return `./operations/${operation.names.file}/${file}`;
}

/** The module of a slot's override, as imports name it. */
export function overrideModule({ surroundings }: OperationInput, override: Override): string {
  return `${surroundings.overridesModule}/${override.slot.path}`;
}

/** Whether a repository is emitted: entities are declared, or an override brings its own functions. */
export function hasRepository(input: OperationInput): boolean {
  return input.operation.repository.length > 0 || overrideOf(input, 'repository') !== undefined;
}

/** What every file of an operation says of its origin. */
export function originOf(operation: Operation): string {
  return `${operation.method.toUpperCase()} ${operation.path}. Contract: ${operation.pointer}`;
}
