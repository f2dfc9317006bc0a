import { createHash } from 'node:crypto';

/**
 * A set of texts by their fingerprints: the first 40 bits of SHA-256. Two bytes choose one of 65,536 buckets, three are
 * kept in it. So a text takes a little over three bytes, and is found without anything being unpacked.
 *
 * With n texts another one is taken for one of them with a probability of n / 2^40: 10^-7 for 110,000.
 */
export interface Fingerprints {
  /** The sizes of all buckets, a byte each; then their fingerprints. */
  readonly bytes: Buffer;
  /** Where each bucket begins, counted in fingerprints. */
  readonly starts: Uint32Array;
}

const buckets = 0x1_0000;
const keptBytes = 3;

/** Reads what `packed` has made. */
export function fingerprintsIn(bytes: Buffer): Fingerprints {
  const starts = new Uint32Array(buckets + 1);
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1] = (starts[bucket] ?? 0) + (bytes[bucket] ?? 0);
  if (bytes.length !== buckets + (starts[buckets] ?? 0) * keptBytes) throw new Error('The fingerprints are not whole.');
  return { bytes, starts };
}

/** Whether a text is in a set, or one of the few that are taken for one. */
export function holds({ bytes, starts }: Fingerprints, text: string): boolean {
  const [bucket, kept] = fingerprintOf(text);
  const end = starts[bucket + 1] ?? 0;
  for (let index = starts[bucket] ?? 0; index < end; index++) {
    if (bytes.readUIntBE(buckets + index * keptBytes, keptBytes) === kept) return true;
  }
  return false;
}

/** The fingerprints of texts, the same whatever their order. */
export function packed(texts: Iterable<string>): Buffer {
  const kept = Array.from({ length: buckets }, () => new Set<number>());
  for (const text of texts) {
    const [bucket, rest] = fingerprintOf(text);
    kept[bucket]?.add(rest);
  }
  const sorted = kept.flatMap((bucket) => [...bucket].sort((a, b) => a - b));
  const bytes = Buffer.alloc(buckets + sorted.length * keptBytes);
  for (const [bucket, { size }] of kept.entries()) bytes.writeUInt8(size, bucket);
  for (const [index, rest] of sorted.entries()) bytes.writeUIntBE(rest, buckets + index * keptBytes, keptBytes);
  return bytes;
}

function fingerprintOf(text: string): readonly [bucket: number, kept: number] {
  const hash = createHash('sha256').update(text, 'utf8').digest();
  return [hash.readUInt16BE(0), hash.readUIntBE(2, keptBytes)];
}
