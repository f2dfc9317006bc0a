import { standardAttributes } from '../../contract/model/user-pool.js';
import { invalidParameter } from './refusals.js';
import type { SchemaAttribute } from './types.js';

/** Cognito takes strings of at most so many characters. */
export const longestValue = 2048;

/** OIDC's standard claims, which every pool's schema has ("Working with user attributes" of the developer guide). */
const standard: ReadonlySet<string> = new Set(standardAttributes);

/** Whether every pool has the attribute. */
export function isStandardAttribute(name: string): boolean {
  return standard.has(name);
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** `AttributeType` of the API, after its shape was checked. */
export interface Attribute {
  readonly Name: string;
  readonly Value?: string;
}

/** Whether a text can be an email address to Cognito. */
export function isEmail(text: string): boolean {
  return email.test(text);
}

/**
 * Takes attributes over. An empty value removes one; a new email is unverified unless the same call says otherwise.
 *
 * @throws AwsError `InvalidParameterException` for names that the pool's schema lacks and malformed values
 */
export function withAttributes(
  before: Readonly<Record<string, string>>,
  given: readonly Attribute[],
  schema: readonly SchemaAttribute[],
): Record<string, string> {
  const after: Record<string, string> = { ...before };
  const isCreation = Object.keys(before).length === 0;
  for (const { Name: name, Value: value = '' } of given) {
    const declared = schema.find((one) => one.name === name);
    requireSettable(name, value, declared);
    if (declared?.mutable === false && !isCreation) {
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`);
    }
    if (value === '') delete after[name];
    else after[name] = value;
  }
  const isNew = before['email'] !== undefined && after['email'] !== before['email'];
  if (isNew && !given.some(({ Name }) => Name === 'email_verified')) after['email_verified'] = 'false';
  return after;
}

/**
 * Makes sure that a new user has what the schema requires.
 *
 * @throws AwsError `InvalidParameterException`
 */
export function requireComplete(
  attributes: Readonly<Record<string, string>>,
  schema: readonly SchemaAttribute[],
): void {
  const missing = schema.find(({ name, required = false }) => required && attributes[name] === undefined);
  if (missing === undefined) return;
  throw invalidParameter(
    `Attributes did not conform to the schema: ${missing.name}: The attribute ${missing.name} is required\n`,
  );
}

function requireSettable(name: string, value: string, declared: SchemaAttribute | undefined): void {
  const refuse = (what: string): never => {
    throw invalidParameter(`Attributes did not conform to the schema: ${name}: ${what}\n`);
  };
  if (name === 'sub') throw invalidParameter('user.sub: Attribute cannot be updated.\n');
  if (!standard.has(name) && declared === undefined) refuse('Attribute does not exist in the schema.');
  if (name === 'email' && !isEmail(value)) throw invalidParameter('Invalid email address format.');
  if (name.endsWith('_verified') && !['true', 'false', ''].includes(value.toLowerCase())) {
    refuse('Attribute is not a boolean.');
  }
  const { minLength = 0, maxLength = longestValue } = declared ?? {};
  if (value.length > maxLength) refuse(`String must not be longer than ${maxLength} characters`);
  if (value !== '' && value.length < minLength) refuse(`String must not be shorter than ${minLength} characters`);
}
