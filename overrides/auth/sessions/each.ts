import type { Session } from '../../../generated/entities/index.js';

/** Sessions that are worked on at the same time. */
const atOnce = 20;

/**
 * Does the same to each of some sessions, group by group, so that many end within a function's time.
 *
 * @throws the first error of a group; the groups behind it are then left
 */
export async function eachSession(
  sessions: readonly Session[],
  work: (session: Session) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < sessions.length; from += atOnce) {
    await Promise.all(sessions.slice(from, from + atOnce).map(work));
  }
}
