/** What API Gateway gives to a mapping template: the request's headers and its id. */
export interface MappingInput {
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
}

/**
 * The headers that a mapping template sets (`$context.responseOverride.header`). It knows the statements that the answers
 * to preflights are made of, one to a line, and refuses every other one.
 */
export function overriddenHeaders(template: string, input: MappingInput): Readonly<Record<string, string>> {
  const variables = new Map<string, string>([['$context.requestId', input.requestId]]);
  const override = '$context.responseOverride.header.';
  const value = (text: string): string => {
    const [, header] = /^\$input\.params\(\)\.header\.get\("([^"]+)"\)$/.exec(text) ?? [];
    if (header !== undefined) return input.headers[header] ?? '';
    const [, literal] = /^"([^"]*)"$/.exec(text) ?? [];
    const found = literal ?? variables.get(text);
    if (found === undefined) throw new Error(`Unknown value ${text}`);
    return found;
  };
  const holds = (condition: string): boolean =>
    condition.split(' || ').some((one) => {
      const [left = '', right = ''] = one.split(' == ');
      return value(left) === value(right);
    });
  const set = (statement: string): void => {
    const [, name = '', text = ''] = /^#set\((\$[\w.-]+) = (.+)\)$/.exec(statement) ?? [];
    if (name === '') throw new Error(`Unknown statement ${statement}`);
    variables.set(name, value(text));
  };
  let skips = false;
  for (const line of template.split('\n')) {
    const [, inlineIf, inlineSet] = /^#if\((.+?)\)(#set\(.+\))#end$/.exec(line) ?? [];
    const [, block] = /^#if\((.+)\)$/.exec(line) ?? [];
    if (line === '#end') skips = false;
    else if (skips) continue;
    else if (inlineIf !== undefined && inlineSet !== undefined) {
      if (holds(inlineIf)) set(inlineSet);
    } else if (block !== undefined) skips = !holds(block);
    else set(line);
  }
  return Object.fromEntries(
    [...variables].flatMap(([name, text]) => (name.startsWith(override) ? [[name.slice(override.length), text]] : [])),
  );
}
