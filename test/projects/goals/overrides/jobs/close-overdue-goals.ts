import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { findGoalByOpenIndex, updateGoal } from '../../generated/entities/goal.js';
import type { GoalOpenIndexPosition } from '../../generated/entities/goal.js';
import type { JobContext, ScheduledJob } from '../../generated/http/jobs.js';
import { shards } from '../goals/shards.js';

const dayMs = 24 * 60 * 60 * 1000;

/** Marks the goals as missed that were due yesterday and are still open. */
export const closeOverdueGoals: ScheduledJob = async (context) => {
  const yesterday = new Date(context.now().getTime() - dayMs).toISOString().slice(0, 10);
  const counts = await Promise.all(shards.map((shard) => closeShard(yesterday, shard, context)));
  const missed = counts.reduce((sum, count) => sum + count, 0);
  context.metrics.addMetric('GoalsMissed', MetricUnit.Count, missed);
  context.logger.info('Goals were missed.', { missed, dueOn: yesterday });
};

/** Closes the open goals of one partition; gives their number. */
async function closeShard(openUntil: string, shard: number, context: JobContext): Promise<number> {
  let closed = 0;
  let after: GoalOpenIndexPosition | undefined;
  do {
    const page = await findGoalByOpenIndex({ openUntil, shard }, after === undefined ? {} : { after });
    for (const { goalId } of page.items) {
      const change = { set: { state: 'missed', updatedAt: context.now().toISOString() } as const };
      if (await updateGoal({ goalId }, { ...change, remove: ['openUntil'], if: { state: 'open' } })) closed += 1;
    }
    after = page.next;
  } while (after !== undefined);
  return closed;
}
