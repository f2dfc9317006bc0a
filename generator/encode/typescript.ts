import { isIdentifier, isIdentifierShaped } from '../contract/model/naming.js';
import { code, join, trusted, type Fragment } from './code.js';
import { wrapProse } from './prose.js';

/** Encoders for the positions of a TypeScript file. Each takes any string and cannot be left by it. */

/** A string literal in single quotes. */
export function stringLiteral(value: string): Fragment {
  const body = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return trusted(`'${escapeUnusual(body)}'`);
}

/** A template literal of texts and expressions. */
export function templateLiteral(parts: readonly (string | Fragment)[]): Fragment {
  const pieces = parts.map((part) => {
    if (typeof part !== 'string') return code`\${${part}}`;
    const body = JSON.stringify(part)
      .slice(1, -1)
      .replaceAll('\\"', '"')
      .replaceAll('`', '\\`')
      .replaceAll('${', '\\${');
    return trusted(escapeUnusual(body));
  });
  return code`\`${join(pieces, '')}\``;
}

/** A property key: bare where the language allows it. `__proto__` is computed, since as a plain key it sets the prototype. */
export function propertyKey(name: string): Fragment {
  if (name === '__proto__') return trusted("['__proto__']");
  return isIdentifier(name) ? trusted(name) : stringLiteral(name);
}

/** The access of a property: `.name` or `['na-me']`. */
export function propertyAccess(name: string): Fragment {
  return isIdentifier(name) ? trusted(`.${name}`) : code`[${stringLiteral(name)}]`;
}

/** An identifier that the naming module made. Anything else is a fault of this program. */
export function identifier(name: string): Fragment {
  if (!isIdentifierShaped(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return trusted(name);
}

/** A regular expression literal; with the `u` flag wherever the pattern allows it, as JSON Schema asks. */
export function regularExpression(pattern: string): Fragment {
  for (const flags of ['u', '']) {
    try {
      const expression = new RegExp(pattern, flags);
      return trusted(`/${escapeUnusual(expression.source)}/${expression.flags}`);
    } catch {
      continue;
    }
  }
  throw new Error(`not a regular expression: ${JSON.stringify(pattern)}`);
}

/** The text of a comment: it can neither end the comment nor start a directive at the beginning of a line. */
export function commentText(value: string): string {
  return escapeUnusual(value.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n'))
    .replaceAll('*/', '*\\/')
    .replaceAll(/@(?=ts-|license|preserve)/g, '@ ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A doc comment of some paragraphs; nothing when all are empty. Long lines of prose are wrapped. */
export function docComment(...paragraphs: readonly (string | undefined)[]): Fragment {
  const lines = paragraphs
    .filter((paragraph): paragraph is string => paragraph !== undefined && paragraph.trim() !== '')
    .map((paragraph) => wrapProse(commentText(paragraph.trim()), longestLine))
    .join('\n\n')
    .split('\n');
  if (lines.length === 1 && lines[0] === '') return trusted('');
  if (lines.length === 1 && (lines[0] ?? '').length < 100) return trusted(`/** ${lines[0] ?? ''} */`);
  return trusted(`/**\n${lines.map((line) => (line === '' ? ' *' : ` * ${line}`)).join('\n')}\n */`);
}

/** What a line of a comment may hold, so that it ends within 120 columns where the comment is indented by up to six. */
const longestLine = 111;

/** One line comment. */
export function lineComment(value: string): Fragment {
  return trusted(`// ${commentText(value).replaceAll('\n', ' ')}`);
}

/** A JSON value as an expression. */
export function jsonLiteral(value: unknown): Fragment {
  if (value === undefined) return trusted('undefined');
  if (typeof value === 'string')
    return isRun(value) ? code`${stringLiteral(value.charAt(0))}.repeat(${value.length})` : stringLiteral(value);
  if (Array.isArray(value)) return code`[${join(value.map(jsonLiteral), ', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => code`${propertyKey(key)}: ${jsonLiteral(item)}`);
    return code`{ ${join(entries, ', ')} }`;
  }
  return trusted(JSON.stringify(value));
}

/** One character again and again: shorter as the count of it. */
function isRun(value: string): boolean {
  return value.length > 60 && value === value.charAt(0).repeat(value.length);
}

/**
 * Line separators, bidirectional controls (they make code look other than it is), other control characters and lone
 * surrogates as escapes. In a comment the escape is merely visible.
 */
function escapeUnusual(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(
      /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
