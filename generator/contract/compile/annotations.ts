import { diagnostic, type Reporter } from '../../diagnostics/diagnostic.js';
import { child, flag, items, text, type Cursor } from '../read/cursor.js';
import { childPointer } from '../read/pointer.js';
import { isReference } from '../resolve/references.js';
import type { Annotations } from '../model/schema.js';

/** The keywords that constrain nothing. */
export const annotationKeys = new Set([
  'title',
  'description',
  'summary',
  'deprecated',
  'example',
  'examples',
  'default',
  'readOnly',
  'writeOnly',
  '$comment',
  'externalDocs',
  'xml',
]);

/** The annotations of a schema that says nothing of itself. */
export function emptyAnnotations(cursor: Cursor): Annotations {
  return {
    at: cursor.at,
    title: undefined,
    description: undefined,
    deprecated: false,
    examples: [],
    default: undefined,
    nullable: false,
  };
}

/** The annotations of a schema. Its default is read apart, since it must fit the schema. */
export function annotationsOf(cursor: Cursor): Annotations {
  const example = child(cursor, 'example');
  return {
    at: cursor.at,
    title: text(cursor, 'title'),
    description: text(cursor, 'description'),
    deprecated: flag(cursor, 'deprecated'),
    examples: [...(example ? [example.value] : []), ...items(child(cursor, 'examples')).map((item) => item.value)],
    default: undefined,
    nullable: false,
    ...(flag(cursor, 'readOnly') ? { readOnly: true } : {}),
    ...(flag(cursor, 'writeOnly') ? { writeOnly: true } : {}),
  };
}

/**
 * Whether `nullable` lets null pass: in OpenAPI 3.0, beside a `type`, and if an `enum` lists null as well (3.0.3, Schema
 * Object). Elsewhere it has no effect, and a warning says so.
 */
export function readNullable(cursor: Cursor, draft: '3.0' | '2020-12', reporter: Reporter): boolean {
  if (!flag(cursor, 'nullable')) return false;
  const listed = child(cursor, 'enum')?.value;
  const why =
    draft !== '3.0'
      ? 'since OpenAPI 3.1 the type lists "null"'
      : isReference(cursor)
        ? 'what stands beside a $ref is ignored'
        : child(cursor, 'type') === undefined && isConstrained(cursor)
          ? 'no "type" stands beside it'
          : Array.isArray(listed) && !listed.includes(null)
            ? 'the enum does not list null'
            : undefined;
  if (why === undefined) return true;
  const at = { file: cursor.at.file, pointer: childPointer(cursor.at.pointer, 'nullable') };
  reporter.report(diagnostic('AW225', at, `null is refused: ${why}`));
  return false;
}

/** Whether something beside the type may refuse null: keywords of one type let it pass. */
function isConstrained(cursor: Cursor): boolean {
  return ['enum', 'allOf', 'oneOf', 'anyOf'].some((key) => child(cursor, key) !== undefined);
}

/** The annotations that say something, so that merging them over others loses none of theirs. */
export function defined(annotations: Annotations): Partial<Annotations> {
  return {
    at: annotations.at,
    ...(annotations.title === undefined ? {} : { title: annotations.title }),
    ...(annotations.description === undefined ? {} : { description: annotations.description }),
    ...(annotations.deprecated ? { deprecated: true } : {}),
    ...(annotations.examples.length === 0 ? {} : { examples: annotations.examples }),
    ...(annotations.readOnly ? { readOnly: true } : {}),
    ...(annotations.writeOnly ? { writeOnly: true } : {}),
  };
}
