import type { Stack } from 'aws-cdk-lib';
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
import { resourceName } from '../names.js';
import { mailDomain, type Stage } from '../stage.js';

/** The identity that mails are sent from. Bounces and complaints are kept off further mails, and are told to a topic. */
export function createMail(stack: Stack, stage: Stage, key: IKey): { readonly events: Topic } | undefined {
  const domain = mailDomain(stage);
  if (domain === undefined) return undefined;
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
  new EmailIdentity(stack, 'MailIdentity', { identity: Identity.domain(domain), configurationSet });
  return { events };
}
