import type { APIGatewayProxyResult } from 'aws-lambda';

/** Headers of an answer: values by lower-case name. */
export type ResultHeaders = ReadonlyMap<string, readonly string[]>;

const headerName = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

/** What a field value must not hold (RFC 9110, 5.5): with CR and LF one header becomes two. */
const unsafeValue = /[^\t\x20-\x7e\x80-\xff]/;

/**
 * The headers that a service returned. A value that is undefined counts as absent.
 *
 * @param problem makes the error to throw, from a sentence that shows no value
 */
export function readResultHeaders(headers: object | undefined, problem: (message: string) => Error): ResultHeaders {
  const result = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers ?? {}) as [string, unknown][]) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    if (!headerName.test(key)) throw problem('A header has a name that is not allowed.');
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = values.map((each) => readValue(key, each, problem));
    result.set(key, texts);
  }
  return result;
}

function readValue(name: string, value: unknown, problem: (message: string) => Error): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw problem(`The header ${name} has a value that is no text.`);
  }
  const text = String(value);
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
