import type { ts as TypeScript } from 'ts-morph';
import type { Contract, Operation } from '../contract/model/contract.js';
import type { TypePair } from '../diagnostics/diagnostic.js';
import { slotText, type Slot } from '../overrides/slots.js';
import { mismatches, readMessage } from './message.js';
import { operationExports } from '../contract/model/derived-names.js';

/** A compiler error in the words of a diagnostic. */
export interface WordedFault {
  readonly message: string;
  readonly types?: TypePair;
  readonly fix?: string;
}

/** Words a compiler error: the slot, the property, both types and what to do. */
export function wordFault(
  ts: typeof TypeScript,
  one: TypeScript.Diagnostic,
  slot: Slot | undefined,
  contract: Contract,
): WordedFault {
  const operation = contract.operations.find(
    ({ operationId }) => slot?.kind === 'service' && operationId === slot.owner,
  );
  const prefix = slot ? `${slotText(slot)}: ` : '';
  const status = operation && undeclaredStatus(one.messageText, operation);
  if (status) return { ...status, message: `${prefix}${status.message}` };
  const { text, expected, actual, suggestion } = readMessage(ts, one.messageText);
  const types = expected === undefined || actual === undefined ? {} : { types: { expected, actual } };
  const fix = suggestion === undefined ? fixOf(one.code, operation) : `Did you mean ${suggestion}?`;
  return { message: `${prefix}${text} (TS${one.code})`, ...types, ...(fix === undefined ? {} : { fix }) };
}

/**
 * A result is a union over the declared statuses. Of one that is not declared the compiler says that it does not fit
 * the last of them, which leads astray.
 */
function undeclaredStatus(
  message: TypeScript.Diagnostic['messageText'],
  { names, responses, method, path }: Operation,
): WordedFault | undefined {
  const declared = responses.map(({ status }) => status);
  // With a range or a default among them, any number may do.
  if (declared.some((status) => !/^\d{3}$/.test(status))) return undefined;
  const result = mismatches(message).findLast(({ expected }) => expected === operationExports(names).result);
  const actual = /^\{ (?:readonly )?status: (number|\d+);/.exec(result?.actual ?? '')?.[1];
  if (actual === undefined || declared.includes(actual)) return undefined;
  return {
    message: actual === 'number' ? 'the status may be any number' : `the status ${actual} is not declared`,
    types: { expected: declared.join(' | '), actual },
    fix:
      actual === 'number'
        ? 'Write the status as a literal: status: 200, or "as const".'
        : `Answer a declared status, or declare ${actual} at ${method.toUpperCase()} ${path} in the contract.`,
  };
}

/** Codes of the compiler for a name that a module does not export, and for a module that is not there. */
const notFound = new Set([2305, 2307, 2614, 2724, 2882]);

function fixOf(code: number, operation: Operation | undefined): string | undefined {
  if (notFound.has(code)) return 'Import what is there; emitted code has only what the contract names.';
  if (!operation) return undefined;
  return `Make the function what the contract says of ${operation.method.toUpperCase()} ${operation.path}, or change the contract.`;
}
