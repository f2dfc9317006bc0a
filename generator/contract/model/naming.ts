import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { createRequire } from 'node:module';
import type { OperationNames } from './contract.js';

/**
 * Every identifier, file name, function name and resource id is decided here, so that the same thing has the
 * same name in every artifact.
 */

const require = createRequire(import.meta.url);

/** ECMA-262 reserved words, those of strict mode, and the names a module may not bind. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Names that TypeScript does not allow for a type alias. */
const reservedTypes = new Set('any bigint boolean never number object string symbol undefined unknown void'.split(' '));

/** Names of files that Windows cannot create. */
const reservedFiles = /^(con|prn|aux|nul|com\d|lpt\d|index|readme)$/;

/** The longest file name part that is made; file systems allow 255 bytes, CloudFormation and Lambda 64 characters. */
const longestFile = 100;

/** An identifier of ECMA-262, in any script. Escapes are left out, and so are the joiners that nobody sees. */
const identifierShape = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * The words of a name, whatever its style and script: `getHTMLPage`, `get-html-page` and `get html page` are the same
 * three. Accents of Latin letters are left out.
 */
export function words(name: string): string[] {
  return (
    name
      .normalize('NFKD')
      .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
      .normalize('NFC')
      // Looked around, not consumed: a long name in capitals takes linear time.
      .replaceAll(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => /[\p{L}\p{N}]/u.test(word))
  );
}

/** `list-orders`: folders, files, resource ids. In ASCII, since AWS takes nothing else for the name of a function. */
export function fileName(name: string): string {
  const whole = words(asAscii(words(name).join(' ')))
    .join('-')
    .toLowerCase();
  // What is cut off goes on to tell two long names apart.
  const kebab =
    whole.length <= longestFile
      ? whole
      : `${whole.slice(0, longestFile - 9)}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
  return reservedFiles.test(kebab) ? `${kebab}-` : kebab;
}

/** Other scripts in Latin letters. The tables for it are loaded only where a name needs them. */
function asAscii(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return name;
  const { default: anyAscii } = require('any-ascii') as typeof import('any-ascii');
  return anyAscii(name);
}

/** `ListOrders`: types and schemas. `Payment_method` becomes `PaymentMethod`; digits on both sides keep their `_`. */
export function typeName(name: string): string {
  const pascal = words(name)
    .map(capital)
    .reduce((done, word) => done + (/\d$/.test(done) && /^\d/.test(word) ? '_' : '') + word, '');
  const safe = identifierShape.test(pascal) ? pascal : `_${pascal}`;
  return reservedTypes.has(safe) ? `${safe}_` : safe;
}

/** What a second emitted schema of one component is for: what callers send, or what an entity stores. */
export type VariantKind = 'Writable' | 'Stored';

/** `PersonWritable`, `PersonStored`: the name that a variant of a schema is made of. */
export function variantName(name: string, kind: VariantKind): string {
  return `${typeName(name)}${kind}`;
}

/** `listOrders`: functions and exports. A valid identifier is kept as it is. */
export function valueName(name: string): string {
  if (identifierShape.test(name)) return reserved.has(name) ? `${name}_` : name;
  const [first = '', ...rest] = words(name);
  const camel = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capital)].join('');
  const safe = identifierShape.test(camel) ? camel : `_${camel}`;
  return reserved.has(safe) ? `${safe}_` : safe;
}

/** `MAIL_QUEUE_URL`: environment variables. */
export function environmentName(name: string, suffix: string): string {
  return [...words(name), ...words(suffix)].join('_').toUpperCase();
}

/** `GOALS_TABLE_NAME`: the variable with the name of a table. */
export function tableVariable(table: string): string {
  return environmentName(table, 'table name');
}

/** `WEATHER_KEY_SECRET_ARN`: the variable with the ARN of a secret. */
export function secretVariable(name: string): string {
  return environmentName(name, 'secret-arn');
}

/** `TooManyRequests`: a response, after the contract's own name of it or the phrase of its status. */
export function responseName(own: string | undefined, status: string): string {
  const name = typeName(own ?? '');
  if (/^\p{Lu}/u.test(name)) return name;
  return typeName(STATUS_CODES[status] ?? (status === 'default' ? status : `Status ${status}`));
}

/** The names made of an operationId, or of the name that pins it. */
export function operationNames(operationId: string): OperationNames {
  const value = valueName(operationId);
  return { value, type: typeName(value), file: fileName(operationId) };
}

/** Whether a string has the shape of an identifier, reserved words among them. */
export function isIdentifierShaped(name: string): boolean {
  return identifierShape.test(name);
}

/** Whether a string can be used as an identifier without quoting. */
export function isIdentifier(name: string): boolean {
  return identifierShape.test(name) && !reserved.has(name);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
