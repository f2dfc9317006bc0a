import { createHash } from 'node:crypto';

/** The SHA-256 of a text, in hex. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One hash for a set of named texts, whatever their order. */
export function hashAll(texts: Iterable<readonly [name: string, text: string]>): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name.length}:${name}${text.length}:${text}`);
  }
  return hash.digest('hex');
}
