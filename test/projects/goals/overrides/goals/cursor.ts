import * as z from 'zod';
import type { GoalTeamIndexPosition } from '../../generated/entities/goal.js';

const Cursor = z.object({ goalId: z.uuid(), dueOn: z.iso.date() });

/** A position in the list of a team, as a caller carries it from page to page. */
export function cursorOf({ goalId, dueOn }: GoalTeamIndexPosition): string {
  return Buffer.from(JSON.stringify({ goalId, dueOn })).toString('base64url');
}

/** The position that a cursor stands for; undefined for a text that is none. */
export function positionOf(
  cursor: string,
  { caller, team }: Pick<GoalTeamIndexPosition, 'caller' | 'team'>,
): GoalTeamIndexPosition | undefined {
  try {
    const { data } = Cursor.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    // Caller and team are those of this request: nobody reads on in the list of another service.
    return data && { ...data, caller, team };
  } catch {
    return undefined;
  }
}
