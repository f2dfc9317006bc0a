import { createHmac } from 'node:crypto';
import { environment } from '../../../generated/http/environment.js';
import { getSecretText } from '../../aws/secrets-manager.js';

let reading: Promise<string> | undefined;

/**
 * The secret of the Cognito client, read once for the life of the function. A read that failed is not kept.
 *
 * @throws the errors of Secrets Manager
 */
export async function clientSecret(): Promise<string> {
  reading ??= getSecretText(environment('COGNITO_CLIENT_SECRET_ARN'));
  try {
    return await reading;
  } catch (error) {
    reading = undefined;
    throw error;
  }
}

/**
 * Forgets the secret after Cognito refused it, so that the next call reads the one that it was replaced by.
 */
export function forgetClientSecret(): void {
  reading = undefined;
}

/**
 * `SECRET_HASH`: HMAC-SHA256 over user name and client id, in base64 (Cognito developer guide, "Computing secret hash
 * values").
 */
export async function secretHash(username: string): Promise<string> {
  const key = await clientSecret();
  return createHmac('sha256', key)
    .update(`${username}${environment('COGNITO_CLIENT_ID')}`, 'utf8')
    .digest('base64');
}
