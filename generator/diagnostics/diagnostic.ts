import { catalogue, type DiagnosticCode, type Severity } from './catalogue.js';

/** A place in an input file: absolute path and JSON pointer (`#/paths/~1health/get`). Line and column are looked up only when it is printed. */
export interface Location {
  readonly file: string;
  readonly pointer: string;
  /** Which end of a mapping entry is meant; the value by default. */
  readonly target?: 'key' | 'value';
  /** Known offsets, for faults that no pointer can name (syntax errors, source code). */
  readonly range?: readonly [start: number, end: number];
}

/** The two types that a compiler error holds against each other. */
export interface TypePair {
  readonly expected: string;
  readonly actual: string;
}

/** A located message. Title, cause and severity come from the catalogue. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong here, naming names. */
  readonly message: string;
  readonly at: Location;
  /** What to do, more specific than the catalogue's. */
  readonly fix: string;
  readonly related: readonly { readonly message: string; readonly at: Location }[];
  /** Of a compiler error: the types, as the compiler prints them. */
  readonly types?: TypePair;
}

/** Makes a diagnostic of a code of the catalogue. */
export function diagnostic(
  code: DiagnosticCode,
  at: Location,
  message: string,
  extra: { fix?: string; related?: Diagnostic['related']; types?: TypePair } = {},
): Diagnostic {
  const { severity, fix } = catalogue[code];
  const types = extra.types ? { types: extra.types } : {};
  return { code, severity, message, at, fix: extra.fix ?? fix, related: extra.related ?? [], ...types };
}

/** Whether any of the diagnostics stops the run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}

/** Collects the diagnostics of one run, so that all faults are reported together. */
export interface Reporter {
  report(one: Diagnostic): void;
  readonly diagnostics: readonly Diagnostic[];
}

/** A reporter that keeps each (code, place, message) once. */
export function createReporter(): Reporter {
  const seen = new Map<string, Diagnostic>();
  return {
    report(one) {
      const key = [one.code, one.at.file, one.at.pointer, one.at.range?.[0], one.message].join('\0');
      if (!seen.has(key)) seen.set(key, one);
    },
    get diagnostics() {
      return [...seen.values()];
    },
  };
}
