import type { APIGatewayProxyEvent } from 'aws-lambda';
import { coerce, coerceJson, emptyRecord, itemType, propertyTypes } from './coercion.js';
import type { ParameterDefinition, ParameterGroup } from './definition.js';
import { cookiesOf, headersOf, queryOf, type MultiMap } from './event.js';
import { readDelimited, readEntries, readPathStyle } from './styles.js';

const asIs = (piece: string): string => piece;

const queryDelimiters: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/**
 * Path parameters by name. A REST API's proxy integration hands `pathParameters` on as they
 * stood in the URL, still percent-encoded (an HTTP API would decode them), so they are decoded
 * here, exactly once: `%2541` is the text `%41`.
 */
export function pathParameters(group: ParameterGroup, event: APIGatewayProxyEvent): Record<string, unknown> {
  const sent = event.pathParameters ?? {};
  return decodeEach(group, (parameter) => {
    const raw = Object.hasOwn(sent, parameter.name) ? sent[parameter.name] : undefined;
    if (raw === undefined) return undefined;
    return parameter.style === 'json' ? coerceJson(percentDecode(raw)) : readPathStyle(raw, parameter, percentDecode);
  });
}

/**
 * Query parameters by name; parameters that the contract does not know are ignored. The gateway
 * has decoded the values, so that a comma inside an item of an unexploded array cannot be told
 * from one between items: such items must not hold commas.
 */
export function queryParameters(group: ParameterGroup, event: APIGatewayProxyEvent): Record<string, unknown> {
  const sent = queryOf(event);
  return decodeEach(group, (parameter) => readFormStyle(sent, parameter, asIs));
}

/** Header parameters under the names of the contract, whatever their case in the request. */
export function headerParameters(group: ParameterGroup, event: APIGatewayProxyEvent): Record<string, unknown> {
  const sent = headersOf(event);
  return decodeEach(group, (parameter) => {
    const values = sent.get(parameter.name.toLowerCase());
    if (values === undefined) return undefined;
    // RFC 9110, 5.3: several fields of one name mean the same as one with a comma-joined value.
    const value = values.join(',');
    if (parameter.style === 'json') return coerceJson(value);
    const layout = { delimiter: ',', pairs: parameter.explode };
    return readDelimited(value, parameter.type, layout, (piece) => piece.trim());
  });
}

/** Cookie parameters by name. Values are percent-decoded where they are valid percent-encoding. */
export function cookieParameters(group: ParameterGroup, event: APIGatewayProxyEvent): Record<string, unknown> {
  const sent = cookiesOf(event);
  return decodeEach(group, (parameter) => readFormStyle(sent, parameter, percentDecode));
}

/** The styles of query and cookie: one entry per value, or one entry with a delimiter. */
function readFormStyle(sent: MultiMap, parameter: ParameterDefinition, decode: (piece: string) => string): unknown {
  const { name, style, explode, type } = parameter;
  const properties = propertyTypes(type);
  if (style === 'deepObject') return readDeepObject(sent, parameter, decode);
  if (style === 'form' && explode && properties !== undefined) {
    const entries = Object.keys(properties).flatMap(
      (key) => sent.get(key)?.map((value) => [key, value] as const) ?? [],
    );
    return entries.length > 0 ? readEntries(entries, type, decode) : undefined;
  }
  const values = sent.get(name);
  if (values === undefined) return undefined;
  const items = itemType(type);
  if (explode && style !== 'json' && items !== undefined) return values.map((value) => coerce(decode(value), items));
  const [value, ...others] = values;
  // Sent twice where one is meant: neither wins (ASVS 15.3.7), the schema refuses the list.
  if (value === undefined || others.length > 0) return values;
  if (style === 'json') return coerceJson(decode(value));
  return readDelimited(value, type, { delimiter: queryDelimiters[style] ?? ',', pairs: false }, decode);
}

/** `filter[name]=x`: one level, since OpenAPI defines no deeper one. */
function readDeepObject(
  sent: MultiMap,
  { name, type }: ParameterDefinition,
  decode: (piece: string) => string,
): Record<string, unknown> | undefined {
  const entries: [string, string][] = [];
  for (const [key, values] of sent) {
    if (!key.startsWith(`${name}[`) || !key.endsWith(']')) continue;
    for (const value of values) entries.push([key.slice(name.length + 1, -1), value]);
  }
  return entries.length > 0 ? readEntries(entries, type, decode) : undefined;
}

function decodeEach(group: ParameterGroup, read: (parameter: ParameterDefinition) => unknown): Record<string, unknown> {
  const result = emptyRecord();
  for (const parameter of group.parameters) {
    const value = read(parameter);
    if (value !== undefined) result[parameter.name] = value;
  }
  return result;
}

/** Text that is not valid percent-encoded UTF-8 (RFC 3986, 2.1) stays as it was sent. */
function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
