import type { AssignmentProperty, Expression, MemberExpression, Node, Property, SpreadElement } from 'acorn';
import type { Reference } from './scopes.js';

/** The text of a string that is written out; undefined for anything that only the run knows. */
export function writtenText(node: Node | undefined): string | undefined {
  const expression = node as Expression | SpreadElement | undefined;
  if (expression?.type === 'Literal') return typeof expression.value === 'string' ? expression.value : undefined;
  if (expression?.type !== 'TemplateLiteral' || expression.expressions.length > 0) return undefined;
  return expression.quasis[0]?.value.cooked ?? undefined;
}

/** The property that a member expression names; undefined where its name is computed. */
export function memberName({ computed, property }: MemberExpression): string | undefined {
  if (computed) return writtenText(property);
  return property.type === 'Identifier' ? property.name : undefined;
}

/** The key of a property; undefined where it is computed. */
export function keyName({ computed, key }: Property | AssignmentProperty): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  return writtenText(key);
}

/** The member expression whose object the reference is. */
export function memberOf({ node, parents }: Pick<Reference, 'node' | 'parents'>): MemberExpression | undefined {
  const parent = parents.at(-1);
  return parent?.type === 'MemberExpression' && (parent as MemberExpression).object === node
    ? (parent as MemberExpression)
    : undefined;
}

/** What a call hands on when its callee is the reference; undefined for any other use. */
export function argumentsOf({ node, parents }: Reference): readonly Node[] | undefined {
  const parent = parents.at(-1) as Expression | undefined;
  return parent?.type === 'CallExpression' && parent.callee === node ? parent.arguments : undefined;
}
