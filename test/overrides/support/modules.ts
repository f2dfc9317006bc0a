import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';

/** A module as its syntax shows it. */
export interface Module {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly source: ts.SourceFile;
  /** What it imports to run: the names by the paths of their modules. Types are none of it. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/** Parses all modules below a folder. */
export function modulesBelow(folder: string): readonly Module[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const paths = names.map((name) => join(folder, name).replaceAll('\\', '/'));
  return paths.sort().map((path) => {
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
    return { path, source, imports: importsOf(source) };
  });
}

function importsOf(source: ts.SourceFile): ReadonlyMap<string, readonly string[]> {
  const imports = new Map<string, readonly string[]>();
  for (const statement of source.statements.filter(ts.isImportDeclaration)) {
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || !ts.isStringLiteral(moduleSpecifier)) continue;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const names = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text);
    const path = pathOf(moduleSpecifier.text, source.fileName);
    if (names.length > 0) imports.set(path, [...(imports.get(path) ?? []), ...names]);
  }
  return imports;
}

/** The file that a specifier names; a package keeps its name. */
function pathOf(specifier: string, importer: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return join(dirname(importer), specifier).replaceAll('\\', '/').replace(/\.js$/, '.ts');
}

/** All nodes below one, itself included. */
export function nodesIn(node: ts.Node): readonly ts.Node[] {
  const below: ts.Node[] = [node];
  node.forEachChild((child) => {
    below.push(...nodesIn(child));
  });
  return below;
}

/** The places where a name stands, be it of a variable, a property or a parameter. */
export function placesOf(name: string, node: ts.Node): readonly ts.Node[] {
  return nodesIn(node).filter((each) => {
    if (ts.isStringLiteral(each)) return each.text === name && ts.isElementAccessExpression(each.parent);
    return ts.isIdentifier(each) && each.text === name;
  });
}

/** Whether a name stands where a method of this name is called. */
export function isMethodCall(place: ts.Node): boolean {
  const { parent } = place;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== place) return false;
  return ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
}
