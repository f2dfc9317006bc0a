import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { DomainContext } from './context.js';

/** The metrics of the domain. Alarms name them, so they never change. */
export type DomainMetric =
  /** A registration could not be undone; its intent is left for the reconciler. */
  | 'ROLLBACK_FAILED'
  /** Cognito throttled or did not answer. */
  | 'CognitoThrottled'
  /** A login was refused. */
  | 'FailedLogin'
  /** A code was refused as second factor. */
  | 'FailedSecondFactor'
  /** A refresh token came back after its grace: somebody else may have it. */
  | 'RefreshTokenReused'
  /** A refresh token came that its session has not handed out yet. */
  | 'RefreshTokenAhead'
  /** A refresh token was made up, or came after too many that were. */
  | 'RefreshTokenForged'
  /** A password change or a deletion was left to the reconciler, or the reconciler could not finish one. */
  | 'ACCOUNT_CHANGE_UNFINISHED'
  /** A mail could not be queued. What it was about has happened all the same. */
  | 'MailNotQueued'
  /** A refresh token of a session that has ended could not be revoked at Cognito. */
  | 'TokenNotRevoked';

/** Counts one. The infrastructure reads off the bundles which function counts what: names are written out in calls. */
export function count(metric: DomainMetric, { metrics }: Pick<DomainContext, 'metrics'>): void {
  'authwright:metric';
  metrics.addMetric(metric, MetricUnit.Count, 1);
}
