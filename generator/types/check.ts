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
  /** The override that a hand-written file is, or that a planned one is wired to. */
  readonly override: Override | undefined;
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
      return { file, text, override: byFile.get(file), planned: false };
    });
  const planned = [...plan.files]
    .filter(([path]) => path.endsWith('.ts'))
    .map(([path, { content, slots }]): Checked => {
      const override = slots.map((slot) => overrides.filled.get(slot)).find((one) => one !== undefined);
      return { file: `${folder}/${path}`, text: content, override, planned: true };
    });
  const wired = planned.filter(({ override }) => override !== undefined);
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
  const others = wired.filter(({ override }) => override && !faulty.has(override.file));
  return { texts, diagnostics: [...own, ...others.flatMap((one) => faultsOf(one, faults))] };
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
      const { message, ...extra } = wordFault(ts, one, checked.override?.slot, contract);
      const related = (one.relatedInformation ?? []).flatMap((other) => relatedPlace(ts, other, texts)).slice(0, 2);
      return diagnostic(codeOf(checked, one), placeOf(checked, one), message, { ...extra, related });
    });
}

/** The compiler's complaints about what is never used say nothing of types. */
function codeOf({ override }: Checked, { code }: TypeScript.Diagnostic): DiagnosticCode {
  return override && !(code >= 6000 && code < 7000) ? 'AW508' : 'AW512';
}

/** In a hand-written file the very place; of a wiring, the function that is wired. */
function placeOf({ file, override, planned }: Checked, one: TypeScript.Diagnostic): Location {
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
