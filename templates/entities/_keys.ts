/**
 * A value that no key can hold. It often stems from a request, so callers can tell it from a fault
 * of the table. The message does not repeat the value, which may be a secret.
 */
export class InvalidKeyError extends Error {
  override readonly name = 'InvalidKeyError';
}

/** What a key may be made of. An absent value is refused when the key is made. */
export type KeyValue = string | number | null | undefined;

/** The longest keys that DynamoDB takes, in bytes of UTF-8. */
export const longestPk = 2048;
export const longestSk = 1024;

/**
 * The text of a key: keyText`USER#${userId}`. Values are escaped, so that none of them can hold the
 * `#` that separates the parts, and two different lists of values never make the same key.
 *
 * @throws InvalidKeyError when a value is absent, empty or no proper text or number
 */
export function keyText(texts: TemplateStringsArray, ...values: readonly KeyValue[]): string {
  return texts.map((text, index) => (index < values.length ? text + escaped(values[index]) : text)).join('');
}

/**
 * An integer as text whose order is the order of the numbers, also of negative ones.
 *
 * @throws InvalidKeyError when it is no integer, or one that a number cannot hold exactly
 */
export function sortable(value: number | null | undefined): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new InvalidKeyError('A sort key needs an integer.');
  }
  // The complement of a negative number grows with it, and `-` sorts before the digits.
  if (value < 0) return `-${String(10n ** 16n + BigInt(value)).padStart(16, '0')}`;
  return String(value).padStart(16, '0');
}

/**
 * A key that DynamoDB will take.
 *
 * @throws InvalidKeyError when it is too long
 */
export function fitting(key: string, longest: number): string {
  if (Buffer.byteLength(key) > longest) throw new InvalidKeyError(`A key is longer than ${longest} bytes.`);
  return key;
}

function escaped(value: KeyValue): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new InvalidKeyError('A key holds a number that is not finite.');
    return String(value);
  }
  if (typeof value !== 'string') throw new InvalidKeyError('A part of a key is absent.');
  if (value === '') throw new InvalidKeyError('A part of a key is empty.');
  // Half a surrogate pair has no UTF-8: different texts would become the same replacement character.
  if (/\p{Surrogate}/u.test(value)) throw new InvalidKeyError('A part of a key is no well-formed text.');
  return value.replaceAll('%', '%25').replaceAll('#', '%23');
}
