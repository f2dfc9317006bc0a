import { createRequire } from 'node:module';
import type { ts as TypeScript } from 'ts-morph';
import { diagnostic, type Reporter } from '../diagnostics/diagnostic.js';

/**
 * ts-morph carries the whole compiler, so it is loaded only when there is something to scan; and by `require`, since
 * an `import` would first search its nine megabytes for the names it exports.
 */
const require = createRequire(import.meta.url);

/** The names of the values a module exports, `*` standing for those of an `export * from`. */
export function readExports(file: string, source: string, reporter: Reporter): readonly string[] {
  const { ts } = require('ts-morph') as typeof import('ts-morph');
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, false, ts.ScriptKind.TS);
  const faults =
    (parsed as unknown as { parseDiagnostics?: readonly TypeScript.DiagnosticWithLocation[] }).parseDiagnostics ?? [];
  for (const fault of faults) {
    const range = [fault.start, fault.start + Math.max(1, fault.length)] as const;
    reporter.report(
      diagnostic('AW504', { file, pointer: '#', range }, ts.flattenDiagnosticMessageText(fault.messageText, ' ')),
    );
  }
  return parsed.statements.flatMap((statement) => exportedNames(ts, statement));
}

function exportedNames(ts: typeof TypeScript, statement: TypeScript.Statement): string[] {
  if (ts.isExportDeclaration(statement)) {
    if (statement.isTypeOnly) return [];
    if (!statement.exportClause) return ['*'];
    if (ts.isNamespaceExport(statement.exportClause)) return [statement.exportClause.name.text];
    return statement.exportClause.elements.filter((element) => !element.isTypeOnly).map((element) => element.name.text);
  }
  if (ts.isExportAssignment(statement)) return ['default'];
  if (!ts.canHaveModifiers(statement)) return [];
  const modifiers = new Set(ts.getModifiers(statement)?.map((modifier) => modifier.kind));
  if (!modifiers.has(ts.SyntaxKind.ExportKeyword) || modifiers.has(ts.SyntaxKind.DeclareKeyword)) return [];
  if (modifiers.has(ts.SyntaxKind.DefaultKeyword)) return ['default'];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(ts, name));
  if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
    return [statement.name.text];
  return [];
}

function boundNames(ts: typeof TypeScript, name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(ts, element.name)));
}
