import type { ts as TypeScript } from 'ts-morph';
import { compiler } from './exports.js';

/** The names of a repository's functions that a service uses, sorted; only `*` where its syntax does not show them. */
export type RepositoryUse = readonly string[];

/** Stands for a use that only the run or another file knows: a repository that is passed on, or read by a computed name. */
export const anyFunction = '*';

type Ts = typeof TypeScript;
type ServiceFunction = TypeScript.ArrowFunction | TypeScript.FunctionExpression | TypeScript.FunctionDeclaration;

/** Reads which functions of `context.repository` a service names. Rather `*` than a name too few. */
export function readRepositoryUse(file: string, source: string, exportName: string): RepositoryUse {
  const ts = compiler();
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const service = serviceFunction(ts, parsed, exportName);
  if (service === undefined) return [anyFunction];
  const used = new Set<string>();
  const [first, context] = service.parameters;
  if (first?.dotDotDotToken || context?.dotDotDotToken) return [anyFunction];
  if (context) noteContext(ts, service, context.name, used);
  return used.has(anyFunction) ? [anyFunction] : [...used].sort();
}

/** The function that a module declares under a name; undefined where it comes from elsewhere, or is the result of a call. */
function serviceFunction(ts: Ts, source: TypeScript.SourceFile, name: string): ServiceFunction | undefined {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name && statement.body) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    const own = statement.declarationList.declarations.find(
      (one) => ts.isIdentifier(one.name) && one.name.text === name,
    );
    const value = own?.initializer && withoutTypes(ts, own.initializer);
    if (value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return value;
  }
  return undefined;
}

function withoutTypes(ts: Ts, expression: TypeScript.Expression): TypeScript.Expression {
  const isWrapped =
    ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression);
  return isWrapped ? withoutTypes(ts, expression.expression) : expression;
}

/** Notes what is used of a context that is bound to a name or taken apart. */
function noteContext(ts: Ts, service: ServiceFunction, context: TypeScript.BindingName, used: Set<string>): void {
  if (ts.isIdentifier(context)) noteUses(ts, service, context.text, used, 'context');
  else notePattern(ts, service, context, used, 'context');
}

/** Notes the members that a pattern takes: all of a repository, of a context the repository alone. */
function notePattern(
  ts: Ts,
  service: ServiceFunction,
  pattern: TypeScript.BindingName,
  used: Set<string>,
  of: 'context' | 'repository',
): void {
  if (!ts.isObjectBindingPattern(pattern)) return void used.add(anyFunction);
  for (const element of pattern.elements) {
    const key = element.propertyName ?? element.name;
    const name = ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : anyFunction;
    if (element.dotDotDotToken) used.add(anyFunction);
    else if (of === 'repository') used.add(name);
    else if (name === anyFunction) used.add(anyFunction);
    else if (name !== 'repository') continue;
    else if (ts.isIdentifier(element.name)) noteUses(ts, service, element.name.text, used, 'repository');
    else notePattern(ts, service, element.name, used, 'repository');
  }
}

/** Notes every use of a name that stands for the context or the repository. A name that is hidden there counts as well. */
function noteUses(
  ts: Ts,
  service: ServiceFunction,
  name: string,
  used: Set<string>,
  of: 'context' | 'repository',
): void {
  const visit = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && isUse(ts, node)) noteUse(ts, service, node, used, of);
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(service, visit);
}

/** Whether an identifier is read, and is no name of a member or of a declaration. */
function isUse(ts: Ts, node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent))
    return parent.initializer === node;
  return true;
}

/** Notes what an expression for the context or the repository is asked for. */
function noteUse(
  ts: Ts,
  service: ServiceFunction,
  node: TypeScript.Expression,
  used: Set<string>,
  of: 'context' | 'repository',
): void {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.initializer === node) {
    if (ts.isIdentifier(parent.name)) noteUses(ts, service, parent.name.text, used, of);
    else notePattern(ts, service, parent.name, used, of);
    return;
  }
  const member = memberOf(ts, parent, node);
  if (member === undefined) used.add(anyFunction);
  else if (of === 'repository') used.add(member.name);
  else if (member.name === 'repository') noteUse(ts, service, member.node, used, 'repository');
}

/** `node.name` or `node['name']` */
function memberOf(
  ts: Ts,
  parent: TypeScript.Node,
  node: TypeScript.Node,
): { readonly name: string; readonly node: TypeScript.Expression } | undefined {
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    return { name: parent.name.text, node: parent };
  const isElement = ts.isElementAccessExpression(parent) && parent.expression === node;
  return isElement && ts.isStringLiteralLike(parent.argumentExpression)
    ? { name: parent.argumentExpression.text, node: parent }
    : undefined;
}
