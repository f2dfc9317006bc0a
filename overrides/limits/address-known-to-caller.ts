import { getUser } from '../../generated/entities/index.js';
import type { Exemption } from '../../generated/http/rate-limit.js';
import { isKnownAddress } from '../auth/sessions/known-address.js';

/** Spares an address that has held a session of the caller's account. */
export const addressKnownToCaller: Exemption = async ({ principal }, source) => {
  const userId = principal?.subject;
  return userId !== undefined && isKnownAddress(await getUser({ userId }, { consistent: true }), source);
};
