import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
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
import type { KnownResource } from '../permissions/policy.js';
import { title } from '../project.js';
import type { Stage } from '../stage.js';
import { period } from './alarms.js';
import type { LastingPart, Variables } from './part.js';

const variable = 'MAIL_FROM';

/** By this tag of a mail SES tells its configuration set. */
const tag = 'ses:configuration-set';

/** What jobs want to be told of mails. */
export interface MailFacts {
  /** Under which name EventBridge has the events. */
  readonly source: string;
  /** The types of events. */
  readonly told: readonly `${EmailSendingEvent}`[];
}

/** The identity that mails are sent from; it makes the topic where bounces and complaints are told. */
export const mailPart = (facts: MailFacts): LastingPart<Topic | undefined> => ({
  create: ({ stack, stage, handlers, storageKey }) => {
    const domain = mailDomain(stage);
    return domain !== undefined && isNeeded(handlers, variable)
      ? createMail(stack, stage, { domain, key: storageKey, facts })
      : undefined;
  },
  arns: (stage) => ({ mailIdentity: () => mailIdentity(stage) }),
  // All mails of an account are told on one bus.
  events: (stage) => ({ [facts.source]: { detail: { mail: { tags: { [tag]: [resourceName(stage, 'mail')] } } } } }),
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
    return { [variable]: () => `${title.replaceAll(/[^A-Za-z0-9 ]/g, '')} <${sender(domain)}>` };
  },
});

function sender(domain: string): string {
  return `no-reply@${domain}`;
}

/**
 * What sending asks IAM for. While the account is in SES's sandbox, it also asks for the identity of the recipient, which
 * has to be a verified one of this account, and which is denied as "not authorized to perform ses:SendEmail on resource
 * identity/<recipient>". As that may be any, the sender is not.
 */
function mailIdentity(stage: Stage): readonly string[] | KnownResource {
  const domain = mailDomain(stage) ?? '';
  const own = [
    arn(stage, 'ses', `identity/${domain}`),
    arn(stage, 'ses', `configuration-set/${resourceName(stage, 'mail')}`),
  ];
  if (!stage.mailSandbox) return own;
  return {
    arns: [...own, arn(stage, 'ses', 'identity/*')],
    conditions: { StringEquals: { 'ses:FromAddress': sender(domain) } },
    wide: "A recipient's identity in SES's sandbox, which may be any verified one; the sender is fixed.",
  };
}

/** A rate that SES keeps of the whole account, and judges it by. */
function reputation(rate: 'BounceRate' | 'ComplaintRate'): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName: `Reputation.${rate}`, statistic: 'Average', period });
}

/** How mail is made. */
interface MailInput {
  readonly domain: string;
  readonly key: IKey;
  readonly facts: MailFacts;
}

/** Bounces and complaints are kept off further mails: by the jobs that are told of them, else by SES. */
function createMail(stack: Stack, stage: Stage, { domain, key, facts: { told } }: MailInput): Topic {
  const jobsDecide = told.includes('bounce') && told.includes('complaint');
  const configurationSet = new ConfigurationSet(stack, 'MailConfiguration', {
    configurationSetName: resourceName(stage, 'mail'),
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    // SES takes nobody off its list, not even an address that somebody has repaired.
    ...(jobsDecide
      ? { disableSuppressionList: true }
      : { suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS }),
  });
  const events = createTopic(stack, stage, key);
  configurationSet.addEventDestination('Returned', {
    destination: EventDestination.snsTopic(events),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
  });
  if (told.length > 0) {
    configurationSet.addEventDestination('Jobs', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(stack, 'DefaultBus', 'default')),
      events: Object.values(EmailSendingEvent).filter((event) => told.includes(event)),
    });
  }
  const identity = new EmailIdentity(stack, 'MailIdentity', { identity: Identity.domain(domain), configurationSet });
  identity.dkimRecords.forEach(({ name, value }, index) => {
    new CfnOutput(stack, `DkimRecord${index + 1}`, {
      description: `Make this record of ${domain}, so that SES may send its mails`,
      value: `${name} CNAME ${value}`,
    });
  });
  return events;
}

/** Where bounces and complaints are told to whoever subscribes. */
function createTopic(stack: Stack, stage: Stage, masterKey: IKey): Topic {
  const events = new Topic(stack, 'MailEvents', {
    topicName: resourceName(stage, 'mail-events'),
    masterKey,
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
  return events;
}

/** The domain that mails come from: the one that their links lead to. */
function mailDomain({ frontends }: Stage): string | undefined {
  const [frontend] = frontends;
  return frontend && new URL(frontend.linkBase).hostname;
}
