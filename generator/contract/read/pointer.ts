/** JSON pointers (RFC 6901) in their URI fragment form, `#/paths/~1health/get`. */

/** The pointer of a child. */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The keys a pointer is made of. Percent-encoding is undone, as RFC 6901 section 6 asks of fragments. */
export function pointerKeys(pointer: string): string[] {
  const path = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (path === '' || path === '/') return [];
  return path
    .slice(1)
    .split('/')
    .map((part) => decode(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer of some keys. */
export function pointerOf(...keys: readonly (string | number)[]): string {
  return keys.reduce<string>(childPointer, '#');
}

function decode(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
