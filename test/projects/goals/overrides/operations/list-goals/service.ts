import type {
  ListGoalsInput,
  ListGoalsResult,
  ListGoalsService,
} from '../../../generated/operations/list-goals/service.js';
import type { Goal } from '../../../generated/schemas/index.js';
import { cursorOf, positionOf } from '../../goals/cursor.js';
import { invalid } from '../../goals/problem.js';
import { shownGoal } from '../../goals/shown.js';
import { goalTable } from '../../goals/table.js';

export const listGoals: ListGoalsService = async ({ query, accept, principal }, context) => {
  const { team, state, limit = context.settings.pageSize, cursor } = query;
  const partition = { caller: principal.subject, team };
  const after = cursor === undefined ? undefined : positionOf(cursor, partition);
  if (cursor !== undefined && after === undefined) return invalid('cursor', 'This is not a cursor of this list.');
  const { items, next } = await context.repository.findGoalByTeamIndex(partition, {
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const goals = items.filter((goal) => state === undefined || goal.state === state).map(shownGoal);
  return page(goals, next === undefined ? undefined : cursorOf(next), accept);
};

/** A page in the media type that the caller prefers. A table has no place for the cursor but a header. */
function page(
  goals: readonly Goal[],
  nextCursor: string | undefined,
  accept: ListGoalsInput['accept'],
): ListGoalsResult {
  const shown = { 'x-shown': goals.length };
  if (accept === 'text/csv') {
    const link = nextCursor === undefined ? {} : { link: `<?cursor=${encodeURIComponent(nextCursor)}>; rel="next"` };
    return { status: 200, contentType: accept, headers: { ...shown, ...link }, body: goalTable(goals) };
  }
  return {
    status: 200,
    headers: shown,
    body: { goals: [...goals], ...(nextCursor === undefined ? {} : { nextCursor }) },
  };
}
