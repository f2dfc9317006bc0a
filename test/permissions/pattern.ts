/** Whether IAM's `StringLike` holds: `*` stands for any text, `?` for one character, `${*}` for the character itself. */
export function matchesPattern(pattern: string, value: string): boolean {
  const source = pattern.replaceAll(/\$\{([*?$])\}|[*?]|[.+^${}()|[\]\\/]/g, (all, literal: string | undefined) => {
    if (literal !== undefined) return `\\${literal}`;
    if (all === '*') return '.*';
    return all === '?' ? '.' : `\\${all}`;
  });
  return new RegExp(`^${source}$`, 's').test(value);
}
