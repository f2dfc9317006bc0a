import type { InfraExtension } from '../../generated/infra/app.js';
import { servicesCounting } from '../../generated/infra/needs.js';
import { ownMetric, sumsOf } from '../../generated/infra/stacks/alarms.js';
import type { DomainMetric } from '../auth/metrics.js';

/** An alarm on a metric, whichever functions count it. */
interface DomainAlarm {
  readonly metric: DomainMetric;
  /** How often within five minutes is too often. */
  readonly above: number;
  readonly description: string;
}

const alarms: readonly DomainAlarm[] = [
  {
    metric: 'ROLLBACK_FAILED',
    above: 0,
    description:
      'A registration could not be undone. Its intent is left, and the reconciler tries again every five minutes. Look at its log for the attempt id; if it goes on, look whether Cognito and the table answer.',
  },
  {
    metric: 'ACCOUNT_CHANGE_UNFINISHED',
    above: 0,
    description:
      'A change of password or a deletion stopped between two steps. The reconciler finishes it within minutes; if it goes on, look at its log, and whether Cognito and the table answer.',
  },
  {
    metric: 'RefreshTokenReused',
    above: 10,
    description:
      'Replaced refresh tokens come back: somebody may have stolen some, or a client keeps old ones. Their sessions have been ended. Look at the audit events by subject, address and client.',
  },
  {
    metric: 'RefreshTokenAhead',
    above: 0,
    description:
      'A refresh token is ahead of its session. If the table was restored, set sessionsValidFrom of the stage to the time of the restoration and deploy. Else somebody may know the keys of sessions, which are sealed with the data key: look at who has used that, and end all sessions likewise.',
  },
  {
    metric: 'RefreshTokenForged',
    above: 20,
    description:
      'Refresh tokens are made up for sessions that stand. None of them counts. Look at the audit events by subject and address; a session that has had five within an hour looks at no further ones, so that the reuse of an old token goes unseen there: tell its owner, or end it.',
  },
  {
    metric: 'CognitoThrottled',
    above: 5,
    description:
      "Cognito refused calls or did not answer; callers got 503. Look at the quota of UserAuthentication in Service Quotas (120 a second for the account and Region unless raised), and at Cognito's health page.",
  },
  {
    metric: 'FailedLogin',
    above: 200,
    description:
      "Many logins fail: somebody may be trying passwords. Look at the audit events by address and the firewall's counts; lower its rate below /auth or block addresses. Accounts are limited by themselves.",
  },
  {
    metric: 'FailedSecondFactor',
    above: 50,
    description:
      'Many second factors fail, of accounts whose passwords were right. Look at the audit events by subject; tell the owners, since their passwords are known to somebody.',
  },
  {
    metric: 'MailNotQueued',
    above: 0,
    description: 'A mail could not be queued; what it was about has happened all the same. Look whether SQS answers.',
  },
  {
    metric: 'TokenNotRevoked',
    above: 5,
    description:
      'Refresh tokens of ended sessions could not be revoked at Cognito. The sessions are over all the same, and the tokens refused here; look whether Cognito answers, and which errors the log names.',
  },
];

/** The alarms of the domain, on the metrics that its functions count. */
export const authAlarms: InfraExtension = ({ stage, handlers, observability }) => {
  for (const { metric, above, description } of alarms) {
    const counts = servicesCounting(handlers, metric).map((service) => ownMetric(stage, metric, service));
    if (counts.length === 0) throw new Error(`Nothing counts ${metric}, and an alarm is to read it.`);
    sumsOf(counts).forEach((sum, index) => {
      const of = index === 0 ? kebabCase(metric) : `${kebabCase(metric)}-${index + 1}`;
      observability.addAlarm({ kind: 'application', of, metric: sum, threshold: above, once: true, description });
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
