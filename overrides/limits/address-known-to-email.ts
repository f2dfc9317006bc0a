import type { Exemption } from '../../generated/http/rate-limit.js';
import { nobodysEmail, normaliseEmail } from '../auth/accounts/email.js';
import { lookUp } from '../auth/login/look-up.js';
import { isKnownAddress } from '../auth/sessions/known-address.js';

/** Spares an address that has held a session of the account with the email of the body. It costs the same for all emails. */
export const addressKnownToEmail: Exemption = async ({ body }, source) => {
  const { user } = await lookUp(emailOf(body));
  return isKnownAddress(user, source);
};

function emailOf(body: unknown): string {
  const isObject = typeof body === 'object' && body !== null && 'email' in body;
  return (isObject && typeof body.email === 'string' && normaliseEmail(body.email)) || nobodysEmail;
}
