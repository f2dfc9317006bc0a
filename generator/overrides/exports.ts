import { createRequire } from 'node:module';
import type { ts as TypeScript } from 'ts-morph';
import { isIdentifier } from '../contract/model/naming.js';
import { diagnostic, type Reporter } from '../diagnostics/diagnostic.js';
import { declarationsOf, kindOfExpression, type Declared, type ValueKind } from './declarations.js';

/**
 * ts-morph carries the whole compiler, so it is loaded only when there is something to scan; and by `require`, since
 * an `import` would first search its nine megabytes for the names it exports.
 */
const require = createRequire(import.meta.url);

type Range = readonly [start: number, end: number];

/** One export of a module, as its syntax shows it. */
export interface FoundExport {
  /** `default` for a default export. */
  readonly name: string;
  /** Only values and functions are there at run time; types and ambient declarations are not. */
  readonly kind: ValueKind | 'type' | 'ambient';
  readonly range: Range;
}

/** What the syntax of a module tells about its exports. */
export interface ModuleExports {
  readonly found: readonly FoundExport[];
  /** What the module declares at its top without exporting it. */
  readonly locals: ReadonlyMap<string, Declared>;
  /** The specifiers of `export * from`. */
  readonly stars: readonly string[];
  /** Whether it has syntax errors, so that the rest says little. */
  readonly faulty: boolean;
}

/** The compiler's own namespace. */
export function compiler(): typeof TypeScript {
  return (require('ts-morph') as typeof import('ts-morph')).ts;
}

/** Reads the exports of a module; every syntax error is reported at its place. */
export function readExports(file: string, source: string, reporter: Reporter): ModuleExports {
  const ts = compiler();
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const faults =
    (parsed as unknown as { parseDiagnostics?: readonly TypeScript.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
  for (const fault of faults) {
    const range = [fault.start, fault.start + Math.max(1, fault.length)] as const;
    reporter.report(
      diagnostic('AW504', { file, pointer: '#', range }, ts.flattenDiagnosticMessageText(fault.messageText, ' ')),
    );
  }
  const declared = parsed.statements.flatMap((statement) => declarationsOf(ts, parsed, statement));
  const byName = new Map(declared.map((one) => [one.name, one]));
  const found = parsed.statements.flatMap((statement) => exportsOf(ts, parsed, statement, byName));
  const exported = new Set(declared.filter((one) => one.exported));
  return {
    found: [...found, ...[...exported].map(({ name, kind, range }) => ({ name, kind, range }))],
    locals: new Map(declared.filter((one) => !one.exported).map((one) => [one.name, one])),
    stars: parsed.statements.flatMap((statement) =>
      ts.isExportDeclaration(statement) &&
      !statement.isTypeOnly &&
      !statement.exportClause &&
      statement.moduleSpecifier &&
      ts.isStringLiteral(statement.moduleSpecifier)
        ? [statement.moduleSpecifier.text]
        : [],
    ),
    faulty: faults.length > 0,
  };
}

/** The exports whose statements declare nothing: lists, re-exports, `export default` of an expression. */
function exportsOf(
  ts: typeof TypeScript,
  source: TypeScript.SourceFile,
  statement: TypeScript.Statement,
  declared: ReadonlyMap<string, Declared>,
): FoundExport[] {
  const rangeOf = (node: TypeScript.Node): Range => [node.getStart(source), node.getEnd()];
  if (ts.isExportAssignment(statement)) {
    const kind = kindOfExpression(ts, statement.expression);
    return [{ name: 'default', kind, range: [statement.getStart(source), statement.expression.getStart(source)] }];
  }
  if (!ts.isExportDeclaration(statement) || !statement.exportClause) return [];
  const isType = statement.isTypeOnly;
  if (ts.isNamespaceExport(statement.exportClause)) {
    const { name } = statement.exportClause;
    return [{ name: name.text, kind: isType ? 'type' : 'other', range: rangeOf(name) }];
  }
  return statement.exportClause.elements.map((element) => {
    const local = (element.propertyName ?? element.name).text;
    const own = statement.moduleSpecifier ? undefined : declared.get(local)?.kind;
    return {
      name: element.name.text,
      kind: isType || element.isTypeOnly ? 'type' : (own ?? 'unknown'),
      range: rangeOf(element.name),
    };
  });
}

/**
 * The names of the values that a module exports and that an import can name. `export * from` a file of the overrides
 * is followed; `*` stands for what such a statement exports out of a package.
 */
export function exportedValues(
  path: string,
  module: ModuleExports,
  read: (path: string) => ModuleExports | undefined,
  visited: ReadonlySet<string> = new Set(),
): readonly string[] {
  const own = module.found.filter(isValue).map(({ name }) => name);
  const seen = new Set([...visited, path]);
  const passed = module.stars.flatMap((star) => {
    const target = starTarget(path, star);
    if (target !== undefined && seen.has(target)) return [];
    const other = target === undefined ? undefined : read(target);
    if (!other || target === undefined) return ['*'];
    return exportedValues(target, other, read, seen).filter((name) => name !== 'default');
  });
  return [...new Set([...own, ...passed])].filter((name) => isIdentifier(name) || name === '*' || name === 'default');
}

function isValue({ kind }: FoundExport): boolean {
  return kind !== 'type' && kind !== 'ambient';
}

/** The path below the overrides folder that a relative specifier leads to; undefined for a package. */
function starTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}
