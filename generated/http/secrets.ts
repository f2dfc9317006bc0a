import { environment } from './environment.js';
import { readSecret } from './secret-values.js';

/** The key of the hashes that emails are found and counted by. */
export async function readEmailHashKey(): Promise<string> {
  return readSecret(environment('EMAIL_HASH_KEY_SECRET_ARN'));
}
