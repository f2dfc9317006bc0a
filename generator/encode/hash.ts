import { createHash } from 'node:crypto';

/** The SHA-256 of a text, in hex. Line ends do not count: a checkout may have changed them. */
export function hashText(text: string): string {
  return createHash('sha256').update(normalised(text)).digest('hex');
}

/** One hash for a set of named texts, whatever their order. */
export function hashAll(texts: Iterable<readonly [name: string, text: string]>): string {
  const hash = createHash('sha256');
  for (const [name, text] of [...texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const content = normalised(text);
    hash.update(`${name.length}:${name}${content.length}:${content}`);
  }
  return hash.digest('hex');
}

function normalised(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
}
