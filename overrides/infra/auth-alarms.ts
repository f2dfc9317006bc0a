import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { InfraExtension } from '../../generated/infra/app.js';
import { projectName } from '../../generated/infra/project.js';
import type { DomainMetric } from '../auth/metrics.js';

/** What counts a metric: operations by their ids, jobs by their names. */
interface DomainAlarm {
  readonly metric: DomainMetric;
  readonly services: readonly string[];
  /** How often within five minutes is too often. */
  readonly above: number;
  readonly description: string;
}

const alarms: readonly DomainAlarm[] = [
  {
    metric: 'ROLLBACK_FAILED',
    services: ['registerUser', 'reconcile-registrations'],
    above: 0,
    description:
      'A registration could not be undone. Its intent is left, and the reconciler tries again every five minutes. Look at its log for the attempt id; if it goes on, look whether Cognito and the table answer.',
  },
  {
    metric: 'ACCOUNT_CHANGE_UNFINISHED',
    services: ['changePassword', 'confirmPasswordReset', 'deleteAccount', 'reconcile-accounts'],
    above: 0,
    description:
      'A change of password or a deletion stopped between two steps. The reconciler finishes it within minutes; if it goes on, look at its log, and whether Cognito and the table answer.',
  },
  {
    metric: 'RefreshTokenReused',
    services: ['refreshToken'],
    above: 10,
    description:
      'Replaced refresh tokens come back: somebody may have stolen some, or a client keeps old ones. Their sessions have been ended. Look at the audit events by subject, address and client.',
  },
  {
    metric: 'CognitoThrottled',
    services: ['loginUser', 'refreshToken', 'registerUser'],
    above: 5,
    description:
      "Cognito refused calls or did not answer; callers got 503. Look at the quota of UserAuthentication in Service Quotas (120 a second for the account and Region unless raised), and at Cognito's health page.",
  },
  {
    metric: 'FailedLogin',
    services: ['loginUser'],
    above: 200,
    description:
      "Many logins fail: somebody may be trying passwords. Look at the audit events by address and the firewall's counts; lower its rate below /auth or block addresses. Accounts are limited by themselves.",
  },
  {
    metric: 'FailedSecondFactor',
    services: ['verifyMfa'],
    above: 50,
    description:
      'Many second factors fail, of accounts whose passwords were right. Look at the audit events by subject; tell the owners, since their passwords are known to somebody.',
  },
  {
    metric: 'MailNotQueued',
    services: ['registerUser', 'resendVerificationEmail', 'requestPasswordReset', 'loginUser'],
    above: 0,
    description: 'A mail could not be queued; what it was about has happened all the same. Look whether SQS answers.',
  },
];

const period = Duration.minutes(5);

/** The alarms of the domain, on the metrics that it counts. */
export const authAlarms: InfraExtension = ({ stage, observability }) => {
  for (const { metric, services, above, description } of alarms) {
    const usingMetrics = Object.fromEntries(
      services.map((service, index) => [`m${index}`, countOf(metric, service, stage.name)]),
    );
    observability.addAlarm({
      kind: 'application',
      of: kebabCase(metric),
      metric: new MathExpression({
        expression: Object.keys(usingMetrics)
          .map((id) => `FILL(${id}, 0)`)
          .join(' + '),
        usingMetrics,
        period,
      }),
      threshold: above,
      once: true,
      description,
    });
  }
};

/** `failed-login` of `FailedLogin`, `rollback-failed` of `ROLLBACK_FAILED`. */
function kebabCase(metric: DomainMetric): string {
  return metric
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

function countOf(metricName: string, service: string, environment: string): Metric {
  return new Metric({
    namespace: projectName,
    metricName,
    statistic: 'Sum',
    period,
    dimensionsMap: { environment, service },
  });
}
