import { resolve } from 'node:path';
import type { ts as TypeScript } from 'ts-morph';
import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import { createReporter, diagnostic, type Diagnostic, type Location } from '../diagnostics/diagnostic.js';
import { readExports } from '../overrides/exports.js';
import type { Override } from '../overrides/scan.js';
import type { Contract } from '../contract/model/contract.js';
import type { RunResult } from '../plan/run.js';
import { wordFault } from './fault.js';
import { compilePlan, type Compiled } from './program.js';

/** What the compiler says of a plan. */
export interface TypeCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that were compiled, by absolute path: places in emitted code are places in the plan, not on disk. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A file to check: a hand-written one, or a planned one that is wired to an override. */
interface Checked {
  readonly file: string;
  readonly text: string;
  /** The override that a hand-written file is, or those that a planned one is wired to. */
  readonly overrides: readonly Override[];
  readonly planned: boolean;
}

/**
 * Compiles all hand-written code together with the planned one. Nothing on disk below the output folder counts.
 * Emitted code that is wired to no override is read for its types and not checked: nothing hand-written can break it.
 * @param out the output folder
 */
export function checkTypes({ plan, overrides, contract, overrideFiles }: RunResult, out: string): TypeCheck {
  const folder = resolve(out).replaceAll('\\', '/');
  const byFile = new Map([...overrides.filled.values()].map((one) => [one.file, one]));
  const written = [...overrideFiles.files]
    .filter(([name]) => name.endsWith('.ts'))
    .map(([name, text]): Checked => {
      const file = `${overrideFiles.folder}/${name}`;
      const override = byFile.get(file);
      return { file, text, overrides: override ? [override] : [], planned: false };
    });
  const planned = [...plan.files]
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, { content, slots }]): Checked => {
      const wiredTo = slots.flatMap((slot) => overrides.filled.get(slot) ?? []);
      return { file: `${folder}/${path}`, text: content, overrides: wiredTo, planned: true };
    });
  const wired = planned.filter((one) => one.overrides.length > 0);
  const textsOf = (files: readonly Checked[]): Map<string, string> =>
    new Map(files.map(({ file, text }) => [file, text]));
  const texts = textsOf([...written, ...planned]);
  const compiled = compilePlan({
    out: folder,
    planned: textsOf(planned),
    roots: textsOf([...written, ...wired]),
    folder: overrideFiles.folder,
  });
  const unable = configFaults(compiled);
  // Under options that are not meant, everything else would be noise.
  if (unable.length > 0) return { texts, diagnostics: unable };
  const faults = { compiled, contract, texts };
  const own = written.flatMap((one) => faultsOf(one, faults));
  const faulty = new Set(own.map(({ at }) => at.file));
  // An override that is wrong in itself is not wrong once more where it is wired.
  const others = wired.flatMap((one) => faultsOf(one, faults)).filter(({ at }) => !faulty.has(at.file));
  return { texts, diagnostics: [...own, ...others] };
}

interface Faults {
  readonly compiled: Compiled;
  readonly contract: Contract;
  readonly texts: ReadonlyMap<string, string>;
}

function faultsOf(checked: Checked, { compiled, contract, texts }: Faults): readonly Diagnostic[] {
  const { ts, program } = compiled;
  const source = program.getSourceFile(checked.file);
  if (!source) return [];
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .map((one) => {
      const override = overrideAt(checked, one);
      const { message, ...extra } = wordFault(ts, one, override?.slot, contract);
      const related = (one.relatedInformation ?? []).flatMap((other) => relatedPlace(ts, other, texts)).slice(0, 2);
      return diagnostic(codeOf(override, one), placeOf(checked, override, one), message, { ...extra, related });
    });
}

/** The override that a fault is about: of several that a planned file is wired to, the one whose function stands there. */
function overrideAt({ overrides }: Checked, one: TypeScript.Diagnostic): Override | undefined {
  const start = one.start ?? 0;
  const text = one.file?.text.slice(start, start + (one.length ?? 0));
  return overrides.find(({ slot }) => slot.exportName === text) ?? overrides[0];
}

/** The compiler's complaints about what is never used say nothing of types. */
function codeOf(override: Override | undefined, { code }: TypeScript.Diagnostic): DiagnosticCode {
  return override && !(code >= 6000 && code < 7000) ? 'AW508' : 'AW512';
}

/** In a hand-written file the very place; of a wiring, the function that is wired. */
function placeOf({ file, planned }: Checked, override: Override | undefined, one: TypeScript.Diagnostic): Location {
  const start = one.start ?? 0;
  const range = [start, start + Math.max(1, one.length ?? 1)] as const;
  if (!planned || !override) return { file, pointer: override?.slot.pointer ?? '#', range };
  const exported = exportRange(override, one.file?.text.slice(...range) ?? '');
  return { file: override.file, pointer: override.slot.pointer, range: exported };
}

/** Where an override exports what fills its slot: by the slot's name, or by the one that stands where it is wired. */
function exportRange({ slot, file, source }: Override, wired: string): readonly [number, number] {
  const { found } = readExports(file, source, createReporter());
  return found.find(({ name }) => name === (slot.exportName ?? wired))?.range ?? [0, 1];
}

function relatedPlace(
  ts: typeof TypeScript,
  { file, start, length, messageText }: TypeScript.DiagnosticRelatedInformation,
  texts: ReadonlyMap<string, string>,
): Diagnostic['related'] {
  if (!file || start === undefined || !texts.has(file.fileName)) return [];
  const at: Location = { file: file.fileName, pointer: '#', range: [start, start + (length ?? 1)] };
  return [{ message: ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, ''), at }];
}

/** What keeps the compiler from doing its work: options, missing type packages. */
function configFaults({ ts, program, configFile, configFaults: read }: Compiled): readonly Diagnostic[] {
  const all = [...read, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  return all
    .filter(({ category }) => category === ts.DiagnosticCategory.Error)
    .map((one) => {
      const start = one.start ?? 0;
      const file = one.file?.fileName ?? configFile ?? 'tsconfig.json';
      const at: Location = { file, pointer: '#', range: [start, start + Math.max(1, one.length ?? 1)] };
      return diagnostic('AW513', at, ts.flattenDiagnosticMessageText(one.messageText, ' ').replace(/\.$/, ''));
    });
}
