import { generateSecret, generateURI, verifySync } from 'otplib';
import { unixSeconds } from '../context.js';

/** Bytes of a secret: as long as the output of the HMAC (RFC 4226, 4, R6). */
const secretBytes = 20;

/** Seconds of a time step, and digits of a code: the only ones that every authenticator app knows (RFC 6238, 4.1). */
const period = 30;
const digits = 6;
const algorithm = 'sha1';

/** What authenticator apps show beside the account: the contract's `x-authwright.name`. */
const issuer = 'authwright';

/** Makes the secret of an authenticator: 160 random bits in base 32. */
export function newTotpSecret(): string {
  return generateSecret({ length: secretBytes });
}

/** The secret as authenticator apps take it (the key URI format). */
export function otpauthUri(secret: string, email: string): string {
  const uri = new URL(generateURI({ issuer, label: email, secret, algorithm, digits, period }));
  // The library leaves out what is usual, and apps differ in what they take for it.
  for (const [name, value] of Object.entries({ algorithm: 'SHA1', digits, period })) {
    uri.searchParams.set(name, String(value));
  }
  return uri.href;
}

/**
 * The time step whose code this is: the current one or the one before, for the time that reading and typing take
 * (RFC 6238, 5.2). Codes of the future, which a clock that is ahead would show, do not count.
 *
 * @param lastStep the last step that was accepted: it and those before do not count again (RFC 6238, 5.2)
 * @returns undefined when the code is of no such step
 */
export function acceptedStep(
  secret: string,
  code: string,
  lastStep: number | undefined,
  now: Date,
): number | undefined {
  const epoch = unixSeconds(now);
  // The library takes a last step that lies ahead of the clock for a mistake of its caller.
  if (lastStep !== undefined && lastStep >= Math.floor(epoch / period)) return undefined;
  const result = verifySync({
    secret,
    token: code,
    epoch,
    epochTolerance: [period, 0],
    period,
    digits,
    algorithm,
    ...(lastStep !== undefined && { afterTimeStep: lastStep }),
  });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
