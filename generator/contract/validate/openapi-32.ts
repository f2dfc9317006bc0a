import { isMapping } from '../read/cursor.js';
import { heldBelow } from '../read/structure.js';

/** Fields that OpenAPI 3.2 added to any object that has them. */
const addedAnywhere = new Set([
  '$self',
  'additionalOperations',
  'query',
  'itemSchema',
  'itemEncoding',
  'prefixEncoding',
  'dataValue',
  'serializedValue',
  'oauth2MetadataUrl',
  'defaultMapping',
  'nodeType',
  'deviceAuthorization',
]);

/** Fields that it added to the objects of a list or mapping, by the key of that list or mapping. */
const addedTo: Readonly<Record<string, ReadonlySet<string>>> = {
  servers: new Set(['name']),
  tags: new Set(['summary', 'parent', 'kind']),
  responses: new Set(['summary']),
  securitySchemes: new Set(['deprecated']),
};

/**
 * A document of OpenAPI 3.2 as 3.1 would have it, for a validator that knows no 3.2: what 3.2 added is taken out or
 * becomes what 3.1 has in its place. Nothing moves, so that places stay what they are.
 */
export function asOpenApi31(document: Record<string, unknown>): object {
  const convert = (value: unknown, holder: string, named: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => convert(item, holder, false));
    if (!isMapping(value)) return value;
    if (named) return each(value, (item) => convert(item, holder, false));
    if (holder === 'content' && typeof value['$ref'] === 'string') return {};
    const kept = Object.entries(value).filter(([key]) => !addedAnywhere.has(key) && !addedTo[holder]?.has(key));
    const result = each(Object.fromEntries(kept), (item, key) => convert(item, key, heldBelow(key, item) === 'names'));
    return { ...result, ...replacements(value, holder) };
  };
  const converted = convert(document, '', false) as Record<string, unknown>;
  const { components } = converted;
  if (!isMapping(components)) return converted;
  const { mediaTypes: _mediaTypes, ...known } = components;
  return { ...converted, components: known };
}

/** What stands in 3.1 in the place of what 3.2 allows. */
function replacements(value: Readonly<Record<string, unknown>>, holder: string): object {
  if (holder === 'responses' && value['description'] === undefined && value['$ref'] === undefined)
    return { description: '' };
  if (holder === 'parameters' && value['in'] === 'querystring') return { in: 'query' };
  if (holder === 'parameters' && value['style'] === 'cookie') return { style: 'form' };
  return {};
}

function each(
  value: Readonly<Record<string, unknown>>,
  convert: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, key)]));
}
