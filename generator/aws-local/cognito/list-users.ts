import { invalidParameter } from './refusals.js';
import { requirePool } from './pool.js';
import type { Pool } from './pool.js';
import type { Request } from './requests.js';
import type { User } from './state.js';
import { describeUser } from './user-answer.js';

/** Cognito's page when no limit is given, and its largest. */
const pageSize = 60;

/** Attributes that can be searched for ("Searching for users using the ListUsers API" of the developer guide). */
const searchable = new Set([
  'cognito:user_status',
  'email',
  'family_name',
  'given_name',
  'name',
  'phone_number',
  'preferred_username',
  'status',
  'sub',
  'username',
]);

/** Compared without case: email, as sign-in names are, and the status, as the API reference says. */
const caseless = new Set(['cognito:user_status', 'email']);

/**
 * `ListUsers`, oldest first: `Filter` is `name = "value"` or `name ^= "prefix"`, or empty.
 *
 * @throws AwsError `InvalidParameterException`
 */
export function listUsers(pool: Pool, request: Request<'ListUsers'>): object {
  requirePool(pool, request.UserPoolId);
  const accepts = readFilter(request.Filter ?? '');
  const after = request.PaginationToken === undefined ? 0 : readPageToken(request.PaginationToken);
  const limit = request.Limit === undefined || request.Limit === 0 ? pageSize : request.Limit;
  const found: User[] = [];
  for (const user of pool.state.users.values()) {
    if (user.sequence <= after || !accepts(user)) continue;
    // One more than fits tells whether there is a next page.
    if (found.push(user) > limit) break;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    Users: page.map((user) => describeUser(user, 'Attributes', request.AttributesToGet)),
    ...(found.length > limit && last !== undefined ? { PaginationToken: pageToken(last) } : {}),
  };
}

function readFilter(filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true;
  const [, name, operator, quoted] = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/s.exec(filter) ?? [];
  if (name === undefined || operator === undefined || quoted === undefined) {
    throw invalidParameter('Error while parsing filter.');
  }
  if (!searchable.has(name)) throw invalidParameter(`Attribute ${name} is not searchable.`);
  const fold = (text: string): string => (caseless.has(name) ? text.toLowerCase() : text);
  const wanted = fold(quoted.replaceAll(/\\(.)/gs, '$1'));
  return (user) => {
    const value = searchedValue(user, name);
    if (value === undefined) return false;
    return operator === '=' ? fold(value) === wanted : fold(value).startsWith(wanted);
  };
}

function searchedValue(user: User, name: string): string | undefined {
  switch (name) {
    case 'sub':
    case 'username':
      return user.sub;
    case 'cognito:user_status':
      return user.status;
    case 'status':
      return user.enabled ? 'Enabled' : 'Disabled';
    default:
      return user.attributes[name];
  }
}

function pageToken({ sequence }: User): string {
  return Buffer.from(`after:${sequence}`).toString('base64url');
}

function readPageToken(token: string): number {
  const [, sequence] = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (sequence === undefined) throw invalidParameter('Invalid pagination token.');
  return Number(sequence);
}
