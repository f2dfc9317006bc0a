/** Breaks lines of Markdown that are longer than `width`. What has a meaning of its own by the line stays as it is. */
export function wrapProse(markdown: string, width: number): string {
  let fence: string | undefined;
  return markdown
    .split('\n')
    .flatMap((line) => {
      const mark = /^\s*(```|~~~)/.exec(line)?.[1];
      const isCode = fence !== undefined || mark !== undefined;
      if (mark !== undefined) fence = fence === undefined ? mark : fence === mark ? undefined : fence;
      return isCode || line.length <= width || isLineOfItsOwn.test(line) ? [line] : wrapLine(line, width);
    })
    .join('\n');
}

/** A heading, a row of a table, a tag of TSDoc, the definition of a link, and code by its indentation. */
const isLineOfItsOwn = /^(\s*#|\s*\||\s*@|\s*\[[^\]]*\]:|\t| {4})/;

/** What would begin something else at the beginning of a line: a list, a quotation, a heading, a table, a tag. */
const beginsBlock = /^([-+*>#|=@:<]|\d+[.)]|```|~~~)/;

function wrapLine(line: string, width: number): string[] {
  const [, indentation = '', bullet = ''] = /^(\s*)([-+*>] +|\d+[.)] +)?/.exec(line) ?? [];
  // A line that goes on belongs to the item of the list, or to the quotation, that the first one begins.
  const isQuotation = bullet.startsWith('>');
  const margin = indentation + (isQuotation ? bullet : ' '.repeat(bullet.length));
  const lines: string[] = [];
  let current = indentation + bullet;
  let isEmpty = true;
  for (const word of wordsOf(line.slice(current.length))) {
    const goesOn = isEmpty || current.length + 1 + word.length <= width || beginsBlock.test(word);
    if (!goesOn) {
      lines.push(current);
      current = margin;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current];
}

/** The words between spaces; a span of code is part of one word. */
function wordsOf(text: string): readonly string[] {
  return text.match(/(?:(?<!`)(`+)(?!`)[^`]*(?<!`)\1(?!`)|[^\s])+/g) ?? [];
}
