import type { APIGatewayProxyEvent } from 'aws-lambda';

/** Values by name; a name that was sent twice has two values. */
export type MultiMap = ReadonlyMap<string, readonly string[]>;

/** The headers of a request by lower-case name (RFC 9110, 5.1: names ignore case). */
export function headersOf(event: APIGatewayProxyEvent): MultiMap {
  return collect(event.multiValueHeaders, event.headers, (name) => name.toLowerCase());
}

/** The query of a request, which the gateway has already percent-decoded. */
export function queryOf(event: APIGatewayProxyEvent): MultiMap {
  return collect(event.multiValueQueryStringParameters, event.queryStringParameters, (name) => name);
}

/**
 * The cookies of a request (RFC 6265, 4.2.1). A name that was sent twice keeps both values,
 * so that a planted second one cannot silently win or lose.
 */
export function cookiesOf(event: APIGatewayProxyEvent): MultiMap {
  const cookies = new Map<string, string[]>();
  for (const header of headersOf(event).get('cookie') ?? []) {
    for (const pair of header.split(';')) {
      const equals = pair.indexOf('=');
      if (equals < 1) continue;
      const value = pair.slice(equals + 1).trim();
      append(cookies, pair.slice(0, equals).trim(), value.replace(/^"(.*)"$/, '$1'));
    }
  }
  return cookies;
}

/** The first value of a header, or undefined. `name` in lower case. */
export function headerOf(event: APIGatewayProxyEvent, name: string): string | undefined {
  return headersOf(event).get(name)?.[0];
}

type Multi = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
type Single = Readonly<Record<string, string | undefined>> | null | undefined;

/** Test events of the console, and some proxies, fill only the single-value form. */
function collect(multi: Multi, single: Single, rename: (name: string) => string): MultiMap {
  const result = new Map<string, string[]>();
  for (const [name, values] of Object.entries(multi ?? {})) {
    for (const value of values ?? []) append(result, rename(name), value);
  }
  if (result.size > 0) return result;
  for (const [name, value] of Object.entries(single ?? {})) {
    if (value !== undefined) append(result, rename(name), value);
  }
  return result;
}

function append(map: Map<string, string[]>, name: string, value: string): void {
  const values = map.get(name);
  if (values === undefined) map.set(name, [value]);
  else values.push(value);
}
