import { createHmac, timingSafeEqual } from 'node:crypto';

/** The API key of a service: its name, and a proof that only the holder of the secret can make. */
export function apiKeyOf(service: string, secret: string): string {
  return `${service}.${createHmac('sha256', secret).update(service).digest('base64url')}`;
}

/** The service that a key was given to; undefined for a key that nobody gave out. */
export function serviceOf(key: string, secret: string): string | undefined {
  const [service = ''] = key.split('.');
  const expected = Buffer.from(apiKeyOf(service, secret));
  const given = Buffer.from(key);
  if (service === '' || given.length !== expected.length) return undefined;
  return timingSafeEqual(given, expected) ? service : undefined;
}
