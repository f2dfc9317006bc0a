import { commonPasswords } from './common-passwords.js';

let known: ReadonlySet<string> | undefined;

/** How letters are commonly written with other signs. */
const disguises: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '!': 'i',
};

/** Longest piece whose repetition counts as no password: `abcdabcdabcd`. */
const longestPiece = 4;

/**
 * Whether a password is one of those that are tried first (ASVS 5.0, 6.2.4; NIST SP 800-63B-4, 3.1.1.2): on the list,
 * or on it but for case, the usual disguises and signs at its ends, or one short piece over and over.
 */
export function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  return isRepetition(plain) || spellings(plain).some((spelling) => list().has(spelling));
}

function spellings(plain: string): readonly string[] {
  const bare = plain.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return [plain, bare, undisguised(plain), undisguised(bare)];
}

/** Up to the last letter: the digits behind a word are digits. */
function undisguised(text: string): string {
  const end = text.search(/[^\p{L}]*$/u);
  return text.slice(0, end).replace(/[@430$5!]/g, (sign) => disguises[sign] ?? sign) + text.slice(end);
}

function isRepetition(text: string): boolean {
  const points = [...text];
  return Array.from({ length: longestPiece }, (_, index) => index + 1).some((length) =>
    points.every((point, index) => point === points[index % length]),
  );
}

/** Made at first use: a cold start of a login needs no list. */
function list(): ReadonlySet<string> {
  known ??= new Set(commonPasswords.trim().split('\n'));
  return known;
}
