/**
 * The two sides of a text with git's merge conflict markers, as they were before the merge where git could not mix
 * them. The common ancestor of `diff3` style is left out. Undefined for a text without whole conflicts.
 */
export function conflictSides(text: string): readonly [ours: string, theirs: string] | undefined {
  const ours: string[] = [];
  const theirs: string[] = [];
  let side: 'both' | 'ours' | 'ancestor' | 'theirs' = 'both';
  let conflicts = 0;
  for (const line of text.split('\n')) {
    if (side === 'both' && isMarker(line, '<')) side = 'ours';
    else if (side === 'ours' && isMarker(line, '|')) side = 'ancestor';
    else if ((side === 'ours' || side === 'ancestor') && line === '=======') side = 'theirs';
    else if (side === 'theirs' && isMarker(line, '>')) {
      side = 'both';
      conflicts += 1;
    } else {
      if (side === 'both' || side === 'ours') ours.push(line);
      if (side === 'both' || side === 'theirs') theirs.push(line);
    }
  }
  return side === 'both' && conflicts > 0 ? [ours.join('\n'), theirs.join('\n')] : undefined;
}

function isMarker(line: string, sign: string): boolean {
  return line === sign.repeat(7) || line.startsWith(`${sign.repeat(7)} `);
}
