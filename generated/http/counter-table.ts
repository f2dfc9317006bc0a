import { environment } from './environment.js';

/** The table that the counters of rate limits are in. */
export function counterTable(): string {
  return environment('USERS_TABLE_NAME');
}
