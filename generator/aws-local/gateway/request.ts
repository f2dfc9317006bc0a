import type { IncomingMessage } from 'node:http';

/** Names with their values in the order sent. */
export type Pairs = readonly (readonly [name: string, values: readonly string[]])[];

/** A request's path and query as sent, still percent-encoded. */
export interface Target {
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
}

/** Splits a request target; the absolute form (RFC 9112, 3.2.2) loses its scheme and authority. */
export function splitTarget(target: string): Target {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = local.indexOf('?');
  return mark === -1 ? { path: local, query: '' } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

/** The path below the stage, beginning with `/`, or undefined if it is not below it. */
export function pathInStage(path: string, stage: string): string | undefined {
  const base = stage === '' ? '' : `/${stage}`;
  if (path === base) return '/';
  return path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
}

/** The decoded query, `+` being a space; undefined if some part is no UTF-8 in percent-encoding. */
export function parseQuery(query: string): Pairs | undefined {
  const pairs: [string, string][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decodeQuery(equals === -1 ? part : part.slice(0, equals));
    const value = decodeQuery(equals === -1 ? '' : part.slice(equals + 1));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return group(pairs, (name) => name);
}

function decodeQuery(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** The headers of a request under the spelling in which each came first; their names ignore case. */
export function headerPairs({ rawHeaders }: IncomingMessage): Pairs {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return group(pairs, (name) => name.toLowerCase());
}

/** The values of a header; `name` in lower case. */
export function headerValues(headers: Pairs, name: string): readonly string[] {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? [];
}

const safeId = /^[A-Za-z0-9._-]{8,128}$/;

/** The caller's `x-request-id` if it is the only one and safe to repeat, else undefined. */
export function callersRequestId(headers: Pairs): string | undefined {
  const [id, ...others] = headerValues(headers, 'x-request-id');
  return id !== undefined && others.length === 0 && safeId.test(id) ? id : undefined;
}

function group(pairs: readonly [string, string][], keyOf: (name: string) => string): Pairs {
  const groups = new Map<string, [string, string[]]>();
  for (const [name, value] of pairs) {
    const key = keyOf(name);
    const entry = groups.get(key);
    if (entry === undefined) groups.set(key, [name, [value]]);
    else entry[1].push(value);
  }
  return [...groups.values()];
}
