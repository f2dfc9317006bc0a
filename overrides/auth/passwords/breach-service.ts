import { createHash } from 'node:crypto';
import { serviceUnavailable } from '../../../generated/http/errors.js';
import type { DomainContext } from '../context.js';

/** Hex digits of the hash that leave the backend: some thousand leaked passwords share them. */
const prefixLength = 5;

/** Bytes. An answer has about a thousand lines of forty. */
const largestAnswer = 1_048_576;

/** Seconds. */
const retryAfter = 5;

/**
 * Asks a breach service whether a password has leaked, where the setting says so: by a range query, in which the service
 * learns five hex digits of the password's SHA-1 and neither the rest nor whose it is. `Add-Padding` hides from
 * whoever watches the line how many it answers. The host is a setting, the scheme is https, redirects are refused:
 * nothing of a request decides where the query goes.
 *
 * @throws HttpError 503 when the service does not answer and `breachCheckUnanswered` is `refuse`
 */
export async function hasLeaked(
  password: string,
  { settings, logger }: Pick<DomainContext, 'settings' | 'logger'>,
): Promise<boolean> {
  if (!settings.breachCheck) return false;
  const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  try {
    const answer = await query(hash.slice(0, prefixLength), settings);
    return answer.split('\n').some((line) => isHit(line, hash.slice(prefixLength)));
  } catch (error) {
    logger.warn('The breach service did not answer.', { error });
    if (settings.breachCheckUnanswered === 'allow') return false;
    throw serviceUnavailable(retryAfter, error);
  }
}

async function query(
  prefix: string,
  { breachCheckHost, breachCheckMilliseconds }: DomainContext['settings'],
): Promise<string> {
  const response = await fetch(`https://${breachCheckHost}/range/${prefix}`, {
    headers: { 'Add-Padding': 'true' },
    redirect: 'error',
    signal: AbortSignal.timeout(breachCheckMilliseconds),
  });
  if (!response.ok || response.body === null) throw new Error(`The status is ${response.status}.`);
  return readText(response.body);
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > largestAnswer) throw new Error('The answer is larger than it can be.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** A line is the rest of a hash and how often it was found; padding was found never. */
function isHit(line: string, rest: string): boolean {
  const [found, times] = line.trim().split(':');
  return found?.toUpperCase() === rest && Number(times) > 0;
}
