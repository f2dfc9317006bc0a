import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { diagnostic, type Location, type Reporter } from '../../diagnostics/diagnostic.js';
import type { OperationNames } from './contract.js';

/**
 * Every identifier, file name, function name and resource id is decided here, so that the same thing has the
 * same name in every artifact.
 */

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

/** The words of a name, whatever its style: `getHTMLPage`, `get-html-page` and `get html page` are the same three. */
export function words(name: string): string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** `login-user`: folders, files, resource ids. */
export function fileName(name: string): string {
  const whole = words(name).join('-').toLowerCase();
  // What is cut off goes on to tell two long names apart.
  const kebab =
    whole.length <= longestFile
      ? whole
      : `${whole.slice(0, longestFile - 9)}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
  return reservedFiles.test(kebab) ? `${kebab}-` : kebab;
}

/** `LoginUser`: types and schemas. A valid identifier that begins with a capital is kept as it is. */
export function typeName(name: string): string {
  if (/^[A-Z][A-Za-z0-9_]*$/.test(name)) return name;
  const pascal = /^[a-z][A-Za-z0-9_]*$/.test(name) ? capital(name) : words(name).map(capital).join('');
  const safe = /^\d/.test(pascal) ? `_${pascal}` : pascal;
  return reservedTypes.has(safe) ? `${safe}_` : safe;
}

/** `loginUser`: functions and exports. A valid identifier is kept as it is. */
export function valueName(name: string): string {
  if (/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name)) return reserved.has(name) ? `${name}_` : name;
  const [first = '', ...rest] = words(name);
  const camel = [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(capital)].join('');
  const safe = /^\d/.test(camel) ? `_${camel}` : camel;
  return reserved.has(safe) ? `${safe}_` : safe;
}

/** `USERS_TABLE_NAME`: environment variables. */
export function environmentName(name: string, suffix: string): string {
  return [...words(name), ...words(suffix)].join('_').toUpperCase();
}

/** `WEATHER_KEY_SECRET_ARN`: the variable with the ARN of a secret. */
export function secretVariable(name: string): string {
  return environmentName(name, 'secret-arn');
}

/** `TooManyRequests`: a response, after the contract's own name of it or the phrase of its status. */
export function responseName(own: string | undefined, status: string): string {
  const name = typeName(own ?? '');
  if (/^[A-Z]/.test(name)) return name;
  return typeName(STATUS_CODES[status] ?? (status === 'default' ? status : `Status ${status}`));
}

/** The names made of an operationId. */
export function operationNames(operationId: string): OperationNames {
  const value = valueName(operationId);
  return { value, type: typeName(value.replaceAll('$', '_')), file: fileName(operationId) };
}

/** Whether a string can be used as an identifier without quoting. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) && !reserved.has(name);
}

/** Keeps names unique within a family, and reports a collision at both places. */
export interface NameRegistry {
  /** Claims an identifier and a file name for a thing of the contract. False when something else has one of them. */
  claim(family: string, original: string, identifier: string, file: string, at: Location): boolean;
}

/** Makes an empty registry. */
export function createNameRegistry(reporter: Reporter): NameRegistry {
  const taken = new Map<string, { original: string; at: Location }>();
  const claimOne = (code: 'AW401' | 'AW402', key: string, original: string, emitted: string, at: Location): boolean => {
    const other = taken.get(key);
    if (!other) {
      taken.set(key, { original, at });
      return true;
    }
    reporter.report(
      diagnostic(code, at, `"${original}" and "${other.original}" both become ${emitted}`, {
        related: [{ message: `"${other.original}" is here`, at: other.at }],
      }),
    );
    return false;
  };
  return {
    claim(family, original, identifier, file, at) {
      if (words(original).length === 0) {
        reporter.report(diagnostic('AW403', at, `"${original}" holds no letter or digit`));
        return false;
      }
      return (
        claimOne('AW401', `${family} id ${identifier}`, original, identifier, at) &&
        claimOne('AW402', `${family} file ${file.toLowerCase()}`, original, `the file ${file}`, at)
      );
    },
  };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
