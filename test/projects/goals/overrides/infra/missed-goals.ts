import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { InfraExtension } from '../../generated/infra/app.js';
import { projectName } from '../../generated/infra/project.js';

/** Tells when many goals are missed on one day: then the job or a calling service is wrong. */
export const missedGoals: InfraExtension = ({ stage, observability }) => {
  observability.addAlarm({
    kind: 'application',
    of: 'goals-missed',
    metric: new Metric({
      namespace: projectName,
      metricName: 'GoalsMissed',
      statistic: 'Sum',
      period: Duration.hours(1),
      dimensionsMap: { environment: stage.name, service: 'close-overdue-goals' },
    }),
    threshold: 1000,
    once: true,
    description:
      'Very many goals were missed on one day. Look at the log of close-overdue-goals, and who created them.',
  });
};
