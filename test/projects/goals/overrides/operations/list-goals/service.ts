import type { ListGoalsService } from '../../../generated/operations/list-goals/service.js';
import { cursorOf, positionOf } from '../../goals/cursor.js';
import { invalid } from '../../goals/problem.js';
import { shownGoal } from '../../goals/shown.js';

export const listGoals: ListGoalsService = async ({ query, principal }, context) => {
  const { team, state, limit = context.settings.pageSize, cursor } = query;
  const partition = { caller: principal.subject, team };
  const after = cursor === undefined ? undefined : positionOf(cursor, partition);
  if (cursor !== undefined && after === undefined) return invalid('cursor', 'This is not a cursor of this list.');
  const { items, next } = await context.repository.findGoalByTeamIndex(partition, {
    limit,
    ...(after === undefined ? {} : { after }),
  });
  const goals = items.filter((goal) => state === undefined || goal.state === state).map(shownGoal);
  return { status: 200, body: { goals, ...(next === undefined ? {} : { nextCursor: cursorOf(next) }) } };
};
