/** Under this source SES tells EventBridge what became of a mail. */
export const mailEventSource = 'aws.ses';

/**
 * What SES tells EventBridge of a mail: the detail type of the event, and the type that a configuration set calls it by,
 * in the words of the CDK ("Monitoring Amazon SES events using Amazon EventBridge" of its developer guide). Contract,
 * template and local mailbox all read it here.
 */
export const mailEvents = {
  'Email Bounced': 'bounce',
  'Email Clicked': 'click',
  'Email Complaint Received': 'complaint',
  'Email Delivered': 'delivery',
  'Email Delivery Delayed': 'deliveryDelay',
  'Email Opened': 'open',
  'Email Rejected': 'reject',
  'Email Rendering Failed': 'renderingFailure',
  'Email Sent': 'send',
} as const;

/** The detail type of an event of SES. */
export type MailEvent = keyof typeof mailEvents;

export function isMailEvent(detailType: string): detailType is MailEvent {
  return Object.hasOwn(mailEvents, detailType);
}
