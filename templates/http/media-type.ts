/** A media type as a header gives it (RFC 9110, 8.3.1): names in lower case. */
export interface MediaType {
  /** Without parameters, e.g. `application/json`. */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
const essencePattern = new RegExp(`^${token}/${token}$`);
const parameterPattern = new RegExp(`;[ \\t]*(?:(${token})=(${token}|"(?:[^"\\\\]|\\\\.)*"))?[ \\t]*`, 'gy');

/** Reads a `Content-Type` value; undefined when it is none. */
export function parseMediaType(text: string): MediaType | undefined {
  const end = text.indexOf(';');
  const essence = (end < 0 ? text : text.slice(0, end)).trim().toLowerCase();
  if (!essencePattern.test(essence)) return undefined;
  const rest = end < 0 ? '' : text.slice(end);
  const parameters = new Map<string, string>();
  let read = 0;
  for (const [whole, name, value] of rest.matchAll(parameterPattern)) {
    read += whole.length;
    if (name !== undefined && value !== undefined) parameters.set(name.toLowerCase(), unquote(value));
  }
  return read === rest.length ? { essence, parameters } : undefined;
}

/** The entry of a `content` map that fits best: the type itself, then `type/*`, then `*` + `/*`. */
export function matchMediaType<T>(content: Readonly<Record<string, T>>, essence: string): T | undefined {
  const [type = ''] = essence.split('/');
  for (const wanted of [essence, `${type}/*`, '*/*']) {
    for (const [declared, value] of Object.entries(content)) {
      if (parseMediaType(declared)?.essence === wanted) return value;
    }
  }
  return undefined;
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}
