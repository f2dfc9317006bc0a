import type { ts as TypeScript } from 'ts-morph';

/** What a declaration makes at run time, as far as its syntax tells. `unknown` may be a function. */
export type ValueKind = 'function' | 'other' | 'unknown';

/** Something that a module declares at its top. */
export interface Declared {
  readonly name: string;
  readonly kind: ValueKind | 'type' | 'ambient';
  /** The name itself, or `export default`. */
  readonly range: readonly [start: number, end: number];
  readonly exported: boolean;
}

type Ts = typeof TypeScript;

/** The names that a statement declares. */
export function declarationsOf(ts: Ts, source: TypeScript.SourceFile, statement: TypeScript.Statement): Declared[] {
  if (ts.isImportDeclaration(statement)) return importedTypes(ts, source, statement);
  if (!ts.canHaveModifiers(statement)) return [];
  const modifiers = new Set(ts.getModifiers(statement)?.map((modifier) => modifier.kind));
  const exported = modifiers.has(ts.SyntaxKind.ExportKeyword);
  const ambient = modifiers.has(ts.SyntaxKind.DeclareKeyword);
  const make = (name: TypeScript.Node & { readonly text: string }, kind: Declared['kind']): Declared => ({
    name: name.text,
    kind: ambient && kind !== 'type' ? 'ambient' : kind,
    range: [name.getStart(source), name.getEnd()],
    exported,
  });
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name)
        ? [make(name, initializer ? kindOfExpression(ts, initializer) : 'other')]
        : boundNames(ts, name).map((one) => make(one, 'unknown')),
    );
  const kind = kindOfStatement(ts, statement);
  const name = (statement as { readonly name?: TypeScript.Node }).name;
  if (kind === undefined) return [];
  if (modifiers.has(ts.SyntaxKind.DefaultKeyword)) {
    const start = statement.getStart(source);
    return [{ name: 'default', kind, range: [start, start + 'export default'.length], exported }];
  }
  return name && ts.isIdentifier(name) ? [make(name, kind)] : [];
}

function kindOfStatement(ts: Ts, statement: TypeScript.Statement): Declared['kind'] | undefined {
  // A function without a body is an overload; the one with a body counts.
  if (ts.isFunctionDeclaration(statement)) return statement.body ? 'function' : 'ambient';
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return 'type';
  if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement))
    return 'other';
  if (ts.isImportEqualsDeclaration(statement)) return statement.isTypeOnly ? 'type' : 'unknown';
  return undefined;
}

/** Names that are imported as types, which an export list cannot make values of. */
function importedTypes(ts: Ts, source: TypeScript.SourceFile, statement: TypeScript.ImportDeclaration): Declared[] {
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  if (!clause || !bindings || !ts.isNamedImports(bindings)) return [];
  const whole = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return bindings.elements
    .filter((element) => whole || element.isTypeOnly)
    .map(({ name }) => ({
      name: name.text,
      kind: 'type',
      range: [name.getStart(source), name.getEnd()],
      exported: false,
    }));
}

/** Whether an expression is a function. What is called or named elsewhere may be one. */
export function kindOfExpression(ts: Ts, expression: TypeScript.Expression): ValueKind {
  if (
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isNonNullExpression(expression)
  )
    return kindOfExpression(ts, expression.expression);
  if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) return 'function';
  const isData =
    ts.isObjectLiteralExpression(expression) ||
    ts.isArrayLiteralExpression(expression) ||
    ts.isClassExpression(expression) ||
    ts.isLiteralExpression(expression) ||
    ts.isTemplateExpression(expression) ||
    ts.isPrefixUnaryExpression(expression) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(expression.kind);
  return isData ? 'other' : 'unknown';
}

function boundNames(ts: Ts, name: TypeScript.BindingName): TypeScript.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(ts, element.name)));
}
