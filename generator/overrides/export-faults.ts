import type { Contract } from '../contract/model/contract.js';
import { closest } from '../contract/resolve/references.js';
import { diagnostic, type Diagnostic, type Location } from '../diagnostics/diagnostic.js';
import type { FoundExport, ModuleExports } from './exports.js';
import type { Slot } from './slots.js';
import { entityFunctionName } from '../contract/model/derived-names.js';

/** Whether the exports of an override leave nothing to complain of, so that its syntax need not be read. */
export function isFaultless(slot: Slot, exports: readonly string[], contract: Contract): boolean {
  if (slot.exportName !== undefined) return exports.includes(slot.exportName);
  return exports.some(isNamed) && misspeltFunctions(slot, exports, contract).length === 0;
}

/** The faults of the exports of an override. */
export function exportFaults(
  slot: Slot,
  file: string,
  module: ModuleExports,
  exports: readonly string[],
  contract: Contract,
): readonly Diagnostic[] {
  // With syntax errors, what seems to be missing may be behind them.
  if (module.faulty) return [];
  const at = (range: readonly [number, number] = [0, 1]): Location => ({ file, pointer: slot.pointer, range });
  if (slot.exportName === undefined) return repositoryFaults(slot, module, exports, contract, at);
  const own = module.found.filter(({ name }) => name === slot.exportName);
  // The set-up of the contract tests is an object; all other slots are functions.
  const usable = own.some(
    ({ kind }) => kind === 'function' || kind === 'unknown' || (kind === 'other' && isData(slot)),
  );
  // What `export *` passes on from a package is not known.
  if (usable || (own.length === 0 && (exports.includes(slot.exportName) || exports.includes('*')))) return [];
  const [wrong] = own;
  return [wrong ? wrongKind(wrong, slot, at(wrong.range)) : missing(slot.exportName, slot, module, exports, at)];
}

function isData({ kind }: Slot): boolean {
  return kind === 'contract-tests';
}

function wrongKind({ name, kind }: FoundExport, slot: Slot, at: Location): Diagnostic {
  const [what, fix] =
    kind === 'type'
      ? ['a type, which is gone at run time', `Export the function itself: "export const ${name} = ...".`]
      : kind === 'ambient'
        ? ['only declared, and has no body', 'Write the function, or remove "declare".']
        : ['no function', `Make it a function: "export const ${name} = ${signature(slot)} => ...".`];
  return diagnostic('AW502', at, `${name} is ${what}`, { fix });
}

/** How a function of a slot begins. */
function signature({ kind }: Slot): string {
  return kind === 'infra' ? '(stacks)' : 'async (input, context)';
}

function missing(
  wanted: string,
  { kind }: Slot,
  { found, locals }: ModuleExports,
  exports: readonly string[],
  at: (range?: readonly [number, number]) => Location,
): Diagnostic {
  const local = locals.get(wanted);
  if (local && local.kind !== 'type')
    return diagnostic('AW502', at(local.range), `${wanted} is declared and not exported`, {
      fix: `Write "export" before the declaration of ${wanted}.`,
    });
  const named = exports.filter(isNamed);
  const close = closest(wanted, named) ?? (named.length === 1 ? named[0] : undefined);
  const byDefault = exports.includes('default');
  const list = exports.length === 0 ? 'it exports nothing' : `it exports ${exports.join(', ')}`;
  const meant = found.find(({ name }) => name === (close ?? (byDefault ? 'default' : undefined)));
  const fix = close
    ? `Rename ${close} to ${wanted}.`
    : byDefault
      ? `Export it by name instead of by default: "export const ${wanted} = ...".`
      : `Add "export const ${wanted} = ...".`;
  // What is a helper there is told from an extension by its place alone.
  const otherwise = kind === 'infra' ? ' A helper of extensions belongs into a folder below infra/.' : '';
  return diagnostic('AW502', at(meant?.range), `no export is named ${wanted}; ${list}`, { fix: fix + otherwise });
}

function repositoryFaults(
  slot: Slot,
  { found }: ModuleExports,
  exports: readonly string[],
  contract: Contract,
  at: (range?: readonly [number, number]) => Location,
): Diagnostic[] {
  const rangeOf = (name: string): FoundExport['range'] | undefined => found.find((one) => one.name === name)?.range;
  if (!exports.some((name) => isNamed(name) || name === '*')) {
    const message = exports.includes('default') ? 'it exports nothing but a default' : 'it exports nothing';
    return [
      diagnostic('AW502', at(rangeOf('default')), message, {
        fix: 'Export each function under the name it has in the repository.',
      }),
    ];
  }
  return misspeltFunctions(slot, exports, contract).map(({ name, close }) =>
    diagnostic('AW510', at(rangeOf(name)), `${name} replaces nothing and is added beside ${close}`, {
      fix: `Did you mean ${close}? If not, give it a name that is less like it.`,
    }),
  );
}

/** Functions that replace none of an entity and are nearly called like one. A plural or a longer name is meant so. */
function misspeltFunctions(
  { owner }: Slot,
  exports: readonly string[],
  contract: Contract,
): readonly { readonly name: string; readonly close: string }[] {
  const repository = contract.operations.find(({ operationId }) => operationId === owner)?.repository ?? [];
  const functions = repository.flatMap(({ entity, functions: verbs }) =>
    verbs.map((verb) => entityFunctionName({ name: entity }, verb)),
  );
  return exports.filter(isNamed).flatMap((name) => {
    const close = functions.includes(name)
      ? undefined
      : closest(
          name,
          functions.filter((one) => !exports.includes(one)),
        );
    const isOwn = close === undefined || name.startsWith(close) || close.startsWith(name) || farFrom(name, close);
    return isOwn ? [] : [{ name, close }];
  });
}

/** `findUser` is as near to `getUser` as a misspelling would be, and is another word. */
function farFrom(name: string, close: string): boolean {
  const verb = (one: string): string => /^[a-z]+/.exec(one)?.[0] ?? '';
  return verb(name) !== verb(close) && closest(verb(name), [verb(close)]) === undefined;
}

function isNamed(name: string): boolean {
  return name !== '*' && name !== 'default';
}
