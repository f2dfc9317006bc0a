import type { User } from '../../../generated/entities/index.js';
import type { RequestSource } from '../../../generated/http/context.js';
import { sha256 } from '../crypto/hash.js';

/** Devices that are remembered of an account. */
const maxDevices = 20;

/**
 * What recognises a device at its next login: its program without version numbers, so that an update makes no new
 * device. It is a hint to the owner and no proof: anyone can send any user agent.
 */
export function deviceHash(userId: string, { userAgent }: Pick<RequestSource, 'userAgent'>): string {
  return sha256(JSON.stringify([userId, userAgent.replace(/\d+([._]\d+)*/g, '')]));
}

/** Whether an account logs in from a device that it did not use before. The first login of all is none. */
export function isNewDevice(user: User, source: Pick<RequestSource, 'userAgent'>): boolean {
  if (user.lastLoginAt === undefined) return false;
  return !(user.knownDevices ?? []).includes(deviceHash(user.userId, source));
}

/** The devices to remember after a login, the latest last. */
export function devicesWith(known: readonly string[] = [], device: string): string[] {
  return [...known.filter((each) => each !== device), device].slice(-maxDevices);
}
