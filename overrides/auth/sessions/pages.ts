import * as z from 'zod';
import type { Session } from '../../../generated/schemas/session.js';

/** A part of a list of sessions, and where the next one begins. */
export interface SessionPage {
  readonly sessions: Session[];
  readonly nextCursor?: string;
}

/** Where a page ends: the login of its last session, which may have ended by the time of the next page. */
const Place = z.tuple([z.iso.datetime(), z.string().max(64)]);
type Place = z.output<typeof Place>;

const placeOf = ({ createdAt, sessionId }: Session): Place => [createdAt, sessionId];

/**
 * The page of a list that begins behind a place. The cursor names nothing that the list does not show.
 *
 * @param sessions the latest login first
 * @returns undefined when the cursor is none
 */
export function pageOf(sessions: readonly Session[], limit: number, cursor?: string): SessionPage | undefined {
  const place = cursor === undefined ? undefined : readCursor(cursor);
  if (cursor !== undefined && place === undefined) return undefined;
  const rest = place === undefined ? sessions : sessions.filter((session) => isBehind(placeOf(session), place));
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return last === undefined || rest.length === page.length
    ? { sessions: page }
    : { sessions: page, nextCursor: Buffer.from(JSON.stringify(placeOf(last))).toString('base64url') };
}

function isBehind([at, id]: Place, [lastAt, lastId]: Place): boolean {
  return at < lastAt || (at === lastAt && id.localeCompare(lastId) > 0);
}

function readCursor(cursor: string): Place | undefined {
  try {
    return Place.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
