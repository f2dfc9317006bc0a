import { resolve } from 'node:path';
import type { Operation, RepositoryEntity } from '../contract/model/contract.js';
import { closest } from '../contract/resolve/references.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { diagnosticRecords, oneLine, shortPath } from '../diagnostics/report.js';
import { positionOf } from '../diagnostics/position.js';
import type { Slot } from '../overrides/slots.js';
import { slotsOf } from '../overrides/slots.js';
import { planRun, type Run, type RunOptions, type RunResult } from '../plan/run.js';
import { functionFacts, functionText, type FunctionAnswer } from './explain-function.js';
import { exitCodes, printDiagnostics, printJson, reportOptions, type Io } from './io.js';

/** Where everything of an operation comes from, and what becomes of it on AWS. */
interface OperationFacts {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly pointer: string;
  /** `file:line:col` of the operation in the contract. */
  readonly at: string;
  readonly slots: readonly { readonly kind: Slot['kind']; readonly file: string; readonly filled: boolean }[];
  readonly security: readonly (readonly string[])[];
  /** What its repository holds. */
  readonly entities: readonly Pick<RepositoryEntity, 'entity' | 'functions'>[];
  /** Emitted files, as a user types them. */
  readonly files: readonly string[];
  readonly function: FunctionAnswer;
}

/** Explains an operation of the contract, by its operationId or the name of its folder. */
export async function explainOperation(
  options: RunOptions & { readonly subject: string; readonly json: boolean },
  io: Io,
): Promise<number> {
  const { subject, json } = options;
  const run = await planRun(options);
  if (!run.result || hasErrors(run.diagnostics)) {
    if (json)
      printJson(io, { ok: false, diagnostics: diagnosticRecords(run.diagnostics, reportOptions(io, run.sources)) });
    else printDiagnostics(io, run.sources, run.diagnostics);
    return exitCodes.invalid;
  }
  const { operations } = run.result.contract;
  const operation = operations.find(({ operationId, names }) => operationId === subject || names.file === subject);
  if (!operation) return unknownOperation(subject, operations, io, json);
  const facts = {
    ...factsOf(operation, run, run.result, options, io),
    function: await functionFacts(operation.operationId, options.out, run.result),
  };
  if (json) printJson(io, facts);
  else io.out(factsText(facts));
  return exitCodes.done;
}

function unknownOperation(subject: string, operations: readonly Operation[], io: Io, json: boolean): number {
  const close = closest(
    subject,
    operations.map(({ operationId }) => operationId),
  );
  const hint = close === undefined ? '' : ` Did you mean ${oneLine(close)}?`;
  const message = `The contract has no operation "${oneLine(subject)}".${hint}`;
  if (json) printJson(io, { ok: false, message });
  else io.err(`${message}\n`);
  return exitCodes.failed;
}

function factsOf(
  operation: Operation,
  { sources }: Run,
  { contract, overrides, plan }: RunResult,
  { out, overrides: overridesFolder }: RunOptions,
  io: Io,
): Omit<OperationFacts, 'function'> {
  const { operationId, method, path, pointer, at, security, repository, names } = operation;
  const position = positionOf(at, reportOptions(io, sources).lookUp);
  const folder = shortPath(resolve(out), io.folder);
  const home = shortPath(resolve(overridesFolder), io.folder);
  const own = `operations/${names.file}/`;
  return {
    operationId,
    method: method.toUpperCase(),
    path,
    pointer,
    at: `${shortPath(at.file, io.folder)}:${position?.line ?? 1}:${position?.column ?? 1}`,
    slots: slotsOf(contract)
      .filter((slot) => slot.owner === operationId && slot.path.startsWith(own))
      .map((slot) => ({
        kind: slot.kind,
        file: `${home}/${slot.path}.ts`,
        filled: overrides.filled.has(slot.path),
      })),
    security,
    entities: repository.map(({ entity, functions }) => ({ entity, functions })),
    files: [...plan.files]
      .filter(([file, planned]) => file.startsWith(own) || planned.pointer === pointer)
      .map(([file]) => `${folder}/${file}`),
  };
}

function factsText(facts: OperationFacts): string {
  const { operationId, method, path, pointer, at, slots, security, entities, files } = facts;
  const secured = security.map((schemes) => (schemes.length === 0 ? 'none' : schemes.join(' and '))).join(' or ');
  const slotLines = slots.map(
    ({ kind, file, filled }) => `  ${kind.padEnd(10)} ${file}${filled ? '' : ' (not filled)'}`,
  );
  return [
    `${oneLine(operationId)}: ${method} ${oneLine(path)}`,
    '',
    `Contract:  ${oneLine(at)}`,
    `           ${oneLine(pointer)}`,
    `Security:  ${secured === '' ? 'none' : oneLine(secured)}`,
    `Entities:  ${entities.length === 0 ? 'none' : entities.map(({ entity, functions }) => `${entity} (${functions.join(', ')})`).join(', ')}`,
    'Slots:',
    ...slotLines,
    'Files:',
    ...files.map((file) => `  ${oneLine(file)}`),
    ...functionText(facts.function),
    '',
  ].join('\n');
}
