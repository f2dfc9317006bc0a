/**
 * What stands below a key of an OpenAPI document, for readers that walk a document without knowing its objects.
 *
 * - `names`: a mapping whose keys the author chose, so that none of them is a keyword
 * - `data`: data of the author, which is no part of the document's structure
 * - `text`: a text for people
 * - `structure`: further objects of the document
 */
export type Held = 'names' | 'data' | 'text' | 'structure';

const names = [
  '$defs',
  'callbacks',
  'content',
  'definitions',
  'dependentSchemas',
  'encoding',
  'headers',
  'links',
  'mapping',
  'mediaTypes',
  'parameters',
  'pathItems',
  'paths',
  'patternProperties',
  'properties',
  'requestBodies',
  'responses',
  'schemas',
  'scopes',
  'securitySchemes',
  'variables',
  'webhooks',
];
const data = ['const', 'default', 'enum', 'example', 'examples', 'value'];
const texts = ['$comment', 'description', 'summary', 'title'];

const table: ReadonlyMap<string, Held> = new Map([
  ...names.map((key) => [key, 'names'] as const),
  ...data.map((key) => [key, 'data'] as const),
  ...texts.map((key) => [key, 'text'] as const),
]);

/**
 * What stands below a key, which is a keyword: not one of a mapping of names. The `examples` of a schema are a list of
 * data; those of a media type, a parameter or the components are Example Objects by name.
 */
export function heldBelow(key: string, value: unknown): Held {
  if (key === 'examples' && typeof value === 'object' && value !== null && !Array.isArray(value)) return 'names';
  return table.get(key) ?? 'structure';
}
