/**
 * One segment of a path template: literals around parameters. `{a}.{b}` has the names `a`, `b` and
 * the literals ``, `.`, ``; there is always one literal more than names.
 */
export interface SegmentTemplate {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

/** The segments of a path template, `/pets/{petId}:adopt`. */
export function parseTemplate(path: string): SegmentTemplate[] {
  return path.slice(1).split('/').map(parseSegment);
}

function parseSegment(segment: string): SegmentTemplate {
  const parts = segment.split(/\{([^{}]+)\}/);
  return {
    literals: parts.filter((_, index) => index % 2 === 0).map((literal) => decodeSegment(literal) ?? literal),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

/** Percent-decodes a segment; undefined if it is no UTF-8 in percent-encoding. */
export function decodeSegment(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/**
 * The values of a segment's parameters in order, or undefined if it does not match. A parameter is
 * never empty, and takes as much as it can: `{name}.{type}` reads `a.tar.gz` as `a.tar` and `gz`.
 *
 * Searching from the right needs no backtracking, so that a hostile segment costs linear time,
 * which a regular expression would not promise.
 */
export function matchSegment({ literals, names }: SegmentTemplate, text: string): string[] | undefined {
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  if (names.length === 0) return text === first ? [] : undefined;
  if (text.length < first.length + last.length + names.length) return undefined;
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  let end = text.length - last.length;
  for (let index = names.length - 1; index > 0; index--) {
    const literal = literals[index] ?? '';
    const from = end - 1 - literal.length;
    const at = from <= first.length ? -1 : text.lastIndexOf(literal, from);
    if (at <= first.length) return undefined;
    values.unshift(text.slice(at + literal.length, end));
    end = at;
  }
  return [text.slice(first.length, end), ...values];
}

/** How little a segment leaves open: 0 for a literal, more for parameters with fewer literal characters. */
export function openness({ literals, names }: SegmentTemplate): number {
  return names.length === 0 ? 0 : 1 / (1 + literals.join('').length);
}
