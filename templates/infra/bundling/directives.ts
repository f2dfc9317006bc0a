import type { BlockStatement, Function as FunctionNode, Node, VariableDeclarator } from 'acorn';

/**
 * Facts that emitted functions carry as their first statement: `'authwright:dynamodb User.get';`. A bundler renames
 * functions, and keeps their directives.
 */
const prefix = 'authwright:';

/** The fact that a function carries, without its prefix. */
export function factOf({ body }: FunctionNode): string | undefined {
  if (body.type !== 'BlockStatement') return undefined;
  const [first] = (body as BlockStatement).body;
  if (first?.type !== 'ExpressionStatement' || first.expression.type !== 'Literal') return undefined;
  const { value } = first.expression;
  return typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : undefined;
}

/** The function that a declaration makes, written as a function or as a variable that holds one. */
export function declaredFunction(declaration: Node | undefined): FunctionNode | undefined {
  const node = declaration?.type === 'VariableDeclarator' ? (declaration as VariableDeclarator).init : declaration;
  const kinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
  return node && kinds.includes(node.type) ? (node as FunctionNode) : undefined;
}
