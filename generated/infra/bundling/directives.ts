import type { BlockStatement, Function as FunctionNode, Node, Statement, VariableDeclarator } from 'acorn';

/**
 * Facts that emitted functions carry as their first statement: `'authwright:dynamodb User.get';`. A bundler renames
 * functions, and keeps their directives.
 */
export const factPrefix = 'authwright:';

/** The fact that a function carries, without its prefix. */
export function factOf(node: FunctionNode): string | undefined {
  return directiveOf(node)?.fact;
}

/** The statement with the fact, and the fact without its prefix. */
export function directiveOf({ body }: FunctionNode): { statement: Statement; fact: string } | undefined {
  if (body.type !== 'BlockStatement') return undefined;
  const [statement] = (body as BlockStatement).body;
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'Literal') return undefined;
  const { value } = statement.expression;
  const isFact = typeof value === 'string' && value.startsWith(factPrefix);
  return isFact ? { statement, fact: value.slice(factPrefix.length) } : undefined;
}

/** The function that a declaration makes, written as a function or as a variable that holds one. */
export function declaredFunction(declaration: Node | undefined): FunctionNode | undefined {
  const node = declaration?.type === 'VariableDeclarator' ? (declaration as VariableDeclarator).init : declaration;
  const kinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
  return node && kinds.includes(node.type) ? (node as FunctionNode) : undefined;
}
