import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { arn, resourceName } from '../names.js';
import { isNeeded } from '../needs.js';
import { title } from '../project.js';
import type { Stage } from '../stage.js';
import { period } from './alarms.js';
import type { LastingPart, Variables } from './part.js';

const variable = 'MAIL_FROM';

/** The identity that mails are sent from; it makes the topic where bounces and complaints are told. */
export const mailPart: LastingPart<Topic | undefined> = {
  create: ({ stack, stage, handlers, storageKey }) => {
    const domain = mailDomain(stage);
    return domain !== undefined && isNeeded(handlers, variable)
      ? createMail(stack, stage, domain, storageKey)
      : undefined;
  },
  arns: (stage) => ({
    mailIdentity: () => [
      arn(stage, 'ses', `identity/${mailDomain(stage) ?? ''}`),
      arn(stage, 'ses', `configuration-set/${resourceName(stage, 'mail')}`),
    ],
  }),
  alarms: (stage) =>
    mailDomain(stage) === undefined
      ? []
      : [
          { kind: 'mail-bounces', metric: reputation('BounceRate'), threshold: 0.05, once: true },
          { kind: 'mail-complaints', metric: reputation('ComplaintRate'), threshold: 0.001, once: true },
        ],
  variables: (stage): Variables => {
    const domain = mailDomain(stage);
    if (domain === undefined) return {};
    return { [variable]: () => `${title.replaceAll(/[^A-Za-z0-9 ]/g, '')} <no-reply@${domain}>` };
  },
};

/** A rate that SES keeps of the whole account, and judges it by. */
function reputation(rate: 'BounceRate' | 'ComplaintRate'): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${rate}`, statistic: 'Average', period });
}

/** Bounces and complaints are kept off further mails. */
function createMail(stack: Stack, stage: Stage, domain: string, key: IKey): Topic {
  const configurationSet = new ConfigurationSet(stack, 'MailConfiguration', {
    configurationSetName: resourceName(stage, 'mail'),
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const events = new Topic(stack, 'MailEvents', {
    topicName: resourceName(stage, 'mail-events'),
    masterKey: key,
    enforceSSL: true,
  });
  events.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [events.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  configurationSet.addEventDestination('Returned', {
    destination: EventDestination.snsTopic(events),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
  });
  const identity = new EmailIdentity(stack, 'MailIdentity', { identity: Identity.domain(domain), configurationSet });
  identity.dkimRecords.forEach(({ name, value }, index) => {
    new CfnOutput(stack, `DkimRecord${index + 1}`, {
      description: `Make this record of ${domain}, so that SES may send its mails`,
      value: `${name} CNAME ${value}`,
    });
  });
  return events;
}

/** The domain that mails come from: the one that their links lead to. */
function mailDomain({ frontends }: Stage): string | undefined {
  const [frontend] = frontends;
  return frontend && new URL(frontend.linkBase).hostname;
}
