import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ResponseHeaderDefinition } from './definition.js';
import { fieldName } from './fields.js';
import { flatten } from './issues.js';
import { issueMessage } from './messages.js';

/** Headers of an answer: values by lower-case name. */
export type ResultHeaders = ReadonlyMap<string, readonly string[]>;

const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** What a field value must not hold (RFC 9110, 5.5): with CR and LF one header becomes two. */
const unsafeValue = /[^\t\x20-\x7e\x80-\xff]/;

/** The only header whose values cannot be joined by commas (RFC 9110, 5.3). */
const repeated = 'set-cookie';

/** Makes the error to throw, from a sentence that shows no value. */
type Problem = (message: string) => Error;

type Declared = Readonly<Record<string, ResponseHeaderDefinition>>;

/** The headers that a service returned, as text. A value that is undefined or null counts as absent. */
export function readResultHeaders(headers: object | undefined, declared: Declared, problem: Problem): ResultHeaders {
  const result = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers ?? {}) as [string, unknown][]) {
    if (value === undefined || value === null) continue;
    const key = name.toLowerCase();
    if (!headerName.test(key)) throw problem('A header has a name that is not allowed.');
    const rule = Object.hasOwn(declared, key) ? declared[key] : undefined;
    result.set(key, rule?.schema ? declaredTexts(key, value, rule, problem) : plainTexts(key, value, problem));
  }
  return result;
}

/** Of a header without a schema, a list stands for a header that occurs several times. */
function plainTexts(name: string, value: unknown, problem: Problem): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => safeText(name, scalarText(each), problem));
}

/** The text of a value that its schema accepts. */
function declaredTexts(
  name: string,
  value: unknown,
  { schema, explode = false, json = false }: ResponseHeaderDefinition,
  problem: Problem,
): readonly string[] {
  const checked = (one: unknown): unknown => {
    const parsed = schema?.safeParse(one, { error: issueMessage });
    if (parsed === undefined || parsed.success) return parsed?.data;
    const faults = parsed.error.issues.flatMap(flatten);
    throw problem(faults.map(({ path, message }) => `${fieldName('header', [name, ...path])}: ${message}`).join(' '));
  };
  const text = (one: unknown): string => safeText(name, json ? jsonText(one) : simpleText(one, explode), problem);
  if (name !== repeated || !Array.isArray(value)) return listed(name, checked(value)).map(text);
  // A list of cookies, whether the schema is of all of them or of each.
  const whole = schema?.safeParse(value);
  return (whole?.success ? listed(name, whole.data) : value.map(checked)).map(text);
}

function listed(name: string, value: unknown): readonly unknown[] {
  return name === repeated && Array.isArray(value) ? value : [value];
}

/** The style `simple` (OpenAPI, Style Values): items, or names and values, with commas between them. */
function simpleText(value: unknown, explode: boolean): string | undefined {
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const parts = Array.isArray(value)
    ? value.map(scalarText)
    : Object.entries(value).map(([key, item]) => {
        const text = scalarText(item);
        return text === undefined ? undefined : `${key}${explode ? '=' : ','}${text}`;
      });
  return parts.includes(undefined) ? undefined : parts.join(',');
}

function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** JSON in ASCII, which a header can carry. */
function jsonText(value: unknown): string | undefined {
  return JSON.stringify(value)?.replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function safeText(name: string, text: string | undefined, problem: Problem): string {
  if (text === undefined) throw problem(`The header ${name} has a value that is no text.`);
  if (unsafeValue.test(text)) throw problem(`The header ${name} has characters that are not allowed.`);
  return text;
}

/**
 * The two header members of a proxy result. The runtime's own headers win over a service's,
 * except that `Vary` names are joined.
 */
export function proxyHeaders(
  headers: ResultHeaders,
  own: Readonly<Record<string, string>>,
): Pick<APIGatewayProxyResult, 'headers' | 'multiValueHeaders'> {
  const single: Record<string, string> = {};
  const multiple: Record<string, string[]> = {};
  for (const [name, values] of headers) {
    if (name === 'vary' || Object.hasOwn(own, name)) continue;
    const [value] = values;
    if (values.length === 1 && value !== undefined) single[name] = value;
    else if (values.length > 1) multiple[name] = [...values];
  }
  const vary = [own['vary'], ...(headers.get('vary') ?? [])].filter((value) => value !== undefined).join(', ');
  const all = { ...single, ...own, ...(vary === '' ? {} : { vary }) };
  return Object.keys(multiple).length > 0 ? { headers: all, multiValueHeaders: multiple } : { headers: all };
}
