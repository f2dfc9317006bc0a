import { child, flag, items, text, type Cursor } from '../read/cursor.js';
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
    nullable: flag(cursor, 'nullable'),
  };
}

/** The annotations that say something, so that merging them over others loses none of theirs. */
export function defined(annotations: Annotations): Partial<Annotations> {
  return {
    at: annotations.at,
    ...(annotations.title === undefined ? {} : { title: annotations.title }),
    ...(annotations.description === undefined ? {} : { description: annotations.description }),
    ...(annotations.deprecated ? { deprecated: true } : {}),
    ...(annotations.examples.length === 0 ? {} : { examples: annotations.examples }),
  };
}
