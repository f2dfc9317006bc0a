import type { Function as FunctionNode, ImportDeclaration, Node, Pattern, Program } from 'acorn';
import { ancestor, type SimpleVisitors } from 'acorn-walk';

/** What a name stands for. */
export interface Binding {
  /** The function, class, variable declarator, import specifier or parameter's function that declares it. */
  readonly declaration: Node;
  /** Of an import. */
  readonly imported?: ImportedName;
}

/** What an import specifier names. */
export interface ImportedName {
  readonly module: string;
  /** `*` for the whole module, `default` for its default export. */
  readonly name: string;
}

/** A use of a name in an expression. */
export interface Reference {
  readonly name: string;
  /** The nodes around it, from the program to its parent. */
  readonly parents: readonly Node[];
  readonly node: Node;
  /** Undefined for a global. */
  readonly binding: Binding | undefined;
}

type Scopes = Map<Node, Map<string, Binding>>;

/** Nodes that hold names of their own. A function holds its parameters and, with its body, its variables. */
const functionScopes = new Set(['Program', 'FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const blockScopes = new Set([
  ...functionScopes,
  'BlockStatement',
  'CatchClause',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'StaticBlock',
  'SwitchStatement',
]);

/** The names of a program, wherever they are declared. */
export interface Names {
  readonly bindings: readonly Binding[];
  /** The uses of the names that some bindings have, and of a few globals, with what each stands for where it is used. */
  readonly references: (wanted: (binding: Binding) => boolean, globals: readonly string[]) => readonly Reference[];
}

/** Reads the names of a program. The walk that this takes calls further visitors, too. */
export function namesOf(program: Program, visitors: SimpleVisitors<unknown> = {}): Names {
  const scopes = declaredNames(program, visitors);
  const named = [...scopes.values()].flatMap((names) => [...names]);
  return {
    bindings: named.map(([, binding]) => binding),
    references: (wanted, globals) => {
      const names = new Set([...globals, ...named.flatMap(([name, binding]) => (wanted(binding) ? [name] : []))]);
      return referencesTo(names, program, scopes);
    },
  };
}

function referencesTo(names: ReadonlySet<string>, program: Program, scopes: Scopes): readonly Reference[] {
  const references: Reference[] = [];
  ancestor(program, {
    Identifier(node, _state, ancestors) {
      if (!names.has(node.name)) return;
      const parents = ancestors.slice(0, -1);
      references.push({ name: node.name, node, parents, binding: bindingOf(node.name, parents, scopes) });
    },
  });
  return references;
}

/** What a name stands for: the innermost scope around it decides. */
function bindingOf(name: string, parents: readonly Node[], scopes: Scopes): Binding | undefined {
  const scope = innermost(parents, (parent) => scopes.get(parent)?.has(name) === true);
  return scope && scopes.get(scope)?.get(name);
}

function declaredNames(program: Program, visitors: SimpleVisitors<unknown>): Scopes {
  const scopes: Scopes = new Map();
  const declare = (scope: Node | undefined, name: string, binding: Binding): void => {
    if (scope === undefined) return;
    const names = scopes.get(scope) ?? new Map<string, Binding>();
    scopes.set(scope, names.set(name, binding));
  };
  ancestor(program, {
    ...visitors,
    ImportDeclaration(node) {
      for (const [name, binding] of importedNames(node)) declare(program, name, binding);
    },
    Function(node, _state, ancestors) {
      const around = node.type === 'FunctionDeclaration' ? nearest(blockScopes, ancestors.slice(0, -1)) : node;
      if (node.id) declare(around, node.id.name, { declaration: node });
      for (const name of parameterNames(node)) declare(node, name, { declaration: node.body });
    },
    Class(node, _state, ancestors) {
      const around = node.type === 'ClassDeclaration' ? nearest(blockScopes, ancestors.slice(0, -1)) : node;
      if (node.id) declare(around, node.id.name, { declaration: node });
    },
    VariableDeclaration(node, _state, ancestors) {
      const around = nearest(node.kind === 'var' ? functionScopes : blockScopes, ancestors.slice(0, -1));
      for (const declarator of node.declarations) {
        for (const name of patternNames(declarator.id)) declare(around, name, { declaration: declarator });
      }
    },
    CatchClause(node) {
      for (const name of node.param ? patternNames(node.param) : []) declare(node, name, { declaration: node });
    },
  });
  return scopes;
}

function nearest(kinds: ReadonlySet<string>, ancestors: readonly Node[]): Node | undefined {
  return innermost(ancestors, ({ type }) => kinds.has(type));
}

/** The last of the nodes that is one of those. */
function innermost(nodes: readonly Node[], isOne: (node: Node) => boolean): Node | undefined {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const node = nodes[index];
    if (node && isOne(node)) return node;
  }
  return undefined;
}

function importedNames({ specifiers, source }: ImportDeclaration): readonly (readonly [string, Binding])[] {
  const module = String(source.value);
  return specifiers.map((specifier) => [
    specifier.local.name,
    { declaration: specifier, imported: { module, name: importedName(specifier) } },
  ]);
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  const { imported } = specifier;
  return imported.type === 'Identifier' ? imported.name : String(imported.value);
}

function parameterNames({ params }: FunctionNode): readonly string[] {
  return params.flatMap(patternNames);
}

/** The names that a pattern declares. */
function patternNames(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => patternNames(one.type === 'Property' ? one.value : one));
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one ? patternNames(one) : []));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    case 'MemberExpression':
      return [];
  }
}
