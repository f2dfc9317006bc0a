import { invalidParameter } from './refusals.js';

/** OIDC's standard claims, which every pool's schema has ("Working with user attributes" of the developer guide). */
const standardAttributes = new Set([
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]);

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
  customAttributes: readonly string[],
): Record<string, string> {
  const after: Record<string, string> = { ...before };
  for (const { Name: name, Value: value = '' } of given) {
    requireSettable(name, value, customAttributes);
    if (value === '') delete after[name];
    else after[name] = value;
  }
  const isNew = before['email'] !== undefined && after['email'] !== before['email'];
  if (isNew && !given.some(({ Name }) => Name === 'email_verified')) after['email_verified'] = 'false';
  return after;
}

function requireSettable(name: string, value: string, customAttributes: readonly string[]): void {
  if (name === 'sub') throw invalidParameter('user.sub: Attribute cannot be updated.\n');
  if (!standardAttributes.has(name) && !customAttributes.includes(name)) {
    throw invalidParameter(
      `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.\n`,
    );
  }
  if (name === 'email' && !isEmail(value)) throw invalidParameter('Invalid email address format.');
  if (name.endsWith('_verified') && !['true', 'false', ''].includes(value.toLowerCase())) {
    throw invalidParameter(`Attributes did not conform to the schema: ${name}: Attribute is not a boolean.\n`);
  }
}
