import type * as z from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** Names of formats that read better than their keys. */
const formatNames: Readonly<Record<string, string>> = {
  email: 'a valid email address',
  url: 'a valid URL',
  uuid: 'a valid UUID',
  guid: 'a valid UUID',
  datetime: 'a date and time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  time: 'a time such as 12:00:00',
  duration: 'an ISO 8601 duration',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  base64: 'base64 text',
  base64url: 'base64url text',
  e164: 'a phone number such as +12025550123',
};

const typeNames: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  int: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a string',
};

const sizeUnits: Readonly<Record<string, readonly [one: string, many: string]>> = {
  array: ['item', 'items'],
  file: ['byte', 'bytes'],
  map: ['entry', 'entries'],
  set: ['item', 'items'],
  string: ['character', 'characters'],
};

/**
 * The sentence for an issue that the schema itself has no message for. It says what is expected
 * and never what was sent: the answer may be logged or shown, and the value may be a secret.
 */
export function issueMessage(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Is required.' : `Must be ${typeNames[issue.expected] ?? 'of another type'}.`;
    case 'invalid_format':
      return formatMessage(issue);
    case 'invalid_value':
      return `Must be ${listed(issue.values)}.`;
    case 'too_small':
      return bound(issue.origin, relation(issue, 'at least', 'more than'), issue.minimum);
    case 'too_big':
      return bound(issue.origin, relation(issue, 'at most', 'less than'), issue.maximum);
    case 'not_multiple_of':
      return `Must be a multiple of ${String(issue.divisor)}.`;
    case 'unrecognized_keys':
      return 'Is not a known property.';
    case 'invalid_union':
      return unionMessage(issue);
    case 'invalid_key':
      return 'Is not an allowed property name.';
    default:
      return 'Is not valid.';
  }
}

function formatMessage(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  const name = formatNames[issue.format];
  if (name !== undefined) return `Must be ${name}.`;
  return issue.format === 'regex' ? 'Does not have the required form.' : `Does not have the format ${issue.format}.`;
}

function unionMessage(issue: RawIssue): string {
  if (issue.code !== 'invalid_union') return 'Is not valid.';
  if (issue.inclusive === false) return 'Matches more than one of the allowed forms.';
  return issue.options === undefined ? 'Has none of the allowed forms.' : `Must be ${listed(issue.options)}.`;
}

type Bounds = { readonly exact?: boolean | undefined; readonly inclusive?: boolean | undefined };

function relation({ exact, inclusive }: Bounds, including: string, excluding: string): string {
  if (exact === true) return 'exactly';
  return inclusive === false ? excluding : including;
}

function bound(origin: string, relationText: string, limit: number | bigint): string {
  const unit = sizeUnits[origin];
  if (unit === undefined) return `Must be ${relationText} ${String(limit)}.`;
  return `Must have ${relationText} ${String(limit)} ${Number(limit) === 1 ? unit[0] : unit[1]}.`;
}

/** The allowed values of the contract. A long list is in the API's documentation, not here. */
function listed(values: readonly unknown[]): string {
  const shown = values.map((value) => (typeof value === 'string' ? value : String(value)));
  if (shown.length === 1) return shown[0] ?? '';
  return shown.length > 20 ? 'one of the allowed values' : `one of ${shown.join(', ')}`;
}
