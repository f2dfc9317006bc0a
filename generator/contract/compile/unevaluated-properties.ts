import { child, items, type Cursor } from '../read/cursor.js';
import { isReference, type References } from '../resolve/references.js';

/** The keywords by which the value decides which of its properties are evaluated, or that evaluate any of them. */
const dynamic = [
  'oneOf',
  'anyOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'patternProperties',
  'additionalProperties',
  '$dynamicRef',
];

/**
 * Whether the schema itself tells which properties `unevaluatedProperties` leaves to refuse: those that neither it nor
 * a part of it declares. Elsewhere the value tells, and the keyword is not checked.
 */
export function isEvaluatedByDeclaration(cursor: Cursor, references: References, depth = 0): boolean {
  if (depth > 8 || dynamic.some((key) => child(cursor, key) !== undefined)) return false;
  if (depth > 0 && child(cursor, 'unevaluatedProperties') !== undefined) return false;
  const referred = isReference(cursor) ? references.find(cursor) : undefined;
  return [...items(child(cursor, 'allOf')), ...(referred ? [referred] : [])].every((part) =>
    isEvaluatedByDeclaration(part, references, depth + 1),
  );
}
