/** Letters that a stem has at least: what is shorter is within too many good passwords. */
const shortestStem = 4;

/** Signs around a stem that add little to it, a date for example. More count only where they are a pattern. */
const mostSigns = 8;

/** Longest piece of signs whose repetition is a pattern: `0123`. */
const longestPattern = 4;

/** Letters that other signs commonly stand for. What `1`, `!` and `|` stand for differs. */
const disguises: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '3': 'e',
  '€': 'e',
  '6': 'g',
  '9': 'g',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '2': 'z',
};

/** The two readings of the signs that look like a stroke. */
const strokes = ['i', 'l'] as const;

/** A password in the one case and form that all comparisons use. */
export function folded(password: string): string {
  return password.normalize('NFKC').toLowerCase();
}

/** Letters and digits alone. */
export function withoutSigns(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** The letters that a text is read as, with a stroke read as one of the two letters. */
export function undisguised(text: string, stroke: (typeof strokes)[number]): string {
  return withoutSigns(text.replace(/[1!|]/g, stroke).replace(/[^\p{L}\s]/gu, (sign) => disguises[sign] ?? sign));
}

/**
 * The one spelling that the list keeps of a leaked password: its stem or, where it has none, the password.
 *
 * @returns undefined when no password that the contract lets through has this spelling
 */
export function listedSpelling(password: string): string | undefined {
  const plain = folded(password);
  const [stem] = stemsOf(plain);
  if (stem !== undefined) return stem;
  return [...plain].length >= shortestPlain ? plain : undefined;
}

/** Of a password without a stem: shorter ones could be found by their signs alone. */
const shortestPlain = 12;

/**
 * The spellings of a password to look for on the list, at most `mostSpellings`: as it is, without signs, what is
 * repeated in it, and its stem with disguised letters read in either way.
 */
export function spellingsOf(password: string): readonly string[] {
  const plain = folded(password);
  const bare = withoutSigns(plain);
  const repeated = repeatedPiece(bare);
  return [...new Set([plain, bare, ...(repeated ? [repeated] : []), ...stemsOf(plain)])];
}

/** What `spellingsOf` returns at most. Each is one more chance of being refused by mistake. */
export const mostSpellings = 7;

/** A password without what is put to its ends. The first stem is the one that the list keeps. */
function stemsOf(plain: string): readonly string[] {
  const [before = ''] = /^[^\p{L}]*/u.exec(plain) ?? [];
  const [after = ''] = /[^\p{L}]*$/u.exec(plain) ?? [];
  const inner = plain.slice(before.length, plain.length - after.length);
  const whole = plain.slice(0, plain.length - after.length);
  const isAdded = (signs: string): boolean => [...signs].length <= mostSigns || isPattern(withoutSigns(signs) || signs);
  const texts = [
    ...(isAdded(before + after) ? [inner] : []),
    // A sign in front may stand for a letter.
    ...(before !== '' && isAdded(after) ? [whole] : []),
  ];
  const stems = texts.flatMap((text) => strokes.map((stroke) => undisguised(text, stroke)));
  return stems.filter((stem) => [...stem].length >= shortestStem);
}

/** Whether a text is nothing but one short piece over and over, or steps up or down evenly. */
export function isPattern(text: string): boolean {
  const points = [...text];
  const codes = points.map((point) => point.codePointAt(0) ?? 0);
  const isRun = [1, -1].some((step) =>
    codes.every((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0) - step) % 10 === 0),
  );
  const lengths = Array.from({ length: longestPattern }, (_, index) => index + 1);
  return isRun || lengths.some((length) => points.every((point, index) => point === points[index % length]));
}

/** The piece that a text repeats from its first to its last letter. */
function repeatedPiece(text: string): string | undefined {
  const [, piece] = /^(.{4,}?)\1+$/u.exec(text) ?? [];
  return piece;
}
