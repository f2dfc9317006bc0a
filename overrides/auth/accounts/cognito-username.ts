import { sha256 } from '../crypto/hash.js';

/** The longest user name that Cognito takes (API reference, `AdminCreateUser`). */
const longestUsername = 128;

/**
 * The name of an email's Cognito user: the email itself, or for a longer one than Cognito takes a name made of its
 * hash, in the form of an email of the reserved domain `invalid` (RFC 2606), which no other account can have.
 *
 * @param email normalised
 */
export function cognitoUsername(email: string): string {
  if (email.length <= longestUsername) return email;
  // In hexadecimal, since user names are compared without regard to case.
  return `${Buffer.from(sha256(email), 'base64url').toString('hex')}@long.invalid`;
}
