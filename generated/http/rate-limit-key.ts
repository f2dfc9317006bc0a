/// <reference types="node" />
import { domainToASCII } from 'node:url';
import { addressGroup } from './address.js';
import type { RequestSource } from './context.js';
import { keyedHash } from './keyed-hash.js';
import type { OperationInput } from './validation.js';

/**
 * The key under which an attempt is counted: a hash over the values that a rule names. Hashed, so that the table
 * holds no addresses and names for it, and so that no value can reach the key of another counter.
 *
 * @throws the errors of Secrets Manager where the hash has a key
 */
export async function limitKey(
  parts: readonly string[],
  input: OperationInput,
  source: RequestSource,
): Promise<string> {
  // As JSON, so that ['ab', 'c'] and ['a', 'bc'] differ.
  const values = JSON.stringify(parts.map((part) => partValue(part, input, source)));
  return keyedHash(values);
}

/** The value that a part such as `body.name`, `address` or `principal.subject` stands for. */
function partValue(part: string, input: OperationInput, source: RequestSource): string | null {
  if (part === 'address') return addressGroup(source.address);
  const [location = '', ...names] = part.split('.');
  const root = rootOf(location, input);
  // The names of parameters may hold dots themselves; only bodies and principals have a depth.
  const path = location === 'body' || location === 'principal' ? names : [names.join('.')];
  const value = path.reduce<unknown>(property, root);
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? normalise(value) : JSON.stringify(value);
}

function rootOf(location: string, input: OperationInput): unknown {
  switch (location) {
    case 'body':
      return input.body;
    case 'path':
      return input.path;
    case 'query':
      return input.query;
    case 'header':
      return input.headers;
    case 'cookie':
      return input.cookies;
    case 'principal':
      return input.principal;
    default:
      return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/**
 * One spelling for what means the same, so that another spelling is no fresh allowance: NFC,
 * trimmed, lower case, and the domain of what looks like an email in ASCII (IDNA).
 */
function normalise(value: string): string {
  const text = value.normalize('NFC').trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const domain = at < 0 ? '' : domainToASCII(text.slice(at + 1));
  return domain === '' ? text : `${text.slice(0, at)}@${domain}`;
}
