import { trusted, type Fragment } from './code.js';

/** A string of a JSON file. Signs that could make the file look other than it is are escaped. */
export function jsonString(value: string): Fragment {
  const escape = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return trusted(JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, escape));
}
