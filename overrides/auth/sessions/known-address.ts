import type { User } from '../../../generated/entities/index.js';
import { addressGroup } from '../../../generated/http/address.js';
import type { RequestSource } from '../../../generated/http/context.js';
import { sha256 } from '../crypto/hash.js';

/** Addresses that are remembered of an account. Each has an allowance of its own to guess with. */
const maxAddresses = 10;

/**
 * Whether an address has held a session of an account. Limits of strangers do not hold for it. The gateway tells the
 * address; a user agent would prove nothing.
 */
export function isKnownAddress(user: User | undefined, { address }: Pick<RequestSource, 'address'>): boolean {
  return user?.knownAddresses?.includes(addressHash(user, address)) ?? false;
}

/** The addresses to remember after the start of a session, the latest last. */
export function addressesWith(user: User, { address }: Pick<RequestSource, 'address'>): string[] {
  const hash = addressHash(user, address);
  return [...(user.knownAddresses ?? []).filter((each) => each !== hash), hash].slice(-maxAddresses);
}

/** Of an IPv6 address the network counts, as for limits. */
function addressHash({ userId }: User, address: string): string {
  return sha256(JSON.stringify([userId, addressGroup(address)]));
}
